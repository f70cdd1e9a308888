using Annarchy.Language;

namespace Annarchy.Tests.Language;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("tau", "tua_m", 3)]
    [InlineData("exponetial", "exponential", 1)]
    public void Distances(string a, string b, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(a, b));
        Assert.Equal(distance, NearestName.Distance(b, a));
    }

    [Theory]
    [InlineData("intt", "int")]
    [InlineData("boolean", "bool")]
    [InlineData("tau_refr", "tau_refractory")]
    [InlineData("V", "v")]
    [InlineData("sgimoid", "sigmoid")]
    [InlineData("u", null)]
    [InlineData("int", "init")]
    [InlineData("something", null)]
    public void Nearest(string name, string? expected) =>
        Assert.Equal(expected, NearestName.Find(name, ["t", "v", "int", "init", "bool", "sigmoid", "tau_refractory", "population"]));

    [Fact]
    public void ShortNamesOfAnotherLengthAreNotNear() => Assert.Null(NearestName.Find("tau", ["t", "v", "w"]));
}
