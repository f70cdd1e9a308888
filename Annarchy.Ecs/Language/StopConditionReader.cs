using Annarchy.Language.Syntax;

namespace Annarchy.Language;

/// <summary>Reads conditions that end a simulation: <c>r > 1 : any</c> or <c>: all</c>.</summary>
internal static class StopConditionReader
{
    public static StopCondition Read(string text, string population)
    {
        var statement = Parser.ParseCondition(new SourceText(text, $"stop condition of population '{population}'"));
        var all = false;
        foreach (var flag in statement.Flags)
        {
            if (flag.Name is not ("any" or "all") || flag.Value is not null)
                throw new EquationException(
                    $"'{flag.Span.Text}' is not a flag of a stop condition.",
                    flag.Span,
                    "any or all",
                    NearestName.Find(flag.Name, ["any", "all"]));
            all = flag.Name == "all";
        }

        if (statement.Flags.Length > 1)
            throw new EquationException("The condition has several flags.", statement.Flags[1].Span, "one of any and all");
        return new StopCondition(statement.Value, all);
    }
}
