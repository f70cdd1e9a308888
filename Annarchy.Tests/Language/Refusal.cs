namespace Annarchy.Tests.Language;

/// <summary>Checks whole messages: what is wrong, where, and what would be right.</summary>
internal static class Refusal
{
    public static void Check(string message, Func<object> create) =>
        Assert.Equal(message.ReplaceLineEndings("\n"), Assert.Throws<EquationException>(create).Message);
}
