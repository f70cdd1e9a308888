using System.Collections.Frozen;

namespace Annarchy.Language;

/// <summary>The words of the language, and which of them cannot name an attribute, a function or a function's argument.</summary>
internal static class ReservedNames
{
    /// <summary>Functions of real numbers (and <c>ite</c>).</summary>
    public static readonly FrozenSet<string> Functions = FrozenSet.Create(
        "abs", "acos", "asin", "atan", "ceil", "clip", "cos", "cosh", "exp", "fabs", "floor", "ite",
        "ln", "log", "modulo", "neg", "negative", "pos", "positive", "pow", "power", "round", "sin", "sinh", "sqrt", "tan",
        "tanh");

    /// <summary>Operations over a population or over weighted inputs; as names without brackets they are free.</summary>
    public static readonly FrozenSet<string> Operations = FrozenSet.Create("max", "mean", "min", "norm1", "norm2", "sum");

    /// <summary>Random distributions, the only calls with named arguments.</summary>
    public static readonly FrozenSet<string> Distributions = FrozenSet.Create(
        "Binomial", "DiscreteUniform", "Exponential", "Gamma", "LogNormal", "Normal", "Uniform");

    /// <summary>What the simulator provides by name.</summary>
    public static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["t"] = "the time in ms",
        ["dt"] = "the duration of a step in ms",
        ["pi"] = "the number 3.14159...",
        ["t_last"] = "the time of the neuron's last spike",
        ["t_pre"] = "the time of the last spike of the pre-synaptic neuron",
        ["t_post"] = "the time of the last spike of the post-synaptic neuron",
        ["g_target"] = "the conductance a spike increases",
        ["last_spike"] = "the step of the last spike",
        ["last_event"] = "the step of a synapse's last event",
        ["refractory_remaining"] = "the number of steps a neuron stays refractory",
        ["pre"] = "the pre-synaptic neuron",
        ["post"] = "the post-synaptic neuron",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, TokenKind> Words = new Dictionary<string, TokenKind>
    {
        ["if"] = TokenKind.If,
        ["else"] = TokenKind.Else,
        ["and"] = TokenKind.And,
        ["or"] = TokenKind.Or,
        ["not"] = TokenKind.Not,
        ["is"] = TokenKind.Is,
        ["True"] = TokenKind.True,
        ["true"] = TokenKind.True,
        ["False"] = TokenKind.False,
        ["false"] = TokenKind.False,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> WordsBySpan =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    public static TokenKind WordKind(ReadOnlySpan<char> word) =>
        WordsBySpan.TryGetValue(word, out var kind) ? kind : TokenKind.Name;

    /// <summary>Refuses a name that an attribute cannot have.</summary>
    public static void CheckAttribute(string name, SourceSpan span)
    {
        if (Values.TryGetValue(name, out var meaning))
            throw new EquationException($"'{name}' is {meaning} and cannot be defined by a model.", span, "another name");
        if (Functions.Contains(name) || Distributions.Contains(name))
            throw new EquationException(
                $"'{name}' is a function of the language and cannot name an attribute.", span, "another name");
    }

    /// <summary>Refuses a name that a custom function cannot have.</summary>
    public static void CheckFunction(string name, SourceSpan span)
    {
        if (Functions.Contains(name) || Distributions.Contains(name) || Operations.Contains(name))
            throw new EquationException($"'{name}' is a function of the language already.", span, "another name");
    }
}
