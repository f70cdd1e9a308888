namespace Annarchy.Reports;

/// <summary>A piece of a report: words or a formula.</summary>
internal readonly record struct ReportText(string Content, bool IsFormula)
{
    public static implicit operator ReportText(string words) => new(words, false);

    public static ReportText Formula(string formula) => new(formula, true);
}
