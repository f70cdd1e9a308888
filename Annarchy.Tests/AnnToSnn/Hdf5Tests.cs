using System.Buffers.Binary;
using Annarchy.AnnToSnn.Hdf5;
using Annarchy.Persistence;

namespace Annarchy.Tests;

/// <summary>
/// The two files were written by the HDF5 library 1.10.8, with the oldest and the newest forms of structures it has. Arrays count up
/// from -3 in row-major order.
/// </summary>
public class Hdf5Tests
{
    [Theory]
    [InlineData("earliest.h5")]
    [InlineData("latest.h5")]
    public void ArraysOfAllTypesAndLayoutsAreRead(string file)
    {
        var group = Open(file)["group"];
        Assert.Equal(Counting(6), group["doubles"].ReadSingles(2, 3));
        Assert.Equal(Counting(6), group["singles_be"].ReadSingles(2, 3));
        Assert.Equal(Counting(6), group["shorts"].ReadSingles(2, 3));
        Assert.Equal(Counting(6), group["longs"].ReadSingles(6));
        Assert.Equal(Counting(6), group["compact"].ReadSingles(2, 3));
        Assert.Equal(Counting(20), group["single_chunk"].ReadSingles(4, 5));
        Assert.Equal(Counting(20), group["single_plain"].ReadSingles(4, 5));
        Assert.Equal([42.5f], group["scalar"].ReadSingles());
    }

    [Fact]
    public void ChunksAreUnshuffledInflatedAndPutTogether()
    {
        Assert.Equal(Counting(105), Open("earliest.h5")["more/chunks"].ReadSingles(7, 5, 3));
        Assert.Equal(Counting(9), Open("earliest.h5")["more/zeros"].ReadSingles(3, 3));
        var refusal = Assert.Throws<NotSupportedException>(() => Open("latest.h5")["more/chunks"].ReadSingles(7, 5, 3));
        Assert.Contains("libver='earliest'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("earliest.h5")]
    [InlineData("latest.h5")]
    public void GroupsListTheirMembers(string file)
    {
        var root = Open(file);
        Assert.Equal(["group", "many", "more"], root.Names.Order());
        Assert.Equal(8, root["group"].Names.Count);
        var missing = Assert.Throws<InvalidDataException>(() => root["group/nothing"]);
        Assert.Contains("'/group' has no 'nothing'; it has: ", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GroupsOfManyMembersAreReadFromSymbolTables()
    {
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"array_{i:D2}"), Open("earliest.h5")["many"].Names);
        var refusal = Assert.Throws<NotSupportedException>(() => Open("latest.h5")["many"].Names);
        Assert.Contains("libver='earliest'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("earliest.h5")]
    [InlineData("latest.h5")]
    public void AttributesHoldTextsOfFixedAndVariableLength(string file)
    {
        var root = Open(file);
        Assert.Equal(string.Empty, root.Text("empty"));
        Assert.Equal(new string('x', 5000) + "é", root.Text("long"));
        Assert.Equal(["a", "", "ccc"], root.Texts("list")!);
        Assert.Equal(["kernel:0", "bias:0"], root.Texts("fixed")!);
        Assert.Null(root.Text("nothing"));
    }

    [Fact]
    public void OtherShapesAreRefused()
    {
        var group = Open("earliest.h5")["group"];
        var error = Assert.Throws<InvalidDataException>(() => group["doubles"].ReadSingles(3, 2));
        Assert.Contains("'/group/doubles' has shape (2, 3)", error.Message, StringComparison.Ordinal);
        Assert.Contains("(3, 2)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FilesMayBeginWithABlockOfTheUser()
    {
        const int block = 512;
        const int baseAddress = 24;
        const int endOfFile = 40;
        byte[] bytes = [.. new byte[block], .. Bytes("earliest.h5")];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(block + baseAddress), block);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(block + endOfFile), (ulong)bytes.Length);
        Assert.Equal(Counting(105), Hdf5Reader.Open(bytes)["more/chunks"].ReadSingles(7, 5, 3));
    }

    [Fact]
    public void ExportedRecordingsAreReadWhereTheLibraryIsInstalled()
    {
        if (!Hdf5Library.IsInstalled)
            return;
        using var folder = new TemporaryFolder();
        ExportFile.Write(folder["x.h5"], [new ExportArray("a/b", new[] { 1.5, 2.5, -3.0, 4.0, 5.0, 6.0 }, 2, 3), new ExportArray("n", new[] { 7 })]);
        var root = Hdf5Reader.Open(File.ReadAllBytes(folder["x.h5"]));
        Assert.Equal([1.5f, 2.5f, -3.0f, 4.0f, 5.0f, 6.0f], root["a/b"].ReadSingles(2, 3));
        Assert.Equal([7.0f], root["n"].ReadSingles());
    }

    [Fact]
    public void TreesThatLeadInCirclesEnd()
    {
        // The children of every node of every tree become the node itself.
        var bytes = Bytes("earliest.h5");
        for (var place = 0; (place = IndexOf(bytes, "TREE"u8, place)) >= 0; place += 4)
        {
            bytes[place + 5] = 1;
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(place + 32), (ulong)place);
        }

        Assert.Throws<InvalidDataException>(() => Hdf5Reader.Open(bytes).Names);
    }

    private static int IndexOf(byte[] bytes, ReadOnlySpan<byte> signature, int from)
    {
        var found = bytes.AsSpan(from).IndexOf(signature);
        return found < 0 ? -1 : from + found;
    }

    private static float[] Counting(int count) => [.. Enumerable.Range(-3, count).Select(i => (float)i)];

    private static Hdf5Object Open(string file) => Hdf5Reader.Open(Bytes(file));

    private static byte[] Bytes(string file) => File.ReadAllBytes(Digits.PathOf(file));
}
