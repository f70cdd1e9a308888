namespace Annarchy.Language;

internal enum TokenKind
{
    /// <summary>The text is over.</summary>
    End,

    /// <summary>A line is over, outside of brackets.</summary>
    NewLine,
    Semicolon,
    Number,
    Name,

    // Words.
    If,
    Else,
    And,
    Or,
    Not,
    Is,
    True,
    False,

    // Signs.
    Plus,
    Minus,
    Star,
    Slash,
    Power,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    EqualEqual,
    NotEqual,
    Assign,
    PlusAssign,
    MinusAssign,
    StarAssign,
    SlashAssign,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Dot,
    Arrow,
}

/// <summary>A word, number or sign of model text.</summary>
/// <param name="Number">Value of a <see cref="TokenKind.Number"/>.</param>
/// <param name="IsInteger">Whether a number was written without point and exponent.</param>
internal readonly record struct Token(TokenKind Kind, SourceSpan Span, double Number = 0.0, bool IsInteger = false)
{
    public string Text => Span.Text;

    /// <summary>How messages name it.</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "the end of the text",
        TokenKind.NewLine => "the end of the line",
        _ => $"'{Text}'",
    };
}
