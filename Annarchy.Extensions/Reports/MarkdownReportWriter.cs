using System.Globalization;
using System.Text;

namespace Annarchy.Reports;

/// <summary>Markdown with tables and LaTeX formulas between dollar signs, as GitHub and pandoc read it.</summary>
internal sealed class MarkdownReportWriter : ReportWriter
{
    public override MathNotation Notation => MathNotation.Latex;

    public override void Begin(string title) => Text.Append(CultureInfo.InvariantCulture, $"# {Escape(title)}\n");

    public override void Section(string title) => Text.Append(CultureInfo.InvariantCulture, $"\n## {Escape(title)}\n");

    public override void Subsection(string title) => Text.Append(CultureInfo.InvariantCulture, $"\n### {Escape(title)}\n");

    public override void Paragraph(params IReadOnlyList<ReportText> pieces) => Text.Append(CultureInfo.InvariantCulture, $"\n{Join(pieces)}\n");

    public override void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<ReportText>> rows)
    {
        Text.Append('\n');
        Row(headers.Select(Escape));
        Row(headers.Select(_ => "---"));
        foreach (var row in rows)
            Row(row.Select(Cell));

        void Row(IEnumerable<string> cells) => Text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    public override void Display(string formula, IReadOnlyList<ReportText> remarks)
    {
        Text.Append(CultureInfo.InvariantCulture, $"\n$$ {formula} $$\n");
        if (remarks.Count > 0)
            Paragraph(remarks);
    }

    public override string End() => Text.ToString();

    private static string Join(IEnumerable<ReportText> pieces) =>
        string.Concat(pieces.Select(p => p.IsFormula ? $"${p.Content}$" : Escape(p.Content)));

    // A bar would end the cell, also within a formula.
    private static string Cell(ReportText cell) => Join([cell with { Content = cell.Content.Replace("|", "\\|", StringComparison.Ordinal) }]);

    private static string Escape(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            if (c is '*' or '_' or '`' or '[' or ']' or '<' or '>' or '#' or '$')
                text.Append('\\');
            text.Append(c is '\n' or '\r' ? ' ' : c);
        }

        return text.ToString();
    }
}
