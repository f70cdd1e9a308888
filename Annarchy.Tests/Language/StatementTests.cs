using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;

namespace Annarchy.Tests.Language;

public class StatementTests
{
    private static ImmutableArray<Statement> Parse(string text) => Parser.ParseStatements(new SourceText(text, "test"));

    private static string Show(Statement statement)
    {
        var flags = string.Concat(statement.Flags.Select(flag => " :" + flag.Name + (flag.Value is null ? "" : "=" + flag.Value.Tree())));
        return flags.Insert(0, statement switch
        {
            AssignmentStatement a => $"{(a.TargetOwner is null ? "" : a.TargetOwner + ".")}{a.Target} {a.Operator} {a.Value.Tree()}",
            DifferentialStatement d => $"ode {d.Variable} {d.Left.Tree()} {d.Right.Tree()}",
            ExpressionStatement e => e.Value.Tree(),
            _ => throw new ArgumentOutOfRangeException(nameof(statement)),
        });
    }

    private static string[] ShowAll(string text) => [.. Parse(text).Select(Show)];

    [Theory]
    [InlineData("v = a + 1", "v Set (+ a 1)")]
    [InlineData("v += a", "v Add a")]
    [InlineData("v -= a", "v Subtract a")]
    [InlineData("v *= a", "v Multiply a")]
    [InlineData("v /= a", "v Divide a")]
    [InlineData("post.v = 1", "post.v Set 1")]
    [InlineData("g_target += w", "g_target Add w")]
    [InlineData("dv/dt = -v", "ode v (d v) (- v)")]
    [InlineData("dv / dt = -v", "ode v (d v) (- v)")]
    [InlineData("tau * dv/dt + v = B", "ode v (+ (* tau (d v)) v) B")]
    [InlineData("tau*dv/dt + 2.0*v = B + v", "ode v (+ (* tau (d v)) (* 2.0 v)) (+ B v)")]
    [InlineData("tau * dr/dt + r - B = 0", "ode r (- (+ (* tau (d r)) r) B) 0")]
    [InlineData("B - v = tau*dv/dt", "ode v (- B v) (* tau (d v))")]
    [InlineData("v = B - tau*dv/dt", "ode v v (- B (* tau (d v)))")]
    [InlineData("-v + B = dv/dt", "ode v (+ (- v) B) (d v)")]
    [InlineData("dx/dt = (1 - x)/tau*dx/dt", "ode x (d x) (* (/ (- 1 x) tau) (d x))")]
    [InlineData("ddelta/dt = 1", "ode delta (d delta) 1")]
    [InlineData("v > 1 and u is not 2", "(and (> v 1) (!= u 2))")]
    public void Kinds(string text, string expected) => Assert.Equal([expected], ShowAll(text));

    [Theory]
    [InlineData("x = a*delta/dt", "x Set (/ (* a delta) dt)")]
    [InlineData("x = a/delta/dt*b", "x Set (* (/ (/ a delta) dt) b)")]
    [InlineData("dv/dt = v*delta/dt", "ode v (d v) (/ (* v delta) dt)")]
    [InlineData("dv/dt = v*delta/dt + dv/dt", "ode v (d v) (+ (/ (* v delta) dt) (d v))")]
    [InlineData("delta/dt > 3", "(> (/ delta dt) 3)")]
    [InlineData("x = dv/dt^2", "x Set (/ dv (^ dt 2))")]
    public void NamesThatBeginWithDAreNotGradients(string text, string expected)
    {
        Assert.Equal([expected], ShowAll(text));
    }

    [Theory]
    [InlineData("v = 1 : init=0.2, min=vmin, max = 0.9 , exponential, population, int", "v Set 1 :init=0.2 :min=vmin :max=0.9 :exponential :population :int")]
    [InlineData("v = Uniform(0, 1) : init = Normal(mu=0.0, sigma=1.0), min=-1.0", "v Set (Uniform 0 1) :init=(Normal mu=0.0 sigma=1.0) :min=(- 1.0)")]
    [InlineData("dv/dt = 1 : event-driven", "ode v (d v) 1 :event-driven")]
    [InlineData("dv/dt = 1 : runge-kutta4, min = a - b", "ode v (d v) 1 :runge-kutta4 :min=(- a b)")]
    [InlineData("y = if x > 0.5: 1.0 else: -1.0 : init=2", "y Set (? (> x 0.5) 1.0 (- 1.0)) :init=2")]
    [InlineData("r > 1 : any", "(> r 1) :any")]
    [InlineData("v = 1\n  : init=0", "v Set 1 :init=0")]
    [InlineData("v = 1 : init=0,\n  min=1", "v Set 1 :init=0 :min=1")]
    public void Flags(string text, string expected) => Assert.Equal([expected], ShowAll(text));

    [Fact]
    public void StatementsAreSeparatedByLinesAndSemicolons()
    {
        Assert.Equal(["v Set c", "u Add d", "w Set 1 :init=2", "x Set 3"], ShowAll("v = c; u += d;\n\n ; w = 1 : init=2 # comment; ignored\nx = 3;"));
        Assert.Empty(Parse(" \n # nothing\n;\n"));
    }

    [Fact]
    public void AnEquationGoesOnAfterAnOperatorAndBeforeOne()
    {
        const string Text = """
            cm * dv/dt = gleak*(e - v) # leak
                + g_exc * (e_rev_E - v) - (a +
                   b): exponential, init=-65.0
            - u + tau*du/dt =
                B
            + 3 - dx/dt = 0
            y = if (t <= 5):
                    0
                else:
                    if (t >= 7):
                        2
                    else :
                        1
            z = a
                and b
                or not c
            """;
        Assert.Equal(
            [
                "ode v (* cm (d v)) (- (+ (* gleak (- e v)) (* g_exc (- e_rev_E v))) (+ a b)) :exponential :init=(- 65.0)",
                "ode u (+ (- u) (* tau (d u))) B",
                "ode x (- (+1 3) (d x)) 0",
                "y Set (? (<= t 5) 0 (? (>= t 7) 2 1))",
                "z Set (or (and a b) (not c))",
            ],
            ShowAll(Text));
    }

    [Fact]
    public void StatementsKnowTheirPlaces()
    {
        var statements = Parse("  v = a : init=0 ;\n tau*dv/dt = -v\npost.x -= 1");
        Assert.Equal(["v = a", "tau*dv/dt = -v", "post.x -= 1"], statements.Select(s => s.Span.Text));
        Assert.Equal("init=0", statements[0].Flags[0].Span.Text);
        Assert.Equal("v", ((AssignmentStatement)statements[0]).TargetSpan.Text);
        Assert.Equal("dv/dt", ((DifferentialStatement)statements[1]).VariableSpan.Text);
        Assert.Equal("post.x", ((AssignmentStatement)statements[2]).TargetSpan.Text);
    }

    [Theory]
    [InlineData("f(x, y) = x + y", "f(x, y)", "(+ x y)")]
    [InlineData("f() = 1", "f()", "1")]
    [InlineData("BCMRule(pre, post, theta) = post * (post - theta) * pre", "BCMRule(pre, post, theta)", "(* (* post (- post theta)) pre)")]
    [InlineData("tf(x, t) = if x > t: if x > 2*t : (x - 2*t)^2 else: x - t else: 0.", "tf(x, t)", "(? (> x t) (? (> x (* 2 t)) (^ (- x (* 2 t)) 2) (- x t)) 0.0)")]
    [InlineData("f(x: int, y) -> bool = x > y", "f(x Integer, y) Boolean", "(> x y)")]
    [InlineData("f(x, n) = x + n : float, float, int", "f(x Real, n Integer) Real", "(+ x n)")]
    [InlineData("rate(dx, dt) = dx/dt", "rate(dx, dt)", "(/ dx dt)")]
    public void Functions(string text, string signature, string body)
    {
        var function = Assert.Single(Parser.ParseFunctions(new SourceText(text, "test")));
        var parameters = function.Parameters.Zip(function.ParameterKinds, (name, kind) => kind is null ? name : $"{name} {kind}");
        var returns = function.ReturnKind is null ? "" : $" {function.ReturnKind}";
        Assert.Equal((signature, body), ($"{function.Name}({string.Join(", ", parameters)}){returns}", function.Body.Tree()));
    }

    [Fact]
    public void FunctionsComeOnLines()
    {
        var functions = Parser.ParseFunctions(new SourceText("f(x) = x +\n 1 # one\n\ng(x) = f(x)\n  * 2; h(a) = ite(a > 0, 1, 2)", "test"));
        Assert.Equal(["(+ x 1)", "(* (f x) 2)", "(? (> a 0) 1 2)"], functions.Select(f => f.Body.Tree()));
    }

    [Theory]
    [InlineData("r > 1", "(> r 1)", false)]
    [InlineData("r > 1 : any", "(> r 1)", false)]
    [InlineData("mean(r) > 1 : all", "(> (mean r) 1)", true)]
    public void StopConditions(string text, string condition, bool all)
    {
        var stop = StopConditionReader.Read(text, "pop0");
        Assert.Equal((condition, all), (stop.Condition.Tree(), stop.All));
    }
}
