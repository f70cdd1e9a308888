using Annarchy.Language.Syntax;

namespace Annarchy.Language;

/// <summary>Reads a function that all models of a network can call.</summary>
internal static class GlobalFunctionReader
{
    public static FunctionDefinition Read(string text)
    {
        var source = new SourceText(text, "global function");
        var functions = Parser.ParseFunctions(source);
        return functions switch
        {
            [var function] => function,
            [] => throw new EquationException(
                "The text defines no function.", new SourceSpan(source, 0, 0), "a definition such as f(x, y) = x + y"),
            _ => throw new EquationException("The text defines several functions.", functions[1].NameSpan, "one definition"),
        };
    }
}
