namespace Annarchy.Gpu.Dialect;

/// <summary>Goes through the tokens of a text.</summary>
internal sealed class TokenReader(SourceText source)
{
    private readonly List<Token> _tokens = Preprocessor.Read(source);
    private int _next;

    public Token Current => _tokens[_next];

    public bool IsAtEnd => Current.Kind == TokenKind.End;

    /// <summary>The token after the current one.</summary>
    public Token Following => _tokens[Math.Min(_next + 1, _tokens.Count - 1)];

    public Token Take() => IsAtEnd ? throw Error("something is missing") : _tokens[_next++];

    /// <summary>Takes a word or symbol if it is next.</summary>
    public bool TryTake(string text)
    {
        if (!Current.Is(text))
            return false;
        _next++;
        return true;
    }

    public void Expect(string text)
    {
        if (!TryTake(text))
            throw Error($"'{text}' is expected before '{Current.Text}'");
    }

    public string TakeName() => Current.Kind == TokenKind.Name ? Take().Text : throw Error($"a name is expected instead of '{Current.Text}'");

    /// <summary>The line in question cannot be compiled.</summary>
    public DeviceException Error(string what) => source.Error(Current.Line, what);
}
