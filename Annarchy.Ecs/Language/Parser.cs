using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Annarchy.Language.Syntax;

namespace Annarchy.Language;

/// <summary>
/// Reads model text by recursive descent. This part walks over the tokens and finds out where an equation that runs over several
/// lines ends.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Brackets, signs and conditionals within each other.</summary>
    private const int MaximumNesting = 200;

    private readonly ImmutableArray<Token> _tokens;
    private int _position;
    private int _nesting;

    private Parser(SourceText source) => _tokens = Scanner.Scan(source);

    private Token Current => _tokens[_position];

    private TokenKind Kind => Current.Kind;

    private bool AtStatementEnd => Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.End;

    /// <summary>Parses a text that is one expression.</summary>
    public static Expression ParseExpression(SourceText source)
    {
        var statement = ParseCondition(source);
        if (!statement.Flags.IsEmpty)
            throw new EquationException("Flags have no meaning here.", statement.Flags[0].Span, "an expression alone");
        return statement.Value;
    }

    /// <summary>Parses a text that is one expression and, perhaps, flags.</summary>
    public static ExpressionStatement ParseCondition(SourceText source)
    {
        var statements = ParseStatements(source);
        if (statements.IsEmpty)
            throw new EquationException("The text is empty.", new SourceSpan(source, 0, 0), "an expression");
        if (statements.Length > 1)
            throw new EquationException("There is more than one expression.", statements[1].Span, "a single expression");
        return statements[0] switch
        {
            ExpressionStatement expression => expression,
            AssignmentStatement assignment => throw new EquationException(
                "An assignment has no value.", assignment.Span, "an expression; '==' compares"),
            var other => throw new EquationException("A differential equation has no value.", other.Span, "an expression"),
        };
    }

    private Token Peek(int offset) => _tokens[Math.Min(_position + offset, _tokens.Length - 1)];

    private Token Next()
    {
        var token = Current;
        if (token.Kind != TokenKind.End)
            _position++;
        return token;
    }

    private bool Accept(TokenKind kind, out Token token)
    {
        token = Current;
        if (token.Kind != kind)
            return false;
        Next();
        return true;
    }

    private void SkipNewLines()
    {
        while (Kind == TokenKind.NewLine)
            Next();
    }

    /// <summary>Moves over line ends if the next token is <paramref name="kind"/>, which never begins a statement.</summary>
    private bool SkipNewLinesBefore(TokenKind kind)
    {
        var ahead = _position;
        while (_tokens[ahead].Kind == TokenKind.NewLine)
            ahead++;
        if (_tokens[ahead].Kind != kind)
            return false;
        _position = ahead;
        return true;
    }

    /// <summary>
    /// Moves over line ends if the next line goes on with an operator. A sign may also begin an equation; then its line assigns.
    /// </summary>
    private void SkipNewLinesBeforeOperator()
    {
        if (Kind != TokenKind.NewLine)
            return;
        var ahead = _position;
        while (_tokens[ahead].Kind == TokenKind.NewLine)
            ahead++;
        var kind = _tokens[ahead].Kind;
        if (OperatorOf(kind) is not null && (kind is not (TokenKind.Plus or TokenKind.Minus) || !Assigns(ahead)))
            _position = ahead;
    }

    /// <summary>Whether the line from a token on has an assignment outside of brackets and flags.</summary>
    private bool Assigns(int ahead)
    {
        var depth = 0;
        for (; ; ahead++)
        {
            switch (_tokens[ahead].Kind)
            {
                case TokenKind.OpenBracket:
                    depth++;
                    break;
                case TokenKind.CloseBracket:
                    depth--;
                    break;
                case TokenKind.NewLine or TokenKind.Semicolon or TokenKind.End or TokenKind.Colon:
                    return false;
                case var kind when depth == 0 && AssignmentOf(kind) is not null:
                    return true;
            }
        }
    }

    private Token ExpectClosing(Token open, string inside, string missing = "An operator")
    {
        if (Accept(TokenKind.CloseBracket, out var close))
            return close;
        if (!IsClosed(open))
            throw new EquationException("This bracket is never closed.", open.Span, "a ')' that closes it");
        throw Unexpected(inside, missing);
    }

    private bool IsClosed(Token open)
    {
        var depth = 0;
        foreach (var token in _tokens)
        {
            if (token.Span.Start < open.Span.Start)
                continue;
            depth += token.Kind switch { TokenKind.OpenBracket => 1, TokenKind.CloseBracket => -1, _ => 0 };
            if (depth == 0)
                return true;
        }

        return false;
    }

    /// <summary>The error for a token that cannot follow what was read.</summary>
    private EquationException Unexpected(string expected, string missing = "An operator")
    {
        var token = Current;
        return token.Kind switch
        {
            TokenKind.CloseBracket => new EquationException("This bracket was never opened.", token.Span, expected),
            TokenKind.Else => new EquationException("'else' without an 'if'.", token.Span, "if condition: value else: value"),
            TokenKind.Name or TokenKind.Number or TokenKind.OpenBracket or TokenKind.True or TokenKind.False or TokenKind.If or TokenKind.Not
                => new EquationException($"{missing} is missing before {token.Description}.", token.Span, expected),
            _ when AssignmentOf(token.Kind) is not null
                => new EquationException($"{token.Description} cannot stand here.", token.Span, "one assignment per equation; '==' compares"),
            _ => new EquationException($"{Capitalised(token.Description)} cannot stand here.", PlaceOf(token), expected),
        };
    }

    /// <summary>The error for a place where a value should be.</summary>
    private EquationException MissingValue()
    {
        const string Expected = "a number, a name, a function or a bracket";
        var token = Current;
        if (token.Kind is not (TokenKind.NewLine or TokenKind.End or TokenKind.Semicolon))
            return new EquationException($"A value is missing before {token.Description}.", token.Span, Expected);
        if (_position == 0)
            return new EquationException("A value is missing.", token.Span, Expected);
        var before = _position - 1;
        while (before > 0 && _tokens[before].Kind == TokenKind.NewLine)
            before--;
        var previous = _tokens[before];
        return new EquationException($"A value is missing after {previous.Description}.", previous.Span, Expected);
    }

    /// <summary>The place of a token, or just after the last one where it stands for an end.</summary>
    private SourceSpan PlaceOf(Token token)
    {
        if (token.Kind is not (TokenKind.NewLine or TokenKind.End) || _position == 0)
            return token.Span;
        var last = _tokens[_position - 1].Span;
        return last with { Start = last.Start + last.Length, Length = 1 };
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private void Enter()
    {
        if (++_nesting > MaximumNesting)
        {
            throw new EquationException(
                $"The expression is nested more than {MaximumNesting} levels deep.",
                Current.Span,
                "auxiliary variables for its parts");
        }
    }

    private void Leave() => _nesting--;

    [DoesNotReturn]
    private static void Refuse(string problem, SourceSpan span, string? expected = null) =>
        throw new EquationException(problem, span, expected);
}
