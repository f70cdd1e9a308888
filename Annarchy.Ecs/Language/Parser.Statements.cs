using System.Collections.Immutable;
using Annarchy.Language.Syntax;

namespace Annarchy.Language;

/// <summary>Statements: assignments, differential equations, conditions, and their flags.</summary>
internal sealed partial class Parser
{
    /// <summary>Parses statements separated by line ends or semicolons.</summary>
    public static ImmutableArray<Statement> ParseStatements(SourceText source)
    {
        var parser = new Parser(source);
        var statements = ImmutableArray.CreateBuilder<Statement>();
        while (true)
        {
            while (parser.Kind is TokenKind.NewLine or TokenKind.Semicolon)
                parser.Next();
            if (parser.Kind == TokenKind.End)
                return statements.ToImmutable();
            statements.Add(parser.ParseStatement());
        }
    }

    private static AssignmentOperator? AssignmentOf(TokenKind kind) => kind switch
    {
        TokenKind.Assign => AssignmentOperator.Set,
        TokenKind.PlusAssign => AssignmentOperator.Add,
        TokenKind.MinusAssign => AssignmentOperator.Subtract,
        TokenKind.StarAssign => AssignmentOperator.Multiply,
        TokenKind.SlashAssign => AssignmentOperator.Divide,
        _ => null,
    };

    private Statement ParseStatement()
    {
        var start = _position;
        var left = ParseSide(null, any: true, out var leftGradients);
        if (AssignmentOf(Kind) is not { } operation)
            return ParseBareExpression(start, left, leftGradients);

        var sign = Next();
        SkipNewLines();
        if (AtStatementEnd || Kind == TokenKind.Colon)
            Refuse("The right-hand side is empty.", sign.Span, "an expression after it");
        var rightStart = _position;
        var right = ParseSide(null, any: true, out var rightGradients);
        var variable = GradientVariable(left, leftGradients, rightGradients);

        // What is not the gradient of the equation's variable is the quotient of a name that begins with d and dt.
        var quotients = rightGradients.RemoveAll(gradient => gradient.Variable == variable?.Variable);
        if (!quotients.IsEmpty)
        {
            _position = rightStart;
            right = ParseSide(variable?.Variable, any: false, out _);
        }

        var flags = ParseFlags();
        var span = left.Span.To(right.Span);
        if (variable is not null)
        {
            if (operation != AssignmentOperator.Set)
                Refuse("A differential equation has two sides, it does not increment.", sign.Span, "'='");
            return new DifferentialStatement(variable.Variable, variable.Span, left, right, flags, span) { Quotients = quotients };
        }

        var (owner, target) = left switch
        {
            NameExpression name => (null, name.Name),
            MemberExpression member => (member.Owner, member.Name),
            _ => throw new EquationException(
                "The left-hand side is neither a variable nor has it a gradient.",
                left.Span,
                "a variable, or a gradient such as dv/dt in it"),
        };
        return new AssignmentStatement(target, owner, left.Span, operation, right, flags, span) { Quotients = quotients };
    }

    private ExpressionStatement ParseBareExpression(int start, Expression value, ImmutableArray<GradientExpression> gradients)
    {
        if (!gradients.IsEmpty)
        {
            _position = start;
            value = ParseSide(null, any: false, out _);
        }

        return new ExpressionStatement(value, ParseFlags(), value.Span) { Quotients = gradients };
    }

    private Expression ParseSide(string? gradientVariable, bool any, out ImmutableArray<GradientExpression> gradients)
    {
        (_gradientVariable, _anyGradient) = (gradientVariable, any);
        _gradients.Clear();
        var side = ParseExpression();
        gradients = [.. _gradients];
        (_gradientVariable, _anyGradient) = (null, false);
        return side;
    }

    /// <summary>
    /// The gradient that makes an equation a differential one: on the left, or on the right where the left is no target.
    /// </summary>
    private static GradientExpression? GradientVariable(
        Expression left, ImmutableArray<GradientExpression> leftGradients, ImmutableArray<GradientExpression> rightGradients)
    {
        if (left is MemberExpression)
            return null;
        if (left is NameExpression { Name: var name })
            return rightGradients.FirstOrDefault(gradient => gradient.Variable == name);
        var gradients = leftGradients.IsEmpty ? rightGradients : leftGradients;
        if (gradients.FirstOrDefault(gradient => gradient.Variable != gradients[0].Variable) is { } second)
        {
            throw new EquationException(
                $"The equation has the gradients of '{gradients[0].Variable}' and of '{second.Variable}'.",
                second.Span,
                "one equation per gradient");
        }

        return gradients.FirstOrDefault();
    }

    private ImmutableArray<Flag> ParseFlags()
    {
        SkipNewLinesBefore(TokenKind.Colon);
        var flags = ImmutableArray.CreateBuilder<Flag>();
        if (Accept(TokenKind.Colon, out var colon))
        {
            if (AtStatementEnd)
                Refuse("No flag follows the colon.", colon.Span, "flags such as init=0.0");
            flags.Add(ParseFlag());
            while (Accept(TokenKind.Comma, out var comma))
            {
                SkipNewLines();
                if (AtStatementEnd)
                    Refuse("A flag is missing after ','.", comma.Span, "a flag such as init=0.0");
                flags.Add(ParseFlag());
            }
        }

        if (!AtStatementEnd)
        {
            throw flags.Count > 0
                ? Unexpected("flags separated by ','", "A ','")
                : Unexpected("an operator or the end of the line");
        }
        return flags.ToImmutable();
    }

    private Flag ParseFlag()
    {
        if (Kind != TokenKind.Name)
        {
            throw new EquationException(
                $"{Current.Description} is not a flag.",
                Current.Span,
                "flags after ':', such as init=0.0, or 'if' before the condition");
        }

        // Some flags have hyphens: event-driven.
        var first = Next();
        var last = first;
        while (Kind == TokenKind.Minus && Peek(1).Kind == TokenKind.Name)
        {
            Next();
            last = Next();
        }

        var span = first.Span.To(last.Span);
        var name = string.Concat(span.Text.Where(c => !char.IsWhiteSpace(c)));
        if (!Accept(TokenKind.Assign, out _))
            return new Flag(name, null, span);
        var value = ParseExpression();
        return new Flag(name, value, span.To(value.Span));
    }
}
