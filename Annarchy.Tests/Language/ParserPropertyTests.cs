using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using FsCheck;
using FsCheck.Fluent;

namespace Annarchy.Tests.Language;

public class ParserPropertyTests
{
    private static readonly SourceText Source = new("", "test");
    private static readonly SourceSpan Span = new(Source, 0, 0);

    private static readonly Config Repeatable = Config.QuickThrowOnFailure.WithReplay(20240229UL, 1UL).WithMaxTest(1000);

    private static readonly Gen<string> Names = Gen.Elements("a", "b", "tau_m", "v", "dv", "d", "dt", "ifs", "is_on", "nota", "\u03c4", "_x1");

    private static readonly Gen<Expression> Leaves = Gen.OneOf(
        Gen.Choose(0, 1000).Select(n => (Expression)new NumberLiteral(n, true, Span)),
        Gen.Choose(-300, 300).Zip(Gen.Choose(1, 1 << 30)).Select(
            pair => (Expression)new NumberLiteral(Math.ScaleB(pair.Item2, pair.Item1), false, Span)),
        Gen.Elements(true, false).Select(b => (Expression)new BooleanLiteral(b, Span)),
        Names.Select(name => (Expression)new NameExpression(name, Span)),
        Gen.Elements("pre", "post").Zip(Names).Select(pair => (Expression)new MemberExpression(pair.Item1, pair.Item2, Span)),
        Gen.Constant((Expression)new MemberExpression("pre", "sum(exc)", Span)));

    private static readonly List<Gen<Expression>> BySize = Sizes();

    private static List<Gen<Expression>> Sizes()
    {
        List<Gen<Expression>> sizes = [Leaves, Leaves];
        while (sizes.Count <= 40)
            sizes.Add(Composite(sizes[^1], sizes[sizes.Count / 2], sizes[sizes.Count / 3]));
        return sizes;
    }

    private static Gen<Expression> Expressions(int most) => Gen.Sized(size => BySize[Math.Min(size, most)]);

    private static Gen<Expression> Composite(Gen<Expression> smaller, Gen<Expression> half, Gen<Expression> third) =>
        Gen.Frequency(
            (1, Leaves),
            (2, Gen.Elements(UnaryOperator.Minus, UnaryOperator.Plus, UnaryOperator.Not).Zip(smaller)
                .Select(pair => (Expression)new UnaryExpression(pair.Item1, pair.Item2, Span))),
            (6, Gen.Elements(Enum.GetValues<BinaryOperator>()).Zip(half.Two())
                .Select(pair => (Expression)new BinaryExpression(pair.Item1, pair.Item2.Item1, pair.Item2.Item2, Span))),
            (2, half.Three().Select(three => (Expression)new ConditionalExpression(three.Item1, three.Item2, three.Item3, Span))),
            (2, Gen.Elements("f", "exp", "Normal").Zip(third.ListOf()).Select(pair => (Expression)Call(pair.Item1, pair.Item2.Take(3)))));

    private static CallExpression Call(string function, IEnumerable<Expression> arguments) =>
        new(function, Span, [.. arguments.Select(argument => new Argument(null, argument))], Span);

    /// <summary>What is printed is read as the same tree, with brackets only where precedence needs them.</summary>
    [Fact]
    public void PrintedExpressionsAreReadBack() => Prop.ForAll(
        Expressions(40).ToArbitrary(),
        expression =>
        {
            // x = e: so that names that begin with d are quotients of dt, not gradients.
            var statement = (AssignmentStatement)Parser.ParseStatements(new SourceText("x = " + expression.Print(), "test"))[0];
            return statement.Value.Tree() == expression.Tree();
        }).Check(Repeatable);

    /// <summary>Every node's text, read alone, is the node again.</summary>
    [Fact]
    public void EveryNodeIsTheTextItPointsAt() => Prop.ForAll(
        Expressions(25).ToArbitrary(),
        expression => Nodes(Parser.ParseExpression(new SourceText("(" + expression.Print() + ")", "test"))).All(
            node => Parser.ParseExpression(new SourceText(node.Span.Text, "test")).Tree() == node.Tree())).Check(Repeatable);

    /// <summary>Whatever is fed to a model, it is accepted or refused with an <see cref="EquationException"/> that points into the text.</summary>
    [Fact]
    public void GarbageIsRefused()
    {
        var pieces = Gen.Elements(
            "a", "v", "r", "d", "dr/dt", "dt", "pre.r", "post", ".", "1", "2.5", "1e", ".5", "(", ")", "(", ")", ",", ":", ":", ";", "\n", "\n",
            "=", "=", "+=", "*=", "==", "!=", "<", ">=", "+", "-", "*", "/", "^", "**", "if ", "else", " else:", "and ", "not ", "is ", "or ",
            "True", "ite(", "sum(", "Normal(", "init=", "min=", "max", "population", "projection", "int", "bool", "rk4", "event-driven", "->",
            " ", "#", "\t", "\r\n", "\0", "$", "\ud83d", "\ud83d\ude00", "'", "&", "|", "!", "unless_post", "g_target", "proba=", "any");
        Prop.ForAll(
            pieces.ListOf().Select(list => string.Concat(list)).ToArbitrary(),
            text => PointsIntoText(() => new Neuron(text, "r = 1"))
                && PointsIntoText(() => new Neuron(equations: text))
                && PointsIntoText(() => new Neuron(equations: "v = 1", spike: text))
                && PointsIntoText(() => new Neuron(equations: "v = 1", spike: "v > 1", reset: text, refractory: text))
                && PointsIntoText(() => new Neuron(equations: "r = 1", functions: text))
                && PointsIntoText(() => new Synapse(text, text, psp: text))
                && PointsIntoText(() => new Synapse(preSpike: text, postSpike: text, creating: text, pruning: text))
                && PointsIntoText(() => StopConditionReader.Read(text, "p"))).Check(Repeatable.WithEndSize(30));
    }

    /// <summary>The same for characters of all kinds.</summary>
    [Fact]
    public void AnyCharactersAreRefused() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(),
        text => text is null || PointsIntoText(() => new Neuron("a = " + text, "r = " + text, functions: text))).Check(Repeatable);

    private static bool PointsIntoText(Func<object> create)
    {
        try
        {
            _ = create();
            return true;
        }
        catch (EquationException error)
        {
            // At most two columns after the last character: just behind a line's end.
            return error.Line >= 1 && error.Column >= 1 && error.Column <= error.Text!.Length + 2 && error.Message.StartsWith(error.Problem, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Expression> Nodes(Expression expression)
    {
        ImmutableArray<Expression> children = expression switch
        {
            UnaryExpression unary => [unary.Operand],
            BinaryExpression binary => [binary.Left, binary.Right],
            ConditionalExpression conditional => [conditional.Condition, conditional.Then, conditional.Else],
            CallExpression call => [.. call.Arguments.Select(argument => argument.Value)],
            _ => [],
        };
        return children.SelectMany(Nodes).Prepend(expression);
    }
}
