namespace Annarchy.Language;

/// <summary>A piece of model text and what it is, so that an error can say where it stands.</summary>
/// <param name="Text">The text as the user wrote it.</param>
/// <param name="Origin">What it is, for messages: "equations of neuron 'Izhikevich'".</param>
internal sealed record SourceText(string Text, string Origin)
{
    /// <summary>Line (from 1) and column (from 1) of a position, and the text of that line.</summary>
    public (int Line, int Column, string LineText) Locate(int position)
    {
        position = Math.Clamp(position, 0, Text.Length);
        var line = 1;
        var start = 0;
        for (var i = 0; i < position; i++)
        {
            if (Text[i] != '\n')
                continue;
            line++;
            start = i + 1;
        }

        var end = Text.IndexOf('\n', start);
        var text = end < 0 ? Text[start..] : Text[start..end];
        return (line, position - start + 1, text.TrimEnd('\r'));
    }
}

/// <summary>A stretch of source text: where a token or a syntax node stands.</summary>
internal readonly record struct SourceSpan(SourceText Source, int Start, int Length)
{
    public string Text => Source.Text.Substring(Start, Math.Min(Length, Source.Text.Length - Start));

    /// <summary>The stretch from the start of this to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => this with { Length = last.Start + last.Length - Start };
}
