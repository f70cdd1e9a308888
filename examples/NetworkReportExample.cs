namespace Annarchy.Examples;

/// <summary>Describes a network in the three formats of reports.</summary>
internal sealed class NetworkReportExample : IExample
{
    public string Name => "report";

    public string Description => "A report on a network, its equations typeset, as Markdown, LaTeX and a web page";

    public void Run(string[] args)
    {
        using var net = new Network(dt: 0.1, seed: 1);
        var input = net.Create(new PoissonPopulation(100, rates: 20.0, name: "input"));
        var adaptive = net.Create((20, 20), new EIF_cond_exp_isfa_ista(), name: "adaptive");
        var regular = net.Create(100, new Izhikevich(), name: "regular");
        net.Connect(input, adaptive, "exc").FixedProbability(0.2, weights: new Uniform(0.0, 0.01), delays: 1.0);
        net.Connect(adaptive, regular, "exc").FixedNumberPre(20, weights: 0.5, delays: new Uniform(1.0, 5.0));
        net.Connect(regular, adaptive, "inh").AllToAll(weights: 0.001);
        net.Monitor(adaptive, ["v", "spike"]);
        net.Compile();

        foreach (var extension in (string[])["md", "tex", "html"])
        {
            var file = Path.Combine("out", $"report.{extension}");
            net.Report(file, title: "Two populations of spiking neurons");
            Console.WriteLine($"report             {file}");
        }
    }
}
