using Annarchy.Language.Typesetting;

namespace Annarchy;

/// <content>Functions for people to read.</content>
public partial class Network
{
    /// <summary>The functions all equations can call, as formulas.</summary>
    /// <param name="notation">How formulas are written.</param>
    public IReadOnlyList<string> TypesetFunctions(MathNotation notation = MathNotation.Latex)
    {
        var math = MathTypesetter.For(notation);
        return [.. _functions.Values.Select(f => math.Formula(math.Typeset(f)))];
    }
}
