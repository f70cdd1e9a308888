using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Annarchy;

/// <summary>
/// The equations of a model: text, one equation per line, typed variables, or both mixed; the order is that of evaluation.
/// </summary>
/// <example>
/// <c>"tau*dv/dt + v = I : init=0.2"</c> or <c>new EquationList { new Variable("dv/dt = -v", init: 1.0), "r = pos(v)" }</c>
/// </example>
public sealed class EquationList : IEnumerable<Variable>
{
    private readonly List<(string Text, Variable? Typed)> _entries = [];

    /// <summary>Texts, and variables where the text is a typed one's equation.</summary>
    internal IReadOnlyList<(string Text, Variable? Typed)> Entries => _entries;

    /// <summary>Makes a list of text.</summary>
    /// <param name="text">One equation per line.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator EquationList?(string? text)
    {
        if (text is null)
            return null;
        var list = new EquationList();
        list.Add(text);
        return list;
    }

    /// <summary>Makes a list of texts.</summary>
    /// <param name="texts">Equations.</param>
    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator EquationList?(string[]? texts)
    {
        if (texts is null)
            return null;
        var list = new EquationList();
        foreach (var text in texts)
            list.Add(text);
        return list;
    }

    /// <summary>Makes a list of one variable.</summary>
    /// <param name="variable">The variable.</param>
    [return: NotNullIfNotNull(nameof(variable))]
    public static implicit operator EquationList?(Variable? variable)
    {
        if (variable is null)
            return null;
        var list = new EquationList();
        list.Add(variable);
        return list;
    }

    /// <summary>Makes a list of variables.</summary>
    /// <param name="variables">The variables.</param>
    [return: NotNullIfNotNull(nameof(variables))]
    public static implicit operator EquationList?(Variable[]? variables)
    {
        if (variables is null)
            return null;
        var list = new EquationList();
        foreach (var variable in variables)
            list.Add(variable);
        return list;
    }

    /// <summary>Adds equations in text.</summary>
    /// <param name="text">One equation per line.</param>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _entries.Add((text, null));
    }

    /// <summary>Adds a variable.</summary>
    /// <param name="variable">The variable.</param>
    public void Add(Variable variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        _entries.Add((variable.Equation, variable));
    }

    /// <summary>The typed variables.</summary>
    /// <returns>The variables in order.</returns>
    public IEnumerator<Variable> GetEnumerator() =>
        _entries.Where(entry => entry.Typed is not null).Select(entry => entry.Typed!).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
