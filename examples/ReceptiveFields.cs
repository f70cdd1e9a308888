using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// Connections that depend on distance: a Gaussian and a difference of Gaussians from one sheet to another, and the receptive fields
/// they give the neurons of the second, side by side as the neurons are.
/// </summary>
internal sealed class ReceptiveFields : IExample
{
    private const int PreSide = 20;
    private const int PostSide = 5;

    public string Name => "receptive-fields";

    public string Description => "Gaussian and difference-of-Gaussians projections and the receptive fields they make";

    public void Run(string[] args)
    {
        var neuron = new Neuron(equations: "r = sum(exc) + sum(inh)");
        using var net = new Network(dt: 1.0);
        var retina = net.Create((PreSide, PreSide), neuron, name: "retina");
        var cortex = net.Create((PostSide, PostSide), neuron, name: "cortex");
        var bump = net.Connect(retina, cortex, "exc").Gaussian(amp: 1.0, sigma: 0.1);
        var hat = net.Connect(retina, cortex, "inh").DifferenceOfGaussians(ampPos: 1.0, sigmaPos: 0.1, ampNeg: 0.3, sigmaNeg: 0.3);
        net.Compile();

        Show(bump, "gaussian", "Receptive fields: Gaussian");
        Show(hat, "dog", "Receptive fields: difference of Gaussians");
    }

    private static void Show(Projection projection, string name, string title)
    {
        var centre = projection.Dendrite(PostSide / 2, PostSide / 2);
        double[] weights = centre["w"];
        Console.WriteLine($"{name,-18} {projection.ConnectorDescription}");
        Console.WriteLine($"synapses           {projection.NbSynapses} of {PreSide * PreSide * PostSide * PostSide} possible");
        Console.WriteLine($"neuron ({PostSide / 2}, {PostSide / 2})      {centre.Size} synapses, weights {weights.Min():F3} to {weights.Max():F3}, sum {weights.Sum():F3}");

        // Pairs without a synapse are NaN, which the picture leaves grey.
        Picture.Write(
            new HeatMap(projection.ReceptiveFields(fill: double.NaN)) { Title = title, Width = 640, Height = 560 },
            $"receptive-fields-{name}");
    }
}
