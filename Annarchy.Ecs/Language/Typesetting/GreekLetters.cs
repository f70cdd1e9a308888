using System.Collections.Frozen;

namespace Annarchy.Language.Typesetting;

/// <summary>Names of Greek letters and the letters; capitals only where they differ from Latin ones.</summary>
internal static class GreekLetters
{
    private static readonly FrozenDictionary<string, char> Letters = new Dictionary<string, char>
    {
        ["alpha"] = 'α', ["beta"] = 'β', ["gamma"] = 'γ', ["delta"] = 'δ', ["epsilon"] = 'ϵ', ["varepsilon"] = 'ε', ["zeta"] = 'ζ', ["eta"] = 'η',
        ["theta"] = 'θ', ["iota"] = 'ι', ["kappa"] = 'κ', ["lambda"] = 'λ', ["mu"] = 'μ', ["nu"] = 'ν', ["xi"] = 'ξ', ["pi"] = 'π', ["rho"] = 'ρ',
        ["sigma"] = 'σ', ["tau"] = 'τ', ["upsilon"] = 'υ', ["phi"] = 'ϕ', ["varphi"] = 'φ', ["chi"] = 'χ', ["psi"] = 'ψ', ["omega"] = 'ω',
        ["Gamma"] = 'Γ', ["Delta"] = 'Δ', ["Theta"] = 'Θ', ["Lambda"] = 'Λ', ["Xi"] = 'Ξ', ["Pi"] = 'Π', ["Sigma"] = 'Σ', ["Upsilon"] = 'Υ',
        ["Phi"] = 'Φ', ["Psi"] = 'Ψ', ["Omega"] = 'Ω',
    }.ToFrozenDictionary();

    /// <summary>The letter of a name; null for other words.</summary>
    public static char? Find(string name) => Letters.TryGetValue(name, out var letter) ? letter : null;
}
