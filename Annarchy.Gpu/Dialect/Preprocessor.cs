namespace Annarchy.Gpu.Dialect;

/// <summary>Replaces macros without parameters by what they stand for, and leaves out what <c>#if</c> excludes.</summary>
internal sealed class Preprocessor(SourceText source)
{
    private readonly Dictionary<string, List<Token>> _macros = new(StringComparer.Ordinal);
    private readonly Stack<bool> _included = new();
    private readonly List<Token> _tokens = [];

    /// <summary>The tokens of a text, ending with <see cref="TokenKind.End"/>.</summary>
    public static List<Token> Read(SourceText source) => new Preprocessor(source).Read();

    private List<Token> Read()
    {
        for (var line = 1; line <= source.Lines.Length; line++)
        {
            var text = source.Lines[line - 1].Trim();
            if (text.StartsWith('#'))
                Obey(text, line);
            else if (IsIncluded)
                Expand(Scan(text, line), line, _tokens, []);
        }

        if (_included.Count > 0)
            throw source.Error(source.Lines.Length + 1, "an #endif is missing");
        _tokens.Add(new Token(TokenKind.End, "the end", source.Lines.Length + 1));
        return _tokens;
    }

    private bool IsIncluded => !_included.Contains(false);

    private List<Token> Scan(string text, int line)
    {
        var tokens = new List<Token>();
        Scanner.Scan(source, text, line, tokens);
        return tokens;
    }

    private void Obey(string text, int line)
    {
        var words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        switch (words[0])
        {
            case "#define" when words.Length > 1:
                if (words[1].Contains('(', StringComparison.Ordinal))
                    throw source.Error(line, "macros with parameters are not compiled");
                if (IsIncluded)
                    _macros[words[1]] = words.Length > 2 ? Scan(words[2], line) : [];
                break;
            case "#if" when words.Length > 1:
                _included.Push(IsIncluded && IsTrue(text[words[0].Length..], line));
                break;
            case "#else" when _included.Count > 0:
                _included.Push(!_included.Pop());
                break;
            case "#endif" when _included.Count > 0:
                _included.Pop();
                break;
            default:
                throw source.Error(line, "only #define, #if, #else and #endif are compiled");
        }
    }

    /// <summary>Conditions are a number, or a comparison of two for equality.</summary>
    private bool IsTrue(string condition, int line)
    {
        var tokens = new List<Token>();
        Expand(Scan(condition, line), line, tokens, []);
        if (tokens is [{ Kind: TokenKind.Number } value])
            return value.Text != "0";
        if (tokens is [{ Kind: TokenKind.Number } left, { Text: "==" }, { Kind: TokenKind.Number } right])
            return left.Text == right.Text;
        throw source.Error(line, "a condition is a number, or two numbers and '=='");
    }

    /// <summary>Adds tokens with macros replaced; a macro is not replaced within itself.</summary>
    private void Expand(List<Token> tokens, int line, List<Token> expanded, HashSet<string> open)
    {
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.Name && _macros.TryGetValue(token.Text, out var meaning) && open.Add(token.Text))
            {
                Expand(meaning, line, expanded, open);
                open.Remove(token.Text);
            }
            else
            {
                expanded.Add(token with { Line = line });
            }
        }
    }
}
