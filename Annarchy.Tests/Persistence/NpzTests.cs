using System.IO.Compression;
using System.Text;
using Annarchy.Persistence;

namespace Annarchy.Tests;

public class NpzTests
{
    [Fact]
    public void WhatIsWrittenIsRead()
    {
        using var stream = new MemoryStream();
        using (var file = new NpzWriter(stream))
        {
            file.Write<double>("a/b", [1.0, double.NaN, -0.0, 4.0, 5.0, 6.0], 2, 3);
            file.Write<float>("f", [1.5f], 1);
            file.Write<int>("i", [int.MinValue]);
            file.Write<long>("l", [long.MaxValue, 0], 2);
            file.Write<byte>("u", [], 0);
            file.Write<bool>("t", [true, false], 2);
            file.Write<uint>("u4", [uint.MaxValue], 1, 1, 1);
            file.Write<ulong>("u8", [ulong.MaxValue]);
        }

        using var read = new NpzReader(stream, "file");
        Assert.Equal(["a/b", "f", "i", "l", "u", "t", "u4", "u8"], read.Names);
        Assert.Equal([2, 3], read.Header("a/b").Shape);
        Assert.Equal<double>([1.0, double.NaN, -0.0, 4.0, 5.0, 6.0], read.Read<double>("a/b", 2, 3));
        Assert.Equal<float>([1.5f], read.Read<float>("f", 1));
        Assert.Equal(int.MinValue, read.ReadScalar<int>("i"));
        Assert.Equal<long>([long.MaxValue, 0], read.ReadList<long>("l"));
        Assert.Empty(read.ReadList<byte>("u"));
        Assert.Equal<bool>([true, false], read.ReadList<bool>("t"));
        Assert.Equal<uint>([uint.MaxValue], read.ReadAny<uint>("u4", 3).Values);
        Assert.Equal(ulong.MaxValue, read.ReadScalar<ulong>("u8"));
    }

    [Fact]
    public void TheHeaderIsThatOfNumPy()
    {
        using var stream = new MemoryStream();
        NpyHeader.Write(stream, NpyType.Float64, [3]);
        var bytes = stream.ToArray();
        Assert.Equal(128, bytes.Length);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, 118, 0], bytes[..10]);
        Assert.Equal("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", Encoding.ASCII.GetString(bytes[10..]).TrimEnd());
        Assert.Equal((byte)'\n', bytes[^1]);
    }

    [Fact]
    public void EqualArraysGiveEqualFiles()
    {
        Assert.Equal(Archive(), Archive());

        static byte[] Archive()
        {
            using var stream = new MemoryStream();
            using (var file = new NpzWriter(stream))
                file.Write<int>("a", [1, 2, 3], 3);
            return stream.ToArray();
        }
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")]
    [InlineData("{\"shape\":(2),'fortran_order':False,'descr':'<f8'}")]
    [InlineData("  { 'descr' : '<f8' , 'fortran_order' : True , 'shape' : ( 2 , ) , }  \n")]
    public void HeadersAreReadHoweverTheyAreSpaced(string header)
    {
        using var file = Archived("a.npy", Npy(header, new byte[16]));
        Assert.Equal<double>([0.0, 0.0], file.Read<double>("a", 2));
    }

    [Fact]
    public void VersionTwoIsRead()
    {
        var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }\n"u8.ToArray();
        byte[] bytes = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, (byte)header.Length, 0, 0, 0, .. header, .. new byte[8]];
        using var file = Archived("a.npy", bytes);
        Assert.Equal(0.0, file.ReadScalar<double>("a"));
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "its elements are '<f4', not '<f8'")]
    [InlineData("{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }", "its elements are '>f8', which are not read")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", "its elements are '|O', which are not read")]
    [InlineData("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 1), }", "it is stored column by column")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }", "its shape is (3,), not (2,)")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-2,), }", "its shape has a negative length")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }", "a length of its shape is too large")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", "is too large")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2305843009213693952,), }", "is too large")]
    [InlineData("{'descr': '<f8', 'fortran_order': False}", "its NumPy header is malformed")]
    [InlineData("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", "its NumPy header is malformed")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} x", "its NumPy header is malformed")]
    [InlineData("{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}", "its NumPy header is malformed")]
    [InlineData("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,)}", "its NumPy header is malformed")]
    [InlineData("{'descr': '<f8", "its NumPy header is malformed")]
    [InlineData("", "its NumPy header is malformed")]
    public void OtherArraysAreRefused(string header, string problem)
    {
        using var file = Archived("a.npy", Npy(header, new byte[16]));
        var e = Assert.Throws<InvalidDataException>(() => file.Read<double>("a", 2));
        Assert.StartsWith("'file', array 'a': ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(15, "it is cut off")]
    [InlineData(17, "it is longer than its shape says")]
    public void ArraysOfAnotherLengthAreRefused(int bytes, string problem)
    {
        using var file = Archived("a.npy", Npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", new byte[bytes]));
        Assert.Contains(problem, Assert.Throws<InvalidDataException>(() => file.Read<double>("a", 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TruthValuesAreZeroOrOne()
    {
        using var file = Archived("a.npy", Npy("{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }", [2]));
        Assert.Contains("neither 0 nor 1", Assert.Throws<InvalidDataException>(() => file.Read<bool>("a", 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CompressionDoesNotMakeSmallFilesLargeArrays()
    {
        const int size = 64 << 20;
        using var file = Archived("a.npy", Npy($"{{'descr': '|u1', 'fortran_order': False, 'shape': ({size},), }}", new byte[size]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than the whole file", Assert.Throws<InvalidDataException>(() => file.ReadList<byte>("a")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("../a.npy", "leads elsewhere")]
    [InlineData("/a.npy", "leads elsewhere")]
    [InlineData("b/./a.npy", "leads elsewhere")]
    [InlineData("..\\a.npy", "leads elsewhere")]
    [InlineData("c:a.npy", "leads elsewhere")]
    [InlineData("a.txt", "is not a .npy file")]
    public void NamesStayInside(string name, string problem)
    {
        var e = Assert.Throws<InvalidDataException>(() => Archived(name, []));
        Assert.Contains($"'{name}'", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAreUnique()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("a.npy");
            archive.CreateEntry("a.npy");
        }

        Assert.Contains("is there twice", Assert.Throws<InvalidDataException>(() => new NpzReader(stream, "file")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignFilesAreRefused()
    {
        foreach (var text in (string[])["", "PK", "text", "\u0093NUMPY", new string('x', 100_000)])
        {
            var e = Assert.Throws<InvalidDataException>(() => new NpzReader(new MemoryStream(Encoding.Latin1.GetBytes(text)), "file"));
            Assert.StartsWith("'file' is not a readable .npz file", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void DamageIsFound()
    {
        // Every byte of the archive that is neither a time nor a version matters; whatever happens is one kind of exception.
        var original = Archive();
        var unnoticed = 0;
        for (var i = 0; i < original.Length; i++)
        {
            var damaged = (byte[])original.Clone();
            damaged[i] ^= 0x10;
            unnoticed += Survives(damaged) ? 1 : 0;
        }

        Assert.InRange(unnoticed, 0, 60);
        for (var length = 0; length < original.Length; length++)
            Assert.False(Survives(original[..length]));

        static bool Survives(byte[] bytes)
        {
            try
            {
                using var file = new NpzReader(new MemoryStream(bytes), "file");
                Assert.Equal<double>([1.0, 2.0, 3.0], file.Read<double>("a", 3));
                return true;
            }
            catch (InvalidDataException)
            {
                return false;
            }
        }

        static byte[] Archive()
        {
            using var stream = new MemoryStream();
            using (var file = new NpzWriter(stream))
                file.Write<double>("a", [1.0, 2.0, 3.0], 3);
            return stream.ToArray();
        }
    }

    [Fact]
    public void TheChecksumIsThatOfZip()
    {
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
        Assert.Equal(0xCBF43926u, Crc32.Append(Crc32.Append(0, "12345"u8), "6789"u8));
    }

    [Fact]
    public void FilesAreWrittenWholeOrNotAtAll()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteText(folder["a"], "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a"], stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(folder["a"]));
        AtomicFile.WriteText(folder["a"], "new");
        Assert.Equal("new", File.ReadAllText(folder["a"]));
        Assert.Equal(["a"], folder.Files);
    }

    private static byte[] Npy(string header, byte[] data) =>
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];

    private static NpzReader Archived(string name, byte[] contents)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(contents);
        }

        return new NpzReader(stream, "file");
    }
}
