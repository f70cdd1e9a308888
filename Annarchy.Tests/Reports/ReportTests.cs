using System.Xml.Linq;

namespace Annarchy.Tests;

public class ReportTests
{
    [Fact]
    public void MarkdownHoldsTheTables()
    {
        var text = Report("r.md");
        Assert.StartsWith("# A net\\_work\n", text, StringComparison.Ordinal);
        Assert.Contains("| Name | Elements | Size |\n| --- | --- | --- |\n| input | PoissonPopulation | 10 |\n| cells | LIF | 12 (3 × 4) |\n", text, StringComparison.Ordinal);
        Assert.Contains("| cells | $\\tau_{m}$ | 20 |", text, StringComparison.Ordinal);
        Assert.Contains("| proj0 | input | cells | exc | ", text, StringComparison.Ordinal);
        Assert.Contains(", 120 synapses | 0.5 | 2 | dense by pre-synaptic neuron, one weight: ", text, StringComparison.Ordinal);
        Assert.Contains("$$ \\tau_{m} \\, \\frac{d v}{d t} = - v + g_{\\text{exc}} $$\n\nexplicit Euler method; initially $0.5$\n", text, StringComparison.Ordinal);
        Assert.Contains("exponential Euler method; at least $0$", text, StringComparison.Ordinal);
        Assert.Contains("$$ v > 1 $$", text, StringComparison.Ordinal);
        Assert.Contains("Refractory period (ms): $2$", text, StringComparison.Ordinal);
        Assert.Contains("| cells | v, spike | 1 |", text, StringComparison.Ordinal);
        Assert.Contains("| Constant | $c$ | 3 |", text, StringComparison.Ordinal);
        Assert.Contains("$$ f \\left( x \\right) = x^{2} $$", text, StringComparison.Ordinal);
    }

    [Fact]
    public void HtmlIsWellFormed()
    {
        var text = Report("r.html");
        var page = XDocument.Parse(text.Replace("<!DOCTYPE html>", string.Empty, StringComparison.Ordinal).Replace("<meta charset=\"utf-8\">", string.Empty, StringComparison.Ordinal));
        Assert.Equal("A net_work", page.Descendants("h1").Single().Value);
        Assert.Equal(
            ["Model summary", "Populations", "Connectivity", "Neuron models", "Parameters", "Input", "Measurements"],
            page.Descendants("h2").Select(h => h.Value));
        Assert.True(page.Descendants("mfrac").Count() >= 2);
    }

    [Fact]
    public void LatexIsBalanced()
    {
        var text = Report("r.tex");
        Assert.StartsWith("\\documentclass", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(c => c == '{'), text.Count(c => c == '}'));
        Assert.Equal(text.Split("\\begin{").Length, text.Split("\\end{").Length);
        Assert.Contains("A net\\_work", text, StringComparison.Ordinal);
        Assert.Contains("\\textbf{B\\quad Populations}", text, StringComparison.Ordinal);
        Assert.Contains("\\[ \\tau_{m} \\, \\frac{d v}{d t} = - v + g_{\\text{exc}} \\]", text, StringComparison.Ordinal);
        var part = Report("r.tex", standalone: false);
        Assert.DoesNotContain("\\documentclass", part, StringComparison.Ordinal);
        Assert.DoesNotContain("\\end{document}", part, StringComparison.Ordinal);
    }

    [Fact]
    public void SynapsesAreReportedBeforeTheyExist()
    {
        using var folder = new TemporaryFolder();
        using var net = new Network();
        var pop = net.Create(4, new Izhikevich());
        net.Connect(pop, pop, "exc", new STDP()).FixedProbability(0.5, weights: 1.0);
        net.Report(folder["r.md"]);
        var text = File.ReadAllText(folder["r.md"]);
        Assert.False(net.IsCompiled);
        Assert.Contains("## Synapse models", text, StringComparison.Ordinal);
        Assert.Contains("Pre-synaptic spike:\n\n$$ g_{\\text{target}} \\leftarrow g_{\\text{target}} + w $$", text, StringComparison.Ordinal);
        Assert.Contains("exact, event-driven method", text, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFormatsAreRefused() =>
        Assert.Contains("use .md", Assert.Throws<ArgumentException>(() => Report("r.doc")).Message, StringComparison.Ordinal);

    private static string Report(string name, bool standalone = true)
    {
        using var folder = new TemporaryFolder();
        using var net = new Network();
        net.Constant("c", 3.0);
        net.AddFunction("f(x) = x^2");
        var input = net.Create(new PoissonPopulation(10, rates: 20.0, name: "input"));
        var lif = new Neuron(
            parameters: "tau_m = 20.0 : population",
            equations: "tau_m*dv/dt = -v + g_exc : init=0.5\ntau_m*dg_exc/dt = -g_exc : exponential, min=0.0",
            spike: "v > 1",
            reset: "v = 0",
            refractory: 2.0,
            name: "LIF");
        var cells = net.Create((3, 4), lif, name: "cells");
        net.Connect(input, cells, "exc").AllToAll(weights: 0.5, delays: 2.0);
        net.Monitor(cells, ["v", "spike"]);
        net.Compile();
        net.Report(folder[name], "A net_work", standalone);
        return File.ReadAllText(folder[name]);
    }
}
