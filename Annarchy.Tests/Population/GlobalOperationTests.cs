namespace Annarchy.Tests;

public class GlobalOperationTests
{
    [Theory]
    [InlineData(1, Precision.Double)]
    [InlineData(7, Precision.Double)]
    [InlineData(8, Precision.Single)]
    [InlineData(1003, Precision.Double)]
    [InlineData(1003, Precision.Single)]
    public void ReduceThePreviousStep(int size, Precision precision)
    {
        using var net = new Network(precision: precision, seed: 5);
        var pop = net.Create(size, new Neuron(
            parameters: "x = 0.0", equations: "v = x + t\nlow = min(v)\nhigh = max(v)\naverage = mean(v)\none = norm1(v)\ntwo = norm2(v)\nr = v"));
        pop["x"] = new Uniform(-3.0, 1.0);
        double[] x = pop["x"];
        net.Step();
        Assert.Equal(0.0, pop[0]["average"]);
        net.Step();
        var tolerance = precision == Precision.Double ? 1e-13 * size : 2e-6 * size;
        Assert.Equal(x.Min(), pop[0]["low"]);
        Assert.Equal(x.Max(), pop[0]["high"]);
        Assert.Equal(x.Average(), pop[0]["average"], tolerance);
        Assert.Equal(x.Sum(Math.Abs), pop[0]["one"], tolerance);
        Assert.Equal(Math.Sqrt(x.Sum(v => v * v)), pop[0]["two"], tolerance);
    }
}
