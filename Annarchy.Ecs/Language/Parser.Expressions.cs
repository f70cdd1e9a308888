using System.Collections.Immutable;
using Annarchy.Language.Syntax;

namespace Annarchy.Language;

/// <summary>Expressions: operators by precedence, calls, conditionals.</summary>
internal sealed partial class Parser
{
    /// <summary>Levels of a tree; a sum of many terms is as deep as it has terms.</summary>
    private const int MaximumDepth = 500;

    private const int LowestPrecedence = 0;
    private const int NotPrecedence = 3;
    private const int ComparisonPrecedence = 4;
    private const int SignPrecedence = 7;
    private const int PowerPrecedence = 8;

    /// <summary>Whether <c>dx/dt</c> is a gradient: always, or only for <see cref="_gradientVariable"/>.</summary>
    private bool _anyGradient;
    private string? _gradientVariable;

    /// <summary>What looked like a gradient, in order.</summary>
    private readonly List<GradientExpression> _gradients = [];

    private static (BinaryOperator Operator, int Precedence)? OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Or => (BinaryOperator.Or, 1),
        TokenKind.And => (BinaryOperator.And, 2),
        TokenKind.Less => (BinaryOperator.Less, ComparisonPrecedence),
        TokenKind.LessOrEqual => (BinaryOperator.LessOrEqual, ComparisonPrecedence),
        TokenKind.Greater => (BinaryOperator.Greater, ComparisonPrecedence),
        TokenKind.GreaterOrEqual => (BinaryOperator.GreaterOrEqual, ComparisonPrecedence),
        TokenKind.EqualEqual or TokenKind.Is => (BinaryOperator.Equal, ComparisonPrecedence),
        TokenKind.NotEqual => (BinaryOperator.NotEqual, ComparisonPrecedence),
        TokenKind.Plus => (BinaryOperator.Add, 5),
        TokenKind.Minus => (BinaryOperator.Subtract, 5),
        TokenKind.Star => (BinaryOperator.Multiply, 6),
        TokenKind.Slash => (BinaryOperator.Divide, 6),
        TokenKind.Power => (BinaryOperator.Power, PowerPrecedence),
        _ => null,
    };

    private Expression ParseExpression(int lowest = LowestPrecedence)
    {
        Enter();
        var left = ParseOperand();
        while (true)
        {
            SkipNewLinesBeforeOperator();
            if (OperatorOf(Kind) is not var (operation, precedence) || precedence < lowest)
                break;
            var sign = Next();
            if (sign.Kind == TokenKind.Is && Accept(TokenKind.Not, out _))
                operation = BinaryOperator.NotEqual;
            SkipNewLines();

            // A power takes its right side together with a sign and further powers; all others group to the left.
            var right = ParseExpression(operation == BinaryOperator.Power ? PowerPrecedence : precedence + 1);
            left = Checked(new BinaryExpression(operation, left, right, left.Span.To(right.Span)));
            if (precedence == ComparisonPrecedence && OperatorOf(Kind) is (_, ComparisonPrecedence))
                Refuse("Comparisons cannot be chained.", Current.Span, "two comparisons, as in (a < b) and (b < c)");
        }

        Leave();
        return left;
    }

    private Expression ParseOperand()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Next();
                return new NumberLiteral(token.Number, token.IsInteger, token.Span);
            case TokenKind.True or TokenKind.False:
                Next();
                return new BooleanLiteral(token.Kind == TokenKind.True, token.Span);
            case TokenKind.Name:
                return ParseName();
            case TokenKind.OpenBracket:
                Next();
                var inner = ParseExpression();
                return inner with { Span = token.Span.To(ExpectClosing(token, "an operator or ')'").Span) };
            case TokenKind.Plus:
                return ParseUnary(UnaryOperator.Plus, SignPrecedence);
            case TokenKind.Minus:
                return ParseUnary(UnaryOperator.Minus, SignPrecedence);
            case TokenKind.Not:
                return ParseUnary(UnaryOperator.Not, NotPrecedence);
            case TokenKind.If:
                return ParseConditional();
            default:
                throw MissingValue();
        }
    }

    private UnaryExpression ParseUnary(UnaryOperator operation, int precedence)
    {
        var sign = Next();
        SkipNewLines();
        var operand = ParseExpression(precedence);
        return Checked(new UnaryExpression(operation, operand, sign.Span.To(operand.Span)));
    }

    private ConditionalExpression ParseConditional()
    {
        const string Form = "if condition: value else: value";
        var start = Next();
        SkipNewLines();
        var condition = ParseExpression();
        SkipNewLinesBefore(TokenKind.Colon);
        if (!Accept(TokenKind.Colon, out _))
            Refuse("The condition of this 'if' is not followed by ':'.", AtStatementEnd ? start.Span : Current.Span, Form);
        SkipNewLines();
        var then = ParseExpression();
        if (!SkipNewLinesBefore(TokenKind.Else))
        {
            if (!AtStatementEnd && Kind is not (TokenKind.Colon or TokenKind.CloseBracket or TokenKind.Comma))
                throw Unexpected("an operator or 'else'");
            Refuse("This 'if' has no 'else'.", start.Span, Form);
        }

        var otherwise = Next();
        SkipNewLinesBefore(TokenKind.Colon);
        if (!Accept(TokenKind.Colon, out _))
            Refuse("This 'else' is not followed by ':'.", otherwise.Span, Form);
        SkipNewLines();
        var last = ParseExpression();
        return Checked(new ConditionalExpression(condition, then, last, start.Span.To(last.Span)));
    }

    private Expression ParseName()
    {
        var name = Next();
        switch (Kind)
        {
            case TokenKind.OpenBracket:
                return ParseCall(name);
            case TokenKind.Dot:
                return ParseMember(name);
            case TokenKind.Slash when IsGradient(name):
                Next();
                var gradient = new GradientExpression(name.Text[1..], name.Span.To(Next().Span));
                _gradients.Add(gradient);
                return gradient;
            default:
                return new NameExpression(name.Text, name.Span);
        }
    }

    private bool IsGradient(Token name)
    {
        var isQuotient = name.Text is ['d', _, ..] and not "dt"
            && Peek(1) is { Kind: TokenKind.Name, Text: "dt" }
            && Peek(2).Kind is not (TokenKind.OpenBracket or TokenKind.Dot or TokenKind.Power);
        return isQuotient && (_anyGradient || name.Text.AsSpan(1).SequenceEqual(_gradientVariable));
    }

    private MemberExpression ParseMember(Token owner)
    {
        if (owner.Text is not ("pre" or "post"))
        {
            throw new EquationException(
                $"'{owner.Text}' has no members.", owner.Span, "pre.x or post.x", NearestName.Find(owner.Text, ["pre", "post"]));
        }

        Next();
        if (!Accept(TokenKind.Name, out var name))
            throw new EquationException(
                $"A name is missing after '{owner.Text}.'.", Current.Span, $"a variable, as in {owner.Text}.r");
        if (Kind != TokenKind.OpenBracket)
            return new MemberExpression(owner.Text, name.Text, owner.Span.To(name.Span));

        if (name.Text != "sum")
            Refuse($"'{owner.Text}.{name.Text}' is not a function.", name.Span, $"{owner.Text}.sum(target) or a variable");
        var open = Next();
        if (!Accept(TokenKind.Name, out var target))
            Refuse($"{owner.Text}.sum needs the name of a target.", open.Span, $"{owner.Text}.sum(exc)");
        var close = ExpectClosing(open, "')'");
        return new MemberExpression(owner.Text, Programs.SlotNames.Sum(target.Text), owner.Span.To(close.Span));
    }

    private Expression ParseCall(Token function)
    {
        var open = Next();
        var arguments = ImmutableArray.CreateBuilder<Argument>();
        if (Kind != TokenKind.CloseBracket)
        {
            do
                arguments.Add(ParseArgument(function, arguments));
            while (Accept(TokenKind.Comma, out _));
        }

        var span = function.Span.To(ExpectClosing(open, "an operator, ',' or ')'").Span);
        if (function.Text != "ite")
            return Checked(new CallExpression(function.Text, function.Span, arguments.ToImmutable(), span));
        if (arguments is not [var condition, var then, var otherwise])
            throw new EquationException($"'ite' has {arguments.Count} arguments.", span, "three: ite(condition, value, value)");
        return Checked(new ConditionalExpression(condition.Value, then.Value, otherwise.Value, span));
    }

    private Argument ParseArgument(Token function, ImmutableArray<Argument>.Builder before)
    {
        // min=0.0 as in the field's other languages, min: 0.0 as in C#.
        if (Kind != TokenKind.Name || Peek(1).Kind is not (TokenKind.Assign or TokenKind.Colon))
        {
            if (before.Count > 0 && before[^1].Name is { } last)
                Refuse($"An argument without a name follows '{last}'.", Current.Span, "named arguments last");
            return new Argument(null, ParseExpression());
        }

        var name = Next();
        if (!ReservedNames.Distributions.Contains(function.Text))
            Refuse($"'{function.Text}' has no named arguments.", name.Span, "values alone; '==' compares");
        if (before.Any(argument => argument.Name == name.Text))
            Refuse($"The argument '{name.Text}' is given twice.", name.Span);
        Next();
        return new Argument(name.Text, ParseExpression());
    }

    private static T Checked<T>(T expression)
        where T : Expression
    {
        if (expression.Depth > MaximumDepth)
        {
            throw new EquationException(
                $"The expression has more than {MaximumDepth} operations within each other.",
                expression.Span,
                "auxiliary variables for its parts");
        }

        return expression;
    }
}
