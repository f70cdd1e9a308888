using System.Text;

namespace Annarchy.Language.Typesetting;

/// <summary>Mathematics as LaTeX writes it, with the package <c>amsmath</c>.</summary>
internal sealed class LatexTypesetter : MathTypesetter
{
    protected override string Letter(string letter) => letter.Length == 1 ? letter : $"\\{letter}";

    protected override string Word(string word)
    {
        var text = new StringBuilder("\\text{");
        foreach (var c in word)
        {
            if (c is '_' or '%' or '&' or '#' or '$' or '{' or '}')
                text.Append('\\');
            text.Append(c);
        }

        return text.Append('}').ToString();
    }

    protected override string Number(string digits) => digits;

    protected override string Sign(string sign) => sign switch
    {
        "−" => "-",
        "←" => "\\leftarrow",
        "×" => "\\times",
        "⋅" => "\\cdot",
        "≤" => "\\leq",
        "≥" => "\\geq",
        "≠" => "\\neq",
        "∧" => "\\land",
        "∨" => "\\lor",
        "¬" => "\\lnot",
        "∑" => "{\\textstyle\\sum}",
        _ => sign,
    };

    protected override string Row(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (text.Length > 0 && part != ",")
                text.Append(' ');
            text.Append(part);
        }

        return text.ToString();
    }

    protected override string Fenced(string open, string content, string close) => $"\\left{Bracket(open, 'l')} {content} \\right{Bracket(close, 'r')}";

    protected override string Fraction(string above, string below) => $"\\frac{{{above}}}{{{below}}}";

    protected override string Root(string content) => $"\\sqrt{{{content}}}";

    protected override string Below(string stem, string index) => $"{stem}_{{{index}}}";

    protected override string Above(string stem, string exponent) => $"{stem}^{{{exponent}}}";

    protected override string Cases(string then, string condition, string otherwise) =>
        $"\\begin{{cases}} {then} & \\text{{if }} {condition} \\\\ {otherwise} & \\text{{otherwise}} \\end{{cases}}";

    protected override string Times(string left, string right) => $"{left} \\, {right}";

    private static string Bracket(string bracket, char side) => bracket switch
    {
        "|" => $"\\{side}vert",
        "‖" => $"\\{side}Vert",
        "⌊" => "\\lfloor",
        "⌋" => "\\rfloor",
        "⌈" => "\\lceil",
        "⌉" => "\\rceil",
        "⟨" => "\\langle",
        "⟩" => "\\rangle",
        _ => bracket,
    };
}
