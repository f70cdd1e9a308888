using System.Collections.Frozen;

namespace Annarchy.Language;

/// <summary>The words that may follow the colon of a parameter or an equation.</summary>
internal static class FlagNames
{
    public const string Initial = "init";
    public const string Minimum = "min";
    public const string Maximum = "max";
    public const string UnlessPost = "unless_post";

    /// <summary>Accepted in resets for compatibility: a refractory neuron does not spike, so it is never reset.</summary>
    public const string UnlessRefractory = "unless_refractory";

    /// <summary>Names of types, for suggestions.</summary>
    public static readonly string[] Kinds = ["float", "int", "bool"];

    private static readonly FrozenDictionary<string, NumericalMethod> Methods = new Dictionary<string, NumericalMethod>
    {
        ["explicit"] = NumericalMethod.Explicit,
        ["implicit"] = NumericalMethod.Implicit,
        ["semiimplicit"] = NumericalMethod.SemiImplicit,
        ["semi-implicit"] = NumericalMethod.SemiImplicit,
        ["exponential"] = NumericalMethod.Exponential,
        ["midpoint"] = NumericalMethod.Midpoint,
        ["rk4"] = NumericalMethod.RungeKutta4,
        ["runge-kutta4"] = NumericalMethod.RungeKutta4,
        ["event-driven"] = NumericalMethod.EventDriven,
        ["exact"] = NumericalMethod.EventDriven,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (Locality Locality, bool Neurons, bool Synapses)> Localities =
        new Dictionary<string, (Locality Locality, bool Neurons, bool Synapses)>
        {
            ["population"] = (Annarchy.Locality.Global, true, false),
            ["projection"] = (Annarchy.Locality.Global, false, true),
            ["global"] = (Annarchy.Locality.Global, true, true),
            ["postsynaptic"] = (Annarchy.Locality.Semiglobal, false, true),
            ["semiglobal"] = (Annarchy.Locality.Semiglobal, false, true),
            ["local"] = (Annarchy.Locality.Local, true, true),
        }.ToFrozenDictionary();

    /// <summary>Every flag, for suggestions.</summary>
    public static IEnumerable<string> All =>
        [.. Kinds, .. Methods.Keys, .. Localities.Keys, Initial, Minimum, Maximum, UnlessPost];

    /// <summary>The type a name stands for.</summary>
    public static AttributeKind? Kind(string name) => name switch
    {
        "float" or "double" => AttributeKind.Real,
        "int" => AttributeKind.Integer,
        "bool" => AttributeKind.Boolean,
        _ => null,
    };

    /// <summary>The numerical method a flag stands for.</summary>
    public static NumericalMethod? Method(string name) => Methods.TryGetValue(name, out var method) ? method : null;

    /// <summary>The locality a flag stands for, and the kind of models it is for.</summary>
    public static (Locality Locality, bool Neurons, bool Synapses)? Locality(string name) =>
        Localities.TryGetValue(name, out var locality) ? locality : null;
}
