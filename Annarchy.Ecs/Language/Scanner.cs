using System.Collections.Immutable;
using System.Globalization;

namespace Annarchy.Language;

/// <summary>Cuts model text into tokens. Comments, spaces and line ends within brackets vanish.</summary>
internal ref struct Scanner
{
    private readonly SourceText _source;
    private readonly ReadOnlySpan<char> _text;
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private int _position;
    private int _openBrackets;

    private Scanner(SourceText source)
    {
        _source = source;
        _text = source.Text;
    }

    /// <summary>The tokens of a text; the last one is <see cref="TokenKind.End"/>.</summary>
    public static ImmutableArray<Token> Scan(SourceText source)
    {
        var scanner = new Scanner(source);
        while (scanner._position < scanner._text.Length)
            scanner.ScanToken();
        scanner.Add(TokenKind.End, 0);
        return scanner._tokens.ToImmutable();
    }

    private readonly char Peek(int offset = 0) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private readonly SourceSpan SpanOf(int length) => new(_source, _position, length);

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, SpanOf(length)));
        _position += length;
    }

    private void ScanToken()
    {
        var c = Peek();
        if (c == '\n')
        {
            if (_openBrackets == 0)
                Add(TokenKind.NewLine, 1);
            else
                _position++;
        }
        else if (char.IsWhiteSpace(c))
        {
            _position++;
        }
        else if (c == '#')
        {
            while (_position < _text.Length && _text[_position] != '\n')
                _position++;
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            ScanNumber();
        }
        else if (IsNameStart(c))
        {
            ScanWord();
        }
        else
        {
            ScanSign(c);
        }
    }

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c);

    private void ScanWord()
    {
        var length = 1;
        while (IsNamePart(Peek(length)))
            length++;
        Add(ReservedNames.WordKind(_text.Slice(_position, length)), length);
    }

    private void ScanNumber()
    {
        var length = 0;
        while (char.IsAsciiDigit(Peek(length)))
            length++;
        var isInteger = true;
        if (Peek(length) == '.')
        {
            isInteger = false;
            length++;
            while (char.IsAsciiDigit(Peek(length)))
                length++;
        }

        if (Peek(length) is 'e' or 'E')
        {
            var sign = Peek(length + 1) is '+' or '-' ? 1 : 0;
            if (char.IsAsciiDigit(Peek(length + 1 + sign)))
            {
                isInteger = false;
                length += 1 + sign;
                while (char.IsAsciiDigit(Peek(length)))
                    length++;
            }
        }

        var next = Peek(length);
        if (next == '.')
            throw new EquationException(
                "A number has one decimal point at most.", SpanOf(length + 1), "a number such as 1.5 or 1e-3");
        if (IsNameStart(next))
        {
            var end = length;
            while (IsNamePart(Peek(end)))
                end++;
            throw new EquationException(
                $"The number '{_text.Slice(_position, length)}' runs into a name.",
                SpanOf(end),
                "an operator between them, as in 2*x; multiplication is always written");
        }

        var value = double.Parse(_text.Slice(_position, length), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
            throw new EquationException("The number is too large.", SpanOf(length), "a magnitude below 1.8e308");
        _tokens.Add(new Token(TokenKind.Number, SpanOf(length), value, isInteger));
        _position += length;
    }

    private void ScanSign(char c)
    {
        var next = Peek(1);
        switch (c, next)
        {
            case ('*', '*'): Add(TokenKind.Power, 2); break;
            case ('*', '='): Add(TokenKind.StarAssign, 2); break;
            case ('+', '='): Add(TokenKind.PlusAssign, 2); break;
            case ('-', '='): Add(TokenKind.MinusAssign, 2); break;
            case ('-', '>'): Add(TokenKind.Arrow, 2); break;
            case ('/', '='): Add(TokenKind.SlashAssign, 2); break;
            case ('=', '='): Add(TokenKind.EqualEqual, 2); break;
            case ('!', '='): Add(TokenKind.NotEqual, 2); break;
            case ('<', '='): Add(TokenKind.LessOrEqual, 2); break;
            case ('>', '='): Add(TokenKind.GreaterOrEqual, 2); break;
            case ('&', '&'): Add(TokenKind.And, 2); break;
            case ('|', '|'): Add(TokenKind.Or, 2); break;
            case ('&', _): Add(TokenKind.And, 1); break;
            case ('|', _): Add(TokenKind.Or, 1); break;
            case ('+', _): Add(TokenKind.Plus, 1); break;
            case ('-', _): Add(TokenKind.Minus, 1); break;
            case ('*', _): Add(TokenKind.Star, 1); break;
            case ('/', _): Add(TokenKind.Slash, 1); break;
            case ('^', _): Add(TokenKind.Power, 1); break;
            case ('<', _): Add(TokenKind.Less, 1); break;
            case ('>', _): Add(TokenKind.Greater, 1); break;
            case ('=', _): Add(TokenKind.Assign, 1); break;
            case (',', _): Add(TokenKind.Comma, 1); break;
            case (':', _): Add(TokenKind.Colon, 1); break;
            case (';', _): Add(TokenKind.Semicolon, 1); break;
            case ('.', _): Add(TokenKind.Dot, 1); break;
            case ('(', _):
                _openBrackets++;
                Add(TokenKind.OpenBracket, 1);
                break;
            case (')', _):
                _openBrackets = Math.Max(0, _openBrackets - 1);
                Add(TokenKind.CloseBracket, 1);
                break;
            default:
                var length = char.IsHighSurrogate(c) && char.IsLowSurrogate(next) ? 2 : 1;
                var shown = char.IsControl(c) ? $"U+{(int)c:X4}" : $"'{_text.Slice(_position, length)}'";
                throw new EquationException($"The character {shown} means nothing here.", SpanOf(length), Instead(c));
        }
    }

    /// <summary>What writers of other languages mean by a character that this one lacks.</summary>
    private static string? Instead(char c) => c switch
    {
        '%' => "modulo(x, n) for a remainder",
        '!' => "'not' before a condition, or '!='",
        '?' => "'if condition: value else: value'",
        '[' or ']' or '{' or '}' => "round brackets",
        '\'' or '"' => "names without quotes",
        '\\' => "nothing: an equation goes on after an operator or within brackets",
        '~' => "'not' before a condition",
        _ => null,
    };
}
