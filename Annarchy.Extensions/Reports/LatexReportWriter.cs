using System.Globalization;
using System.Text;

namespace Annarchy.Reports;

/// <summary>A LaTeX document of tables under black bars, after the figures of Nordlie et al. 2009.</summary>
internal sealed class LatexReportWriter(bool standalone) : ReportWriter
{
    private char _letter = 'A';

    public override MathNotation Notation => MathNotation.Latex;

    public override void Begin(string title)
    {
        if (standalone)
        {
            Text.Append(
                """
                \documentclass{article}
                \usepackage[utf8]{inputenc}
                \usepackage[T1]{fontenc}
                \usepackage[margin=1in]{geometry}
                \usepackage{amsmath}
                \usepackage{longtable}
                \usepackage[table]{xcolor}
                \renewcommand{\arraystretch}{1.2}
                \setlength{\parindent}{0pt}
                \begin{document}

                """);
        }

        Text.Append(CultureInfo.InvariantCulture, $"\\begin{{center}}\\Large {Escape(title)}\\end{{center}}\n");
    }

    public override void Section(string title)
    {
        Text.Append(CultureInfo.InvariantCulture, $"\n\\bigskip\n\\colorbox{{black}}{{\\makebox[\\dimexpr\\linewidth-2\\fboxsep][l]{{\\color{{white}}\\textbf{{{_letter}\\quad {Escape(title)}}}}}}}\n\n");
        _letter++;
    }

    public override void Subsection(string title) => Text.Append(CultureInfo.InvariantCulture, $"\n\\medskip\n\\textbf{{{Escape(title)}}}\\par\n");

    public override void Paragraph(params IReadOnlyList<ReportText> pieces) => Text.Append(CultureInfo.InvariantCulture, $"\n{Join(pieces)}\\par\n");

    public override void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<ReportText>> rows)
    {
        // Every column has its share of the line, less the space around it and the rules.
        var width = string.Create(CultureInfo.InvariantCulture, $"p{{\\dimexpr {1.0 / headers.Count:0.####}\\linewidth-2\\tabcolsep-1.5\\arrayrulewidth}}|");
        Text.Append(CultureInfo.InvariantCulture, $"\n\\begin{{longtable}}{{|{string.Concat(headers.Select(_ => width))}}}\\hline\n");
        Row(headers.Select(h => $"\\textbf{{{Escape(h)}}}"));
        foreach (var row in rows)
            Row(row.Select(c => Join([c])));
        Text.Append("\\end{longtable}\n");

        void Row(IEnumerable<string> cells) => Text.AppendJoin(" & ", cells).Append(" \\\\ \\hline\n");
    }

    public override void Display(string formula, IReadOnlyList<ReportText> remarks)
    {
        Text.Append(CultureInfo.InvariantCulture, $"\n\\[ {formula} \\]\n");
        if (remarks.Count > 0)
            Paragraph(remarks);
    }

    public override string End() => Text.Append(standalone ? "\n\\end{document}\n" : "\n").ToString();

    private static string Join(IEnumerable<ReportText> pieces) =>
        string.Concat(pieces.Select(p => p.IsFormula ? $"${p.Content}$" : Escape(p.Content)));

    private static string Escape(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            _ = c switch
            {
                '\\' => text.Append("\\textbackslash{}"),
                '~' => text.Append("\\textasciitilde{}"),
                '^' => text.Append("\\textasciicircum{}"),
                '<' => text.Append("\\textless{}"),
                '>' => text.Append("\\textgreater{}"),
                '–' => text.Append("--"),
                '×' => text.Append("$\\times$"),
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => text.Append('\\').Append(c),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
