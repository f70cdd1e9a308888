using System.Collections.Immutable;
using Annarchy.Language.Syntax;

namespace Annarchy.Language;

/// <summary>Custom functions: <c>f(x, y) = expression</c>.</summary>
internal sealed partial class Parser
{
    /// <summary>Parses function definitions separated by line ends or semicolons.</summary>
    public static ImmutableArray<FunctionDefinition> ParseFunctions(SourceText source)
    {
        var parser = new Parser(source);
        var functions = ImmutableArray.CreateBuilder<FunctionDefinition>();
        while (true)
        {
            while (parser.Kind is TokenKind.NewLine or TokenKind.Semicolon)
                parser.Next();
            if (parser.Kind == TokenKind.End)
                return functions.ToImmutable();
            var function = parser.ParseFunction();
            if (functions.Any(other => other.Name == function.Name))
                Refuse($"The function '{function.Name}' is defined twice.", function.NameSpan);
            functions.Add(function);
        }
    }

    private FunctionDefinition ParseFunction()
    {
        const string Form = "a definition such as f(x, y) = x + y";
        if (!Accept(TokenKind.Name, out var name))
            throw new EquationException($"{Capitalised(Current.Description)} does not begin a function.", Current.Span, Form);
        ReservedNames.CheckFunction(name.Text, name.Span);
        if (!Accept(TokenKind.OpenBracket, out var open))
            Refuse($"The arguments of '{name.Text}' are missing.", name.Span, Form);

        var parameters = ImmutableArray.CreateBuilder<string>();
        var kinds = ImmutableArray.CreateBuilder<AttributeKind?>();
        if (Kind != TokenKind.CloseBracket)
        {
            do
            {
                if (!Accept(TokenKind.Name, out var parameter))
                    throw new EquationException(
                        $"{Capitalised(Current.Description)} cannot name an argument.", PlaceOf(Current), Form);
                if (parameters.Contains(parameter.Text))
                    Refuse($"The argument '{parameter.Text}' is named twice.", parameter.Span);
                parameters.Add(parameter.Text);
                kinds.Add(Accept(TokenKind.Colon, out _) ? ParseKind() : null);
            }
            while (Accept(TokenKind.Comma, out _));
        }

        ExpectClosing(open, "',' or ')'", "A ','");
        AttributeKind? returnKind = Accept(TokenKind.Arrow, out _) ? ParseKind() : null;
        if (!Accept(TokenKind.Assign, out var sign))
            throw new EquationException($"The function '{name.Text}' has no '='.", PlaceOf(Current), Form);
        SkipNewLines();
        if (AtStatementEnd)
            Refuse($"The function '{name.Text}' is empty.", sign.Span, "an expression after '='");
        var body = ParseSide(null, any: false, out _);
        var flags = ParseFlags();
        var function = new FunctionDefinition(name.Text, parameters.ToImmutable(), body, name.Span, name.Span.To(body.Span))
        {
            ParameterKinds = kinds.ToImmutable(),
            ReturnKind = returnKind,
        };
        return flags.IsEmpty ? function : WithTypes(function, flags);
    }

    /// <summary>The other way to type a function: <c>f(x, n) = ... : float, float, int</c>, the result first.</summary>
    private static FunctionDefinition WithTypes(FunctionDefinition function, ImmutableArray<Flag> flags)
    {
        if (function.ReturnKind is not null || function.ParameterKinds.Any(kind => kind is not null))
            Refuse($"The types of '{function.Name}' are given twice.", flags[0].Span, "types in one place");
        if (flags.Length != function.Parameters.Length + 1)
        {
            Refuse(
                $"The types of '{function.Name}' do not fit its arguments.",
                flags[0].Span.To(flags[^1].Span),
                $"{function.Parameters.Length + 1} types: of the result, then of every argument");
        }

        var kinds = flags.Select(flag => flag.Value is null
            ? KindOf(flag.Name, flag.Span)
            : throw new EquationException($"A type has no value.", flag.Span, "float, int or bool")).ToImmutableArray();
        return function with { ReturnKind = kinds[0], ParameterKinds = [.. kinds.Skip(1).Select(kind => (AttributeKind?)kind)] };
    }

    private AttributeKind ParseKind()
    {
        if (!Accept(TokenKind.Name, out var type))
            throw new EquationException("A type is missing.", PlaceOf(Current), "float, int or bool");
        return KindOf(type.Text, type.Span);
    }

    private static AttributeKind KindOf(string type, SourceSpan span) => FlagNames.Kind(type)
        ?? throw new EquationException(
            $"'{type}' is not a type.", span, "float, int or bool", NearestName.Find(type, FlagNames.Kinds));
}
