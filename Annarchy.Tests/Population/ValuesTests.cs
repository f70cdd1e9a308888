namespace Annarchy.Tests;

public class ValuesTests
{
    [Fact]
    public void ConvertsFromNumbersAndArraysOfAnyRank()
    {
        Values one = 2.5, truth = true, list = [1.0, 2.0, 3.0], sheet = new double[,] { { 1, 2 }, { 3, 4 } };
        Assert.True(one.IsScalar);
        Assert.Equal(2.5, one.Scalar);
        Assert.Equal(1.0, truth.Scalar);
        Assert.Equal([1.0, 2.0, 3.0], list.ToArray());
        Assert.Equal([2, 2], sheet.Shape);
        Assert.Equal([1.0, 2.0, 3.0, 4.0], sheet.ToArray());
        Assert.Equal(3.0, sheet[1, 0]);
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], Values.From(new[,,,] { { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } } }).ToArray());
        Assert.Equal([0.5, 1.5], ((Values)new[] { 0.5f, 1.5f }).ToArray());
        Assert.Equal([1.0, 0.0], ((Values)new[] { true, false }).ToArray());
    }

    [Fact]
    public void ConvertsBack()
    {
        Values sheet = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        double[] flat = sheet;
        double[,] matrix = sheet;
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], flat);
        Assert.Equal(6.0, matrix[1, 2]);
        Assert.Equal("There are 6 values, not one: read them as an array, or one of them by its index.",
            Assert.Throws<InvalidOperationException>(() => sheet.Scalar).Message);
        Assert.Throws<InvalidOperationException>(() => { double[,] _ = (Values)new[] { 1.0 }; });
        Assert.Throws<ArgumentException>(() => Values.From(new[] { "one" }));
    }

    [Fact]
    public void CopiesArrays()
    {
        var source = new[] { 1.0, 2.0 };
        Values values = source;
        source[0] = 7.0;
        values.ToArray()[1] = 7.0;
        Assert.Equal([1.0, 2.0], values.ToArray());
    }
}
