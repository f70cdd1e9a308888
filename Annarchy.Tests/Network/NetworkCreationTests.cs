namespace Annarchy.Tests;

public class NetworkCreationTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void TimeStepIsPositiveAndFinite(double dt)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Network(dt));
        Assert.StartsWith("The duration of a step is a positive finite number of ms.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PopulationsAreListedAndFoundByName()
    {
        using var net = new Network();
        var a = net.Create(new InputArray(3));
        var b = net.Create(new InputArray((2, 2), "image"));
        Assert.Equal([a, b], net.Populations);
        Assert.Equal("pop0", a.Name);
        Assert.Same(b, net.GetPopulation("image"));
        Assert.Contains("has no population 'imge'. It has: pop0, image", Assert.Throws<KeyNotFoundException>(() => net.GetPopulation("imge")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAreUnique()
    {
        using var net = new Network();
        net.Create(new InputArray(3, "pop1"));
        Assert.Equal("pop2", net.Create(new InputArray(3)).Name);
        Assert.Contains("already has a population 'pop1'", Assert.Throws<ArgumentException>(() => net.Create(new InputArray(3, "pop1"))).Message, StringComparison.Ordinal);
        net.Constant("tau", 10.0);
        Assert.Contains("already has a 'tau'", Assert.Throws<ArgumentException>(() => net.Constant("tau", 1.0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => net.Constant("2x", 1.0));
    }

    [Theory]
    [InlineData("t", "the time in ms")]
    [InlineData("dt", "the duration of a step in ms")]
    [InlineData("step", "the number of the step")]
    [InlineData("pi", "the number 3.14159")]
    [InlineData("exp", "a function of the language")]
    [InlineData("True", "a word of the language")]
    public void ConstantsCannotTakeReservedNames(string name, string meaning)
    {
        using var net = new Network();
        foreach (var error in new[]
        {
            Assert.Throws<ArgumentException>(() => net.Constant(name, 1.0)),
            Assert.Throws<ArgumentException>(() => net.Constant(name, "1.0 + 1.0")),
        })
        {
            Assert.StartsWith($"'{name}' is {meaning}", error.Message, StringComparison.Ordinal);
            Assert.Contains("cannot name a constant: choose another name", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(net.Constants);
        net.Constant("tau", 1.0);
    }

    [Fact]
    public void PopulationsBelongToOneNetwork()
    {
        using var net = new Network();
        using var other = new Network();
        var inputs = net.Create(new InputArray(3));
        var foreign = other.Create(new InputArray(3));
        Assert.Contains("already part of a network", Assert.Throws<ArgumentException>(() => other.Create(inputs)).Message, StringComparison.Ordinal);
        Assert.Contains("belongs to another network", Assert.Throws<ArgumentException>(() => net.Connect(inputs, foreign, "exc")).Message, StringComparison.Ordinal);
        Assert.Contains("not part of a network yet", Assert.Throws<ArgumentException>(() => net.Connect(new InputArray(2), inputs, "exc")).Message, StringComparison.Ordinal);
        Assert.Contains("no population 'x'", Assert.Throws<ArgumentException>(() => net.Connect("x", inputs, "exc")).Message, StringComparison.Ordinal);
        Assert.Contains("not part of a network yet", Assert.Throws<InvalidOperationException>(() => new InputArray(2)["r"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NetworksMayShareAConstant()
    {
        var tau = new Constant("tau", 10.0);
        var neuron = new Neuron(equations: "r = tau");
        using var first = new Network();
        Assert.Same(tau, first.Constant(tau));
        Assert.Contains("already has a 'tau'", Assert.Throws<ArgumentException>(() => first.Constant(tau)).Message, StringComparison.Ordinal);
        var a = first.Create(1, neuron);
        using (var second = new Network())
        {
            second.Constant(tau);
            var b = second.Create(1, neuron);
            second.Step();
            Assert.Equal(10.0, b["r"][0]);
            tau.Value = 4.0;
            second.Step();
            Assert.Equal(4.0, b["r"][0]);
        }

        tau.Value = 5.0;
        first.Step();
        Assert.Equal(5.0, a["r"][0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => tau.Value = double.NaN);
        Assert.Throws<ArgumentException>(() => new Constant("dt", 1.0));
    }

    [Fact]
    public void NothingWorksAfterDispose()
    {
        var net = new Network();
        var inputs = net.Create(new InputArray(3));
        net.Dispose();
        net.Dispose();
        Assert.Throws<ObjectDisposedException>(() => net.Create(new InputArray(3)));
        Assert.Throws<ObjectDisposedException>(() => net.Simulate(1.0));
        Assert.Throws<ObjectDisposedException>(() => inputs["r"]);
        Assert.Throws<ObjectDisposedException>(() => inputs["r"] = 1.0);
    }
}
