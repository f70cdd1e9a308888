namespace Annarchy.Examples;

/// <summary>A network is saved in the middle of a run; another one, made anew, loads the file and goes on to the same end.</summary>
internal sealed class SaveAndContinue : IExample
{
    public string Name => "save-and-continue";

    public string Description => "A run that is interrupted, saved and continued equals one that is not";

    public void Run(string[] args)
    {
        Directory.CreateDirectory("out");
        var file = Path.Combine("out", "save-and-continue.npz");

        using var uninterrupted = CreateNetwork(seed: 42);
        uninterrupted.Simulate(500.0);
        uninterrupted.Save(file);
        uninterrupted.Simulate(500.0);

        // Another seed: synapses and random numbers come from the file.
        using var continued = CreateNetwork(seed: 7);
        continued.Load(file);
        Console.WriteLine($"continued at       {continued.Time} ms");
        continued.Simulate(500.0);

        var (a, b) = (uninterrupted.GetPopulation("cells"), continued.GetPopulation("cells"));
        var same = a["v"].ToArray().AsSpan().SequenceEqual(b["v"].ToArray());
        Console.WriteLine($"same potentials    {same}");
        Console.WriteLine($"memory             {continued.MemoryFootprint / 1024.0 / 1024.0:F1} MiB");
        Console.WriteLine($"file               {file}, {new FileInfo(file).Length / 1024.0 / 1024.0:F1} MiB");
    }

    private static Network CreateNetwork(long seed)
    {
        var net = new Network(dt: 0.5, seed: seed);
        var cells = net.Create(
            500,
            new Neuron(
                parameters: "tau = 20.0 : population\nI = 1.05\nsigma = 0.3 : population",
                equations: "tau*dv/dt = I - v + g_exc + g_inh + sigma*Normal(0.0, 1.0)\n5.0*dg_exc/dt = -g_exc\n10.0*dg_inh/dt = -g_inh",
                spike: "v > 1.0",
                reset: "v = 0.0",
                refractory: 2.0),
            name: "cells");
        net.Connect(cells[..400], cells, "exc").FixedProbability(0.1, weights: 0.02, delays: new Uniform(0.5, 10.0));
        net.Connect(cells[400..], cells, "inh").FixedProbability(0.1, weights: -0.1, delays: 1.0);
        return net;
    }
}
