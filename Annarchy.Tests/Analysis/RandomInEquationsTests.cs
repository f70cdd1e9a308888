using Annarchy.Programs;

namespace Annarchy.Tests.Analysis;

/// <summary>Distributions inside equations: one stream each, and the transformation of standard draws.</summary>
public class RandomInEquationsTests
{
    [Theory]
    [InlineData("Uniform(-1.0, 3.0)", 0.25, 0.0)]
    [InlineData("DiscreteUniform(2, 4)", 0.0, 2.0)]
    [InlineData("DiscreteUniform(2, 4)", 0.34, 3.0)]
    [InlineData("DiscreteUniform(2, 4)", 0.9999999999999999, 4.0)]
    [InlineData("Exponential(2.0)", 0.0, 0.0)]
    [InlineData("Exponential(2.0)", 0.5, 0.34657359027997264)]
    [InlineData("Exponential(lambda=2.0, max=0.1)", 0.5, 0.1)]
    public void Uniform_draws_are_transformed(string distribution, double draw, double expected) =>
        AssertDraw(distribution, SlotNames.UniformStream(0), draw, expected);

    [Theory]
    [InlineData("Normal(1.0, 2.0)", -0.5, 0.0)]
    [InlineData("Normal(1.0, 2.0, min=0.5)", -0.5, 0.5)]
    [InlineData("Normal(mu=1.0, sigma=2.0, max=1.5)", 0.5, 1.5)]
    [InlineData("LogNormal(0.5, 0.25)", 2.0, Math.E)]
    public void Normal_draws_are_transformed(string distribution, double draw, double expected) =>
        AssertDraw(distribution, SlotNames.NormalStream(0), draw, expected);

    [Fact]
    public void Every_occurrence_has_its_own_stream()
    {
        var neuron = new Neuron(
            parameters: "sigma = 1.0", equations: "g = Uniform(0.0, 1.0) : population\nr = Normal(0.0, sigma) - Normal(0.0, sigma) + noise(g)",
            functions: "noise(x) = Gamma(2.0, x)");
        using var run = new NeuronRun(neuron, size: 2);
        var random = run.Program.Local.Slots.Where(s => s.Owner == SlotOwner.Random);
        Assert.Equal([("normal#1", Locality.Local), ("normal#2", Locality.Local)], random.Select(s => (s.Name, s.Locality)));
        var global = run.Program.Global!.Slots.Single(s => s.Owner == SlotOwner.Random);
        Assert.Equal(("uniform#0", Locality.Global), (global.Name, global.Locality));
        Assert.Equal(3.0, run.Program.Local.Nodes.Single(n => n.Op == Op.Gamma).Value);
    }

    [Fact]
    public void All_stages_of_a_method_see_the_same_draw()
    {
        using var run = new NeuronRun(new Neuron(equations: "dr/dt = Normal(0.0, 1.0) : rk4"));
        run.Column(new Slot(SlotOwner.Random, "normal#0", Locality.Local, AttributeKind.Real))[0] = 3.0;
        run.Step();
        Assert.Equal(3.0, run["r"][0], 1e-15);
    }

    private static void AssertDraw(string distribution, string stream, double draw, double expected)
    {
        using var run = new NeuronRun(new Neuron(equations: $"r = {distribution}"));
        run.Column(new Slot(SlotOwner.Random, stream, Locality.Local, AttributeKind.Real))[0] = draw;
        run.Step();
        Assert.Equal(expected, run["r"][0], 1e-15);
    }
}
