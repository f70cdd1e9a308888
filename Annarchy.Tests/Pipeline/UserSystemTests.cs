namespace Annarchy.Tests;

public class UserSystemTests
{
    [Fact]
    public void PipelinesAreReadable()
    {
        using var net = new Network();
        var pop = net.Create(2, new Neuron(equations: "v += 1.0 - mean(v)", spike: "v > 1.0", reset: "v = 0.0"), name: "cells");
        net.Create(new TimedArray(new double[2, 3], name: "movie"));
        net.Monitor(pop, "v");
        net.Compile();
        Assert.Equal(["update of cells", "patterns of movie"], net.Pipeline[Stage.NeuronUpdate].Select(s => s.Name));
        Assert.Equal(["spikes of cells", "global operations of cells"], net.Pipeline[Stage.Spike].Select(s => s.Name));
        Assert.Equal("recording", net.Pipeline.Systems[^1].Name);
    }

    [Fact]
    public void UsersInsertSystemsAndComponents()
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray(3));
        var still = net.Create(new InputArray(3));
        net.World.Add(inputs.Entity, new Ramp(0.5));
        net.Pipeline.Add(Stage.Input, new RampSystem());
        var monitor = net.Monitor(inputs, "r");
        net.Simulate(4.0);
        Assert.Equal([0.0, 0.5, 1.0, 1.5], monitor.Get("r").Series(2));
        Assert.Equal([0.0, 0.0, 0.0], still["r"].ToArray());
        var populations = 0;
        foreach (var _ in net.World.Query<PopulationWindow>())
            populations++;
        Assert.Equal(2, populations);
    }

    [Fact]
    public void ActivityIsAComponent()
    {
        using var net = new Network();
        var pop = net.Create(1, new Neuron(equations: "r += 1.0"));
        net.World.Get<Activity>(pop.Entity).IsOn = false;
        net.Simulate(3.0);
        Assert.False(pop.IsEnabled);
        Assert.Equal(0.0, pop[0]["r"]);
        Assert.Equal(new Named("pop0"), net.World.Get<Named>(pop.Entity));
    }

    private record struct Ramp(double Slope);

    private sealed class RampSystem : ISystem
    {
        public string Name => "ramps";

        public void Update(in StepContext context)
        {
            foreach (var row in context.World.Query<PopulationWindow, Ramp>())
                row.Item1.Population.AsSpan<double>("r").Fill(row.Item2.Slope * context.Time);
        }
    }
}
