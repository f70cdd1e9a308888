namespace Annarchy.Gpu.Dialect;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Name,
    Number,
    Symbol,
    End,
}

/// <summary>A word, number or symbol of a text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters.</param>
/// <param name="Line">Where it is, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool Is(string text) => Kind != TokenKind.Number && Text == text;
}

/// <summary>Divides lines into tokens.</summary>
internal static class Scanner
{
    /// <summary>Longer symbols come before those they begin with.</summary>
    private static readonly string[] Symbols =
    [
        "<<=", ">>=", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
        "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "<", ">", "=", "?", ":", ";", ",", "(", ")", "[", "]", "{", "}",
    ];

    public static void Scan(SourceText source, string text, int line, List<Token> tokens)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            if (text.AsSpan(at).StartsWith("//"))
                return;
            var (kind, length) = Next(text, at);
            if (length == 0)
                throw source.Error(line, $"'{text[at]}' begins nothing that is known");
            tokens.Add(new Token(kind, text.Substring(at, length), line));
            at += length;
        }
    }

    private static (TokenKind Kind, int Length) Next(string text, int at)
    {
        var end = at;
        if (char.IsAsciiLetter(text[at]) || text[at] == '_')
        {
            while (end < text.Length && IsOfName(text[end]))
                end++;
            return (TokenKind.Name, end - at);
        }

        if (char.IsAsciiDigit(text[at]))
        {
            var hasExponent = !text.AsSpan(at).StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            while (end < text.Length && (IsOfName(text[end]) || text[end] == '.' || (hasExponent && text[end] is '+' or '-' && text[end - 1] is 'e' or 'E')))
                end++;
            return (TokenKind.Number, end - at);
        }

        var symbol = Array.Find(Symbols, s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0);
        return (TokenKind.Symbol, symbol?.Length ?? 0);
    }

    private static bool IsOfName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';
}
