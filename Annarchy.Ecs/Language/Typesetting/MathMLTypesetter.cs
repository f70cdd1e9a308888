using System.Net;
using System.Text;

namespace Annarchy.Language.Typesetting;

/// <summary>Mathematics as browsers show it: MathML Core (W3C).</summary>
internal sealed class MathMLTypesetter : MathTypesetter
{
    public override string Formula(string content) => $"<math>{content}</math>";

    protected override string Letter(string letter) => $"<mi>{(letter.Length == 1 ? letter : GreekLetters.Find(letter).ToString())}</mi>";

    protected override string Word(string word) => $"<mtext>{WebUtility.HtmlEncode(word)}</mtext>";

    protected override string Number(string digits) => $"<mn>{digits.Replace('-', '−')}</mn>";

    protected override string Sign(string sign) => $"<mo>{WebUtility.HtmlEncode(sign)}</mo>";

    protected override string Row(params ReadOnlySpan<string> parts)
    {
        if (parts.Length == 1)
            return parts[0];
        var text = new StringBuilder("<mrow>");
        foreach (var part in parts)
            text.Append(part);
        return text.Append("</mrow>").ToString();
    }

    protected override string Fenced(string open, string content, string close) =>
        $"<mrow><mo fence=\"true\" form=\"prefix\">{open}</mo>{content}<mo fence=\"true\" form=\"postfix\">{close}</mo></mrow>";

    protected override string Fraction(string above, string below) => $"<mfrac>{above}{below}</mfrac>";

    protected override string Root(string content) => $"<msqrt>{content}</msqrt>";

    protected override string Below(string stem, string index) => $"<msub>{stem}{index}</msub>";

    protected override string Above(string stem, string exponent) => $"<msup>{stem}{exponent}</msup>";

    protected override string Cases(string then, string condition, string otherwise) =>
        $"<mrow><mo fence=\"true\" form=\"prefix\">{{</mo><mtable><mtr><mtd>{then}</mtd><mtd><mtext>if </mtext>{condition}</mtd></mtr>"
        + $"<mtr><mtd>{otherwise}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>";

    protected override string Times(string left, string right) => $"<mrow>{left}<mo>&#x2062;</mo>{right}</mrow>";
}
