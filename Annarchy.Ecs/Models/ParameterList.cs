using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Annarchy;

/// <summary>
/// The parameters of a model: text, one <c>name = value : flags</c> per line, or typed parameters by name. In text parameters are
/// local unless flagged; typed ones are global unless told.
/// </summary>
/// <example>
/// <c>"tau = 10.0 : population\nB = 1.0"</c> or <c>new ParameterList { ["tau"] = 10.0, ["B"] = new Parameter(1.0,
/// Locality.Local) }</c>
/// </example>
public sealed class ParameterList : IEnumerable<KeyValuePair<string, Parameter>>
{
    private readonly List<(string Text, Parameter? Typed)> _entries = [];

    /// <summary>Texts, and parameters where the text is a typed one's name.</summary>
    internal IReadOnlyList<(string Text, Parameter? Typed)> Entries => _entries;

    /// <summary>Adds a typed parameter, or replaces the one that was added before.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public Parameter this[string name]
    {
        set
        {
            _entries.RemoveAll(entry => entry.Typed is not null && entry.Text == name);
            Add(name, value);
        }
    }

    /// <summary>Makes a list of text.</summary>
    /// <param name="text">One definition per line.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator ParameterList?(string? text)
    {
        if (text is null)
            return null;
        var list = new ParameterList();
        list.Add(text);
        return list;
    }

    /// <summary>Makes a list of texts.</summary>
    /// <param name="texts">Definitions.</param>
    [return: NotNullIfNotNull(nameof(texts))]
    public static implicit operator ParameterList?(string[]? texts)
    {
        if (texts is null)
            return null;
        var list = new ParameterList();
        foreach (var text in texts)
            list.Add(text);
        return list;
    }

    /// <summary>Parameters with one value per neuron or synapse.</summary>
    internal static ParameterList Locals(params ReadOnlySpan<(string Name, double Value)> parameters)
    {
        var list = new ParameterList();
        foreach (var (name, value) in parameters)
            list.Add(name, new Parameter(value, Locality.Local));
        return list;
    }

    /// <summary>Adds a typed parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parameter">Its value, locality and type.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Add(string name, Parameter parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(parameter);
        _entries.Add((name, parameter));
    }

    /// <summary>Adds definitions in text.</summary>
    /// <param name="text">One definition per line.</param>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _entries.Add((text, null));
    }

    /// <summary>The typed parameters.</summary>
    /// <returns>Names and parameters in order.</returns>
    public IEnumerator<KeyValuePair<string, Parameter>> GetEnumerator() =>
        _entries.Where(entry => entry.Typed is not null).Select(entry => KeyValuePair.Create(entry.Text, entry.Typed!)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
