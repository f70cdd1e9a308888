using System.Globalization;
using System.Net;

namespace Annarchy.Reports;

/// <summary>A web page in one file, formulas in MathML.</summary>
internal sealed class HtmlReportWriter : ReportWriter
{
    private const string Style =
        "body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5;color:#222}"
        + "h2{background:#222;color:#fff;padding:.25rem .75rem;font-size:1.1rem;margin-top:2rem}h3{margin-bottom:.25rem}"
        + "table{border-collapse:collapse;width:100%;margin:.75rem 0}th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}"
        + "th{background:#f0f0f0}.formula{margin:.75rem 2rem}.formula math{font-size:1.15rem}.remarks{color:#666;font-size:.9rem}";

    public override MathNotation Notation => MathNotation.MathML;

    public override void Begin(string title) => Text.Append(
        CultureInfo.InvariantCulture,
        $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{Escape(title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n<h1>{Escape(title)}</h1>\n");

    public override void Section(string title) => Text.Append(CultureInfo.InvariantCulture, $"<h2>{Escape(title)}</h2>\n");

    public override void Subsection(string title) => Text.Append(CultureInfo.InvariantCulture, $"<h3>{Escape(title)}</h3>\n");

    public override void Paragraph(params IReadOnlyList<ReportText> pieces) => Text.Append(CultureInfo.InvariantCulture, $"<p>{Join(pieces)}</p>\n");

    public override void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<ReportText>> rows)
    {
        Text.Append("<table>\n<thead><tr>");
        foreach (var header in headers)
            Text.Append(CultureInfo.InvariantCulture, $"<th>{Escape(header)}</th>");
        Text.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            Text.Append("<tr>");
            foreach (var cell in row)
                Text.Append(CultureInfo.InvariantCulture, $"<td>{Join([cell])}</td>");
            Text.Append("</tr>\n");
        }

        Text.Append("</tbody>\n</table>\n");
    }

    public override void Display(string formula, IReadOnlyList<ReportText> remarks)
    {
        Text.Append(CultureInfo.InvariantCulture, $"<div class=\"formula\">{formula.Replace("<math>", "<math display=\"block\">", StringComparison.Ordinal)}");
        if (remarks.Count > 0)
            Text.Append(CultureInfo.InvariantCulture, $"<div class=\"remarks\">{Join(remarks)}</div>");
        Text.Append("</div>\n");
    }

    public override string End() => Text.Append("</body>\n</html>\n").ToString();

    private static string Join(IEnumerable<ReportText> pieces) => string.Concat(pieces.Select(p => p.IsFormula ? p.Content : Escape(p.Content)));

    private static string Escape(string words) => WebUtility.HtmlEncode(words);
}
