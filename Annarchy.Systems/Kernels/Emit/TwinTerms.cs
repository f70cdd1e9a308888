using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Exponentials whose exponents differ only in what is the same for every row, such as the decays of two traces over the same time. Where their
/// time constants are equal too, as they are by default, one serves for both: that is found out for every vector of rows.
/// </summary>
internal static class TwinTerms
{
    /// <summary>For the second and later ones, the first.</summary>
    public static Dictionary<Term, Term> Of(IEnumerable<Term> terms)
    {
        var twins = new Dictionary<Term, Term>();
        var firsts = new List<Term>();
        foreach (var term in terms)
        {
            if (term.Op is not (Op.Exp or Op.Expm1) || term.IsInvariant)
                continue;
            if (firsts.Find(first => first.Op == term.Op && AreAlike(first.Operands[0], term.Operands[0])) is { } twin)
                twins.Add(term, twin);
            else
                firsts.Add(term);
        }

        return twins;
    }

    private static bool AreAlike(Term one, Term other) =>
        one == other
        || (one.IsInvariant && other.IsInvariant && !(one.IsConstant && other.IsConstant))
        || (one.Op == other.Op
            && one.Op is Op.Multiply or Op.Divide or Op.Negate
            && one.Operands.Length == other.Operands.Length
            && one.Operands.Zip(other.Operands).All(pair => AreAlike(pair.First, pair.Second)));
}
