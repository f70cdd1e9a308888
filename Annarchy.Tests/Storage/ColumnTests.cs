using Annarchy.Storage;
using FsCheck;
using FsCheck.Fluent;

namespace Annarchy.Tests.Storage;

public class ColumnTests
{
    public static TheoryData<AttributeKind, Precision, Type> Kinds => new()
    {
        { AttributeKind.Real, Precision.Double, typeof(double) },
        { AttributeKind.Real, Precision.Single, typeof(float) },
        { AttributeKind.Integer, Precision.Double, typeof(long) },
        { AttributeKind.Integer, Precision.Single, typeof(int) },
        { AttributeKind.Boolean, Precision.Double, typeof(long) },
        { AttributeKind.Boolean, Precision.Single, typeof(int) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Columns_are_aligned_padded_and_zero(AttributeKind kind, Precision precision, Type elementType)
    {
        foreach (var length in new long[] { 0, 1, 15, 16, 17, 1000 })
        {
            using var column = new Column("v", kind, precision, length);
            Assert.Equal(elementType, column.ElementType);
            Assert.Equal(precision == Precision.Single ? 4 : 8, column.ElementSize);
            Assert.Equal(0, column.Address % 64);
            Assert.Equal(length, column.Length);
            Assert.Equal(Math.Max((length + 15) / 16 * 16, 16), column.Capacity);
            Assert.True(column.ByteCount >= (nuint)(column.Capacity * column.ElementSize));
            Assert.All(column.ToArray(), value => Assert.Equal(0.0, value));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Values_become_those_of_the_kind(AttributeKind kind, Precision precision, Type elementType)
    {
        Assert.NotNull(elementType);
        using var column = new Column("v", kind, precision, 4);
        column.CopyFrom([0.0, -2.75, 0.1, 1e6]);
        double[] expected = kind switch
        {
            AttributeKind.Boolean => [0, 1, 1, 1],
            AttributeKind.Integer => [0, -2, 0, 1e6],
            _ when precision == Precision.Single => [0, -2.75, 0.1f, 1e6],
            _ => [0, -2.75, 0.1, 1e6],
        };
        Assert.Equal(expected, column.ToArray());
        column[2] = -7.5;
        Assert.Equal(kind switch { AttributeKind.Boolean => 1.0, AttributeKind.Integer => -7.0, _ => -7.5 }, column[2]);
        column.Fill(3.5);
        Assert.All(column.ToArray(), x => Assert.Equal(kind switch { AttributeKind.Boolean => 1.0, AttributeKind.Integer => 3.0, _ => 3.5 }, x));
    }

    [Fact]
    public void Spans_are_of_the_element_type()
    {
        using var real = new Column("v", AttributeKind.Real, Precision.Single, 3);
        using var flag = new Column("b", AttributeKind.Boolean, Precision.Double, 3);
        real.AsSpan<float>()[1] = 2.5f;
        flag.AsSpan<long>()[2] = 1;
        Assert.Equal([0.0, 2.5, 0.0], real.ToArray());
        Assert.Equal([0.0, 0.0, 1.0], flag.ToArray());
        var error = Assert.Throws<InvalidOperationException>(() => real.AsSpan<double>().Length);
        Assert.Contains("'v' holds Single", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => flag.AsSpan<int>().Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Resizing_keeps_common_rows_and_zeroes_new_ones(AttributeKind kind, Precision precision, Type elementType)
    {
        Assert.NotNull(elementType);
        Prop.ForAll(Gen.Choose(0, 200).ListOf(8).ToArbitrary(), sizes =>
        {
            using var column = new Column("v", kind, precision, 5);
            column.Fill(1.0);
            var model = Enumerable.Repeat(1.0, 5).ToList();
            foreach (var size in sizes)
            {
                column.Resize(size);
                model = [.. model.Take(size), .. Enumerable.Repeat(0.0, Math.Max(size - model.Count, 0))];
                Assert.Equal(model, column.ToArray());
                Assert.Equal(0, column.Address % 64);
                Assert.Equal(0, column.Capacity % Column.RowPadding);
                column.Fill(1.0);
                model = [.. Enumerable.Repeat(1.0, size)];
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Growing_row_by_row_moves_rarely()
    {
        using var column = new Column("v", AttributeKind.Real, Precision.Double, 1);
        var moves = 0;
        for (var length = 2; length <= 10_000; length++)
        {
            var before = column.Address;
            column.Resize(length);
            column[length - 1] = length;
            moves += column.Address != before ? 1 : 0;
        }

        Assert.InRange(moves, 1, 20);
        Assert.Equal(Enumerable.Range(2, 9999).Select(i => (double)i), column.ToArray().Skip(1));
    }

    [Fact]
    public void Wrong_rows_and_lengths_are_refused()
    {
        using var column = new Column("v", AttributeKind.Real, Precision.Double, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => column[3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => column[-1] = 0.0);
        Assert.Equal("values", Assert.Throws<ArgumentException>(() => column.CopyFrom([1.0, 2.0])).ParamName);
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => column.CopyTo(new double[2])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() => column.Resize(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Column("v", AttributeKind.Real, Precision.Double, -1));
    }

    [Fact]
    public void A_disposed_column_is_refused()
    {
        var column = new Column("v", AttributeKind.Real, Precision.Double, 3);
        column.Dispose();
        column.Dispose();
        Assert.Throws<ObjectDisposedException>(() => column[0]);
        Assert.Throws<ObjectDisposedException>(() => column.Address);
        Assert.Throws<ObjectDisposedException>(() => column.AsSpan<double>().Length);
    }

    [Fact]
    public void Tables_find_columns_by_name()
    {
        using var table = new ColumnTable(Precision.Single);
        var v = table.Add("v", AttributeKind.Real, 100);
        var n = table.Add("n", AttributeKind.Integer, 1);
        Assert.Same(v, table["v"]);
        Assert.True(table.TryGet("n", out var found));
        Assert.Same(n, found);
        Assert.False(table.Contains("V"));
        Assert.Equal([v, n], table.Columns);
        Assert.Equal(v.ByteCount + n.ByteCount, table.ByteCount);
        Assert.Equal(Precision.Single, v.Precision);
        Assert.Equal("name", Assert.Throws<ArgumentException>(() => table.Add("v", AttributeKind.Real, 1)).ParamName);
        Assert.Contains("'w'", Assert.Throws<KeyNotFoundException>(() => table["w"]).Message, StringComparison.Ordinal);
    }
}
