using System.Collections.Frozen;
using System.Collections.Immutable;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>
/// Random distributions inside equations: every occurrence is a stream of its own, drawn anew for every row and step. The shapes
/// are those of <see cref="RandomDistribution"/>'s subclasses; bounds clamp.
/// </summary>
internal sealed class RandomCalls(NodeFactory factory, int firstStream = 0)
{
    private static readonly FrozenDictionary<string, Signature> Signatures = new Dictionary<string, Signature>
    {
        ["Uniform"] = new(["min", "max"], 2),
        ["DiscreteUniform"] = new(["min", "max"], 2),
        ["Normal"] = new(["mu", "sigma", "min", "max"], 2),
        ["LogNormal"] = new(["mu", "sigma", "min", "max"], 2),
        ["Exponential"] = new(["lambda", "min", "max"], 1),
        ["Gamma"] = new(["alpha", "beta", "min", "max"], 1),
        ["Binomial"] = new(["n", "p"], 2),
    }.ToFrozenDictionary();

    /// <summary>Number of the next stream: changes with every draw.</summary>
    public int NextStream { get; private set; } = firstStream;

    public static bool IsDistribution(string name) => Signatures.ContainsKey(name);

    /// <summary>The arguments of a call by name.</summary>
    /// <exception cref="EquationException">Too few, too many or unknown arguments.</exception>
    public static ImmutableDictionary<string, Expression> Arguments(CallExpression call)
    {
        var signature = Signatures[call.Function];
        var result = ImmutableDictionary.CreateBuilder<string, Expression>();
        for (var i = 0; i < call.Arguments.Length; i++)
        {
            var argument = call.Arguments[i];
            if (i >= signature.Names.Length)
                throw WrongCount(call, signature);
            var name = argument.Name ?? signature.Names[i];
            if (name == "Lambda")
                name = "lambda"; // As ANNarchy spells it, where lambda is a word of Python.
            if (!signature.Names.Contains(name))
            {
                throw new EquationException(
                    $"The distribution {call.Function} has no argument '{name}'.",
                    argument.Value.Span,
                    signature.Describe(call.Function),
                    NearestName.Find(name, signature.Names));
            }

            if (!result.TryAdd(name, argument.Value))
                throw new EquationException($"The argument '{name}' is given twice.", argument.Value.Span);
        }

        if (signature.Names.Take(signature.Required).Any(name => !result.ContainsKey(name)))
            throw WrongCount(call, signature);
        return result.ToImmutable();
    }

    /// <summary>The node of one draw for each row, or for the whole pass where the locality is global.</summary>
    public Node Draw(CallExpression call, Func<Expression, Node> resolve, Locality locality)
    {
        var arguments = Arguments(call).ToDictionary(pair => pair.Key, pair => factory.ToReal(resolve(pair.Value)));
        var stream = NextStream++;
        var value = call.Function switch
        {
            "Uniform" => Uniform(arguments["min"], arguments["max"], Standard(SlotNames.UniformStream(stream), locality)),
            "DiscreteUniform" => DiscreteUniform(arguments["min"], arguments["max"], Standard(SlotNames.UniformStream(stream), locality)),
            "Normal" => Normal(arguments, Standard(SlotNames.NormalStream(stream), locality)),
            "LogNormal" => factory.Make(Op.Exp, Normal(arguments, Standard(SlotNames.NormalStream(stream), locality))),
            "Exponential" => Exponential(arguments["lambda"], Standard(SlotNames.UniformStream(stream), locality)),
            "Gamma" => Scale(factory.Draw(Op.Gamma, stream, locality, arguments["alpha"]), arguments.GetValueOrDefault("beta")),
            _ => factory.Draw(Op.Binomial, stream, locality, arguments["n"], arguments["p"]),
        };
        if (call.Function is "Uniform" or "DiscreteUniform")
            return value;
        if (arguments.TryGetValue("min", out var minimum))
            value = factory.Make(Op.Maximum, value, minimum);
        if (arguments.TryGetValue("max", out var maximum))
            value = factory.Make(Op.Minimum, value, maximum);
        return value;
    }

    private static EquationException WrongCount(CallExpression call, Signature signature) => new(
        $"The distribution {call.Function} has the wrong number of arguments.", call.Span, signature.Describe(call.Function));

    private Node Standard(string stream, Locality locality) =>
        factory.Read(new Slot(SlotOwner.Random, stream, locality, AttributeKind.Real));

    private Node Uniform(Node minimum, Node maximum, Node u) =>
        factory.Add(minimum, factory.Multiply(factory.Subtract(maximum, minimum), u));

    /// <summary>Whole numbers from minimum to maximum, both included; clamped since u times the width may round up.</summary>
    private Node DiscreteUniform(Node minimum, Node maximum, Node u)
    {
        var count = factory.Add(factory.Subtract(maximum, minimum), factory.Constant(1.0));
        return factory.Make(Op.Minimum, factory.Add(minimum, factory.Make(Op.Floor, factory.Multiply(count, u))), maximum);
    }

    private Node Normal(Dictionary<string, Node> arguments, Node z) =>
        factory.Add(arguments["mu"], factory.Multiply(arguments["sigma"], z));

    /// <summary>By inversion; u may be 0 but not 1.</summary>
    private Node Exponential(Node rate, Node u) =>
        factory.Divide(factory.Negate(factory.Make(Op.Log, factory.Subtract(factory.Constant(1.0), u))), rate);

    private Node Scale(Node value, Node? scale) => scale is null ? value : factory.Multiply(scale, value);

    private sealed record Signature(ImmutableArray<string> Names, int Required)
    {
        public string Describe(string function) =>
            $"{function}({string.Join(", ", Names.Take(Required))}"
            + $"{string.Concat(Names.Skip(Required).Select(name => $"[, {name}]"))})";
    }
}
