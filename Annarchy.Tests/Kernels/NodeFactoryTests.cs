using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>Kinds of nodes, and what the reference makes of them.</summary>
public class NodeFactoryTests
{
    private readonly NodeFactory _nodes = new();

    [Theory]
    [InlineData((int)Op.Add)]
    [InlineData((int)Op.Minimum)]
    [InlineData((int)Op.Multiply)]
    public void Booleans_count_as_integers_in_arithmetic(int op)
    {
        var a = _nodes.Read(new Slot(SlotOwner.Self, "a", Locality.Local, AttributeKind.Boolean));
        var b = _nodes.Read(new Slot(SlotOwner.Self, "b", Locality.Local, AttributeKind.Boolean));
        Assert.Equal(AttributeKind.Integer, _nodes.Make((Op)op, a, b).Kind);
        Assert.Equal(AttributeKind.Boolean, _nodes.Select(a, a, b).Kind);
        Assert.Equal(AttributeKind.Boolean, _nodes.Make(Op.Equal, a, b).Kind);
        Assert.All(_nodes.Make(Op.Equal, a, b).Operands, o => Assert.Equal(AttributeKind.Integer, o.Kind));
    }

    [Fact]
    public void Draws_take_reals()
    {
        var n = _nodes.Read(new Slot(SlotOwner.Self, "n", Locality.Local, AttributeKind.Integer));
        var draw = _nodes.Draw(Op.Binomial, 3, n, _nodes.Constant(0.5));
        Assert.All(draw.Operands, o => Assert.Equal(AttributeKind.Real, o.Kind));
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Reads_see_the_columns_before_the_stores(Precision precision)
    {
        var x = new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
        var y = new Slot(SlotOwner.Self, "y", Locality.Local, AttributeKind.Real);
        var program = new UpdateProgram(
            "swap",
            Locality.Local,
            [new Store(x, _nodes.Read(y)), new Store(y, _nodes.Read(x))],
            _nodes.Make(Op.Greater, _nodes.Read(x), _nodes.Constant(2.5)));
        using var columns = new ProgramColumns(program, precision, 3);
        columns[x].CopyFrom([1, 2, 3]);
        columns[y].CopyFrom([4, 5, 6]);
        var spikes = new List<int>();
        ReferenceEvaluator.Run(program, columns.All, 1, 3, spikes);
        Assert.Equal([1, 5, 6], columns[x].ToArray());
        Assert.Equal([4, 2, 3], columns[y].ToArray());
        Assert.Equal([2], spikes);
    }

    /// <summary>Left to the JIT, a mask that is always false would vanish from a conjunction (dotnet/runtime 123399).</summary>
    [Fact]
    public void Nothing_compares_with_what_is_not_a_number()
    {
        var x = _nodes.Read(new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real));
        var nan = _nodes.Constant(double.NaN);
        foreach (var op in new[] { Op.Less, Op.LessOrEqual, Op.Greater, Op.GreaterOrEqual, Op.Equal })
        {
            Assert.True(_nodes.Make(op, x, nan).IsConstantOf(0.0));
            Assert.True(_nodes.Make(op, nan, x).IsConstantOf(0.0));
        }

        Assert.True(_nodes.Make(Op.NotEqual, x, nan).IsConstantOf(1.0));
    }
}
