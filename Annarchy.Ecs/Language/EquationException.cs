using Annarchy.Language;

namespace Annarchy;

/// <summary>
/// A model's text is wrong: says what, where (with a caret under the place), what was expected, and the nearest known name.
/// </summary>
public sealed class EquationException : Exception
{
    /// <summary>Creates an empty exception.</summary>
    public EquationException()
        : this("The equation is not valid.")
    {
    }

    /// <summary>Creates an exception without a place.</summary>
    /// <param name="message">What is wrong.</param>
    public EquationException(string message)
        : base(message) => Problem = message;

    /// <summary>Creates an exception without a place.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What caused it.</param>
    public EquationException(string message, Exception innerException)
        : base(message, innerException) => Problem = message;

    /// <summary>Creates an exception that points at a place.</summary>
    internal EquationException(string problem, SourceSpan span, string? expected = null, string? suggestion = null)
        : base(Format(problem, span, expected, suggestion))
    {
        Problem = problem;
        Expected = expected;
        Suggestion = suggestion;
        Origin = span.Source.Origin;
        (Line, Column, Text) = span.Source.Locate(span.Start);
    }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Problem { get; }

    /// <summary>The line of text the error is in.</summary>
    public string? Text { get; }

    /// <summary>Which text it is, for example "equations of neuron 'Izhikevich'".</summary>
    public string? Origin { get; }

    /// <summary>Line within the text, from 1; 0 when there is no place.</summary>
    public int Line { get; }

    /// <summary>Column within the line, from 1; 0 when there is no place.</summary>
    public int Column { get; }

    /// <summary>What would have been right.</summary>
    public string? Expected { get; }

    /// <summary>The known name nearest to an unknown one.</summary>
    public string? Suggestion { get; }

    private static string Format(string problem, SourceSpan span, string? expected, string? suggestion)
    {
        var (line, column, text) = span.Source.Locate(span.Start);
        var message = $"{problem}\n  in {span.Source.Origin}, line {line}, column {column}:";
        if (!string.IsNullOrWhiteSpace(text))
        {
            var indent = string.Concat(text.Take(column - 1).Select(c => c == '\t' ? '\t' : ' '));
            var width = Math.Max(1, Math.Min(span.Length, text.Length - column + 1));
            message += $"\n    {text}\n    {indent}{new string('^', width)}";
        }

        if (expected is not null)
            message += $"\n  Expected {expected}.";
        if (suggestion is not null)
            message += $"\n  Did you mean '{suggestion}'?";
        return message;
    }
}
