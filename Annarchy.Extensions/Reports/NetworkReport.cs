using Annarchy.Reports;

namespace Annarchy;

/// <summary>Reports that describe a network in the tables that Nordlie et al. proposed.</summary>
/// <remarks>
/// E. Nordlie, M.-O. Gewaltig and H. E. Plesser, <i>Towards reproducible descriptions of neuronal network models</i>, PLoS Computational
/// Biology 5(8), 2009.
/// </remarks>
public static class NetworkReport
{
    /// <summary>
    /// Writes a report: summary, populations, connectivity, models with their equations typeset, parameters with their present values, inputs
    /// and measurements.
    /// </summary>
    /// <param name="network">A network. It is not compiled for the report; numbers of synapses and their weights are known after that.</param>
    /// <param name="path">The file; its extension says the format: <c>.md</c> (Markdown), <c>.tex</c> (LaTeX) or <c>.html</c> (formulas in MathML).</param>
    /// <param name="title">Title of the report.</param>
    /// <param name="standalone">Whether a LaTeX file is a document of its own, rather than to be included in one.</param>
    /// <exception cref="ArgumentException">The extension is none of these.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Report(this Network network, string path, string title = "Network description", bool standalone = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ReportWriter writer = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".MD" => new MarkdownReportWriter(),
            ".TEX" => new LatexReportWriter(standalone),
            ".HTML" or ".HTM" => new HtmlReportWriter(),
            var extension => throw new ArgumentException(
                $"'{path}': reports that end in '{extension}' are not written; use .md (Markdown), .tex (LaTeX) or .html.", nameof(path)),
        };
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        File.WriteAllText(path, new ReportBuilder(network, writer).Build(title));
    }
}
