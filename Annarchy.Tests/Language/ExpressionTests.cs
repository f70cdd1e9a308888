using Annarchy.Language;
using Annarchy.Language.Syntax;

namespace Annarchy.Tests.Language;

public class ExpressionTests
{
    private static Expression Parse(string text) => Parser.ParseExpression(new SourceText(text, "test"));

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.", "1.0")]
    [InlineData(".5", "0.5")]
    [InlineData("1e-3", "0.001")]
    [InlineData("2.5E+2", "250.0")]
    [InlineData("65.*x", "(* 65.0 x)")]
    [InlineData("a + b * c", "(+ a (* b c))")]
    [InlineData("a - b - c", "(- (- a b) c)")]
    [InlineData("a / b / c * d", "(* (/ (/ a b) c) d)")]
    [InlineData("(a + b) * c", "(* (+ a b) c)")]
    [InlineData("-x^2", "(- (^ x 2))")]
    [InlineData("2^-x", "(^ 2 (- x))")]
    [InlineData("2^-x*y", "(* (^ 2 (- x)) y)")]
    [InlineData("2^-x^3", "(^ 2 (- (^ x 3)))")]
    [InlineData("a^b^c", "(^ a (^ b c))")]
    [InlineData("a**b**c", "(^ a (^ b c))")]
    [InlineData("-a * b", "(* (- a) b)")]
    [InlineData("a * -b", "(* a (- b))")]
    [InlineData("a - -b", "(- a (- b))")]
    [InlineData("+a", "(+1 a)")]
    [InlineData("a > 1.0 and b < 2.0", "(and (> a 1.0) (< b 2.0))")]
    [InlineData("a or b and c", "(or a (and b c))")]
    [InlineData("not a > b and c", "(and (not (> a b)) c)")]
    [InlineData("not(a > b) and c", "(and (not (> a b)) c)")]
    [InlineData("not (a) == b", "(not (== a b))")]
    [InlineData("a is 1", "(== a 1)")]
    [InlineData("a is not b", "(!= a b)")]
    [InlineData("a == not b", "(== a (not b))")]
    [InlineData("(a >= 1) & (b <= 2) | (c != 3)", "(or (and (>= a 1) (<= b 2)) (!= c 3))")]
    [InlineData("a && b || c", "(or (and a b) c)")]
    [InlineData("True or false", "(or True False)")]
    [InlineData("pre.r * post.r", "(* pre.r post.r)")]
    [InlineData("pre * post", "(* pre post)")]
    [InlineData("pre.sum(exc) + post . v", "(+ pre.sum(exc) post.v)")]
    [InlineData("f()", "(f)")]
    [InlineData("f(a, b + 1)", "(f a (+ b 1))")]
    [InlineData("sum(exc) - sum()", "(- (sum exc) (sum))")]
    [InlineData("mean(pre.r)", "(mean pre.r)")]
    [InlineData("Normal(mu=0.0, sigma=1.0)", "(Normal mu=0.0 sigma=1.0)")]
    [InlineData("Uniform(0, max = 1)", "(Uniform 0 max=1)")]
    [InlineData("ite(a > b, 1, ite(c, 2, 3))", "(? (> a b) 1 (? c 2 3))")]
    [InlineData("2.0*ite(not(a), x, -x) + 1", "(+ (* 2.0 (? (not a) x (- x))) 1)")]
    [InlineData("if a: b else: c + 1", "(? a b (+ c 1))")]
    [InlineData("if a : if b: 1 else : 2 else: 3", "(? a (? b 1 2) 3)")]
    [InlineData("if a: 1 else: if b: 2 else: 3", "(? a 1 (? b 2 3))")]
    [InlineData("x + (if a: 1 else: 2) * y", "(+ x (* (? a 1 2) y))")]
    [InlineData("2 * if a: 1 else: 2", "(* 2 (? a 1 2))")]
    [InlineData("f(if a: 1 else: 2, 3)", "(f (? a 1 2) 3)")]
    [InlineData("x/dt", "(/ x dt)")]
    [InlineData("a*dist/dt", "(/ (* a dist) dt)")]
    [InlineData("dt/dt", "(/ dt dt)")]
    [InlineData("\u03c4 * \u0394v", "(* \u03c4 \u0394v)")]
    public void Parses(string text, string tree) => Assert.Equal(tree, Parse(text).Tree());

    [Theory]
    [InlineData("a +\n  b", "(+ a b)")]
    [InlineData("a\n  + b", "(+ a b)")]
    [InlineData("a # first\n\n  * b # second", "(* a b)")]
    [InlineData("(a\n+\nb)", "(+ a b)")]
    [InlineData("f(a,\n  b)", "(f a b)")]
    [InlineData("\n\n  a  \r\n", "a")]
    [InlineData("if a:\n  1\nelse:\n  2", "(? a 1 2)")]
    [InlineData("if a :\n  1\n  + b\nelse :\n  if b:\n    2\n  else:\n    3\n", "(? a (+ 1 b) (? b 2 3))")]
    [InlineData("(if a:\n  1\nelse:\n  2)\n  ^ 2", "(^ (? a 1 2) 2)")]
    [InlineData("not\n a\n and\n b", "(and (not a) b)")]
    public void ContinuesOverLines(string text, string tree) => Assert.Equal(tree, Parse(text).Tree());

    [Fact]
    public void EveryNodeKnowsItsPlace()
    {
        const string Text = "f(-a, x = 1) ^ (b + pre.r)";
        var power = Assert.IsType<BinaryExpression>(Parse(Text.Replace("f(", "Gamma(", StringComparison.Ordinal)));
        Assert.Equal("Gamma(-a, x = 1) ^ (b + pre.r)", power.Span.Text);
        Assert.Equal("(b + pre.r)", power.Right.Span.Text);
        var call = Assert.IsType<CallExpression>(power.Left);
        Assert.Equal("Gamma", call.FunctionSpan.Text);
        Assert.Equal("Gamma(-a, x = 1)", call.Span.Text);
        Assert.Equal("-a", call.Arguments[0].Value.Span.Text);
        Assert.Equal("1", call.Arguments[1].Value.Span.Text);
        var sum = Assert.IsType<BinaryExpression>(power.Right);
        Assert.Equal(("b", "pre.r"), (sum.Left.Span.Text, sum.Right.Span.Text));

        var conditional = Parse("  if a > 1:\n b else:\n c ");
        Assert.Equal("if a > 1:\n b else:\n c", conditional.Span.Text);
    }

    [Fact]
    public void LongSumsAndDeepBracketsAreRefusedNotOverflown()
    {
        Assert.Equal(400, Parse(string.Join('+', Enumerable.Repeat("a", 400))).Depth);
        Assert.Throws<EquationException>(() => Parse(string.Join('+', Enumerable.Repeat("a", 100_000))));
        Assert.Throws<EquationException>(() => Parse(new string('(', 100_000)));
        Assert.Throws<EquationException>(() => Parse(new string('-', 100_000) + "a"));
        Assert.Throws<EquationException>(() => Parse(string.Join('^', Enumerable.Repeat("a", 100_000))));
        Assert.Throws<EquationException>(() => Parse(string.Concat(Enumerable.Repeat("if a: b else: ", 100_000)) + "c"));
        Assert.Throws<EquationException>(() => Parse(string.Concat(Enumerable.Repeat("f(", 100_000))));
    }
}
