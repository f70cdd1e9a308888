namespace Annarchy.Tests;

public class GeometryTests
{
    [Fact]
    public void RanksAreRowMajor()
    {
        var geometry = new Geometry(3, 4, 5);
        Assert.Equal(60, geometry.Size);
        for (var rank = 0; rank < geometry.Size; rank++)
        {
            var c = geometry.Coordinates(rank);
            Assert.Equal((c[0] * 20) + (c[1] * 5) + c[2], rank);
            Assert.Equal(rank, geometry.Rank(c));
        }
    }

    [Fact]
    public void NormalizedCoordinatesSpanTheUnitCube()
    {
        var geometry = new Geometry(3, 1, 5);
        Assert.Equal([0.0, 0.0, 0.0], geometry.NormalizedCoordinates(0));
        Assert.Equal([0.5, 0.0, 0.75], geometry.NormalizedCoordinates(geometry.Rank(1, 0, 3)));
        Assert.Equal([1.0, 0.0, 1.0], geometry.NormalizedCoordinates(14));
    }

    [Fact]
    public void ConvertsFromNumbersAndTuples()
    {
        Assert.Equal(new Geometry(7), (Geometry)7);
        Assert.Equal(new Geometry(7, 2), (Geometry)(7, 2));
        Assert.Equal(new Geometry(7, 2, 3), (Geometry)(7, 2, 3));
        Assert.Equal(new Geometry(1, 2, 3, 4, 5), (Geometry)new[] { 1, 2, 3, 4, 5 });
        Assert.NotEqual(new Geometry(6), new Geometry(2, 3));
        Assert.Equal("(2, 3)", new Geometry(2, 3).ToString());
    }

    [Theory]
    [InlineData(new int[0], "A geometry needs at least one dimension.")]
    [InlineData(new[] { 3, 0 }, "Every dimension of a geometry is at least 1; this one is (3, 0).")]
    [InlineData(new[] { -5 }, "Every dimension of a geometry is at least 1; this one is (-5).")]
    [InlineData(new[] { 100_000, 100_000 }, "A population has at most 2147483647 neurons; (100000, 100000) are more.")]
    public void RejectsShapesWithoutNeurons(int[] dimensions, string message)
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new Geometry(dimensions));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectsForeignCoordinates()
    {
        var geometry = new Geometry(3, 4);
        Assert.Contains("has 2 coordinates, 3 were given", Assert.Throws<ArgumentException>(() => geometry.Rank(1, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Coordinate 1 is outside geometry (3, 4)", Assert.Throws<ArgumentOutOfRangeException>(() => geometry.Rank(2, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("from 0 to 11", Assert.Throws<ArgumentOutOfRangeException>(() => geometry.Coordinates(12)).Message, StringComparison.Ordinal);
    }
}
