namespace Annarchy.Tests;

public class AttributeTests
{
    [Fact]
    public void TakesNumbersAndArrays()
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray((2, 3)));
        inputs["r"] = 0.5;
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], inputs["r"].ToArray());
        inputs["r"] = new double[,] { { 1, 2, 3 }, { 4, 5, 6 } };
        Assert.Equal([2, 3], inputs["r"].Shape);
        Assert.Equal(6.0, inputs["r"][1, 2]);
        inputs["r"] = [6, 5, 4, 3, 2, 1];
        Assert.Equal(5.0, inputs[1]["r"]);
        inputs.NeuronAt(1, 2).Population[0].Population["r"] = 7.0;
        Assert.Equal(7.0, inputs.AsSpan<double>("r")[4]);
    }

    [Fact]
    public void ViewsAreWindows()
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray((4, 5)));
        inputs["r"] = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        var box = inputs.Slice(1..3, 2..4);
        Assert.Equal([7, 8, 12, 13], box.Ranks);
        Assert.Equal([7.0, 8.0, 12.0, 13.0], box["r"].ToArray());
        Assert.Equal(new Geometry(2, 2), box.Geometry);
        box["r"] = new double[,] { { -1, -2 }, { -3, -4 } };
        Assert.Equal(-3.0, inputs[12]["r"]);
        var union = box + inputs.View(13, 0);
        Assert.Equal([0, 7, 8, 12, 13], union.Ranks);
        union["r"] = 100.0;
        Assert.Equal(5, inputs["r"].Count(v => v == 100.0));
        Assert.Equal([5, 6, 7, 8, 9], inputs[1..2].Ranks);
        Assert.Equal([18, 19], inputs[3..].View(18, 19).Ranks);
        Assert.Throws<ArgumentOutOfRangeException>(() => box.View(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => inputs.View(20));
        Assert.Throws<ArgumentOutOfRangeException>(() => inputs[2..9]);
        Assert.Throws<ArgumentException>(() => inputs[2..2]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void WrongLengthsNameBothSizes(int length)
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray((2, 3), "image"));
        var error = Assert.Throws<ArgumentException>(() => inputs["r"] = new double[length]);
        Assert.StartsWith($"'r' of population 'image' takes one number or 6 of them, one per neuron; {length} were given.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongShapesNameBothShapes()
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray((2, 3), "image"));
        var error = Assert.Throws<ArgumentException>(() => inputs["r"] = new double[3, 2]);
        Assert.StartsWith("'r' of population 'image' has shape (2, 3); an array of shape (3, 2) was given.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownAttributesAreNamed()
    {
        using var net = new Network();
        var inputs = net.Create(new InputArray(3));
        var error = Assert.Throws<KeyNotFoundException>(() => inputs["rr"]);
        Assert.StartsWith("Population 'pop0' has no attribute 'rr'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SpansHaveThePrecisionOfTheNetwork()
    {
        using var net = new Network(precision: Precision.Single);
        var inputs = net.Create(new InputArray(3));
        inputs.AsSpan<float>("r").Fill(0.25f);
        Assert.Equal([0.25, 0.25, 0.25], inputs["r"].ToArray());
        Assert.Throws<InvalidOperationException>(() => inputs.AsSpan<double>("r"));
    }
}
