using System.Runtime.InteropServices;

namespace Annarchy.Storage;

/// <summary>A block of zeroed native memory aligned to a cache line; freed once, never moved.</summary>
internal sealed unsafe partial class NativeBuffer : IDisposable
{
    /// <summary>Alignment of every block, in bytes: a cache line and the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>Size of the pages that long blocks ask for: synapses are read here and there, and small pages would each be looked up.</summary>
    private const int LargePage = 1 << 21;

    private const int AdviseLargePages = 14;

    private void* _address;
    private IMirror? _mirror;

    public NativeBuffer(nuint byteCount)
    {
        ByteCount = Math.Max(RoundUp(byteCount), Alignment);
        var isLong = ByteCount >= 2 * LargePage;
        _address = NativeMemory.AlignedAlloc(ByteCount, (nuint)(isLong ? LargePage : Alignment));
        if (isLong && OperatingSystem.IsLinux())
            _ = Advise(_address, ByteCount / LargePage * LargePage, AdviseLargePages);
        NativeMemory.Clear(_address, ByteCount);
        GC.AddMemoryPressure((long)ByteCount);
    }

    ~NativeBuffer() => Free();

    /// <summary>Size in bytes, a multiple of <see cref="Alignment"/>.</summary>
    public nuint ByteCount { get; }

    /// <summary>First byte of the block, to read and write. What a device holds of it is fetched first and void afterwards.</summary>
    /// <exception cref="ObjectDisposedException">The block was freed.</exception>
    public void* Address
    {
        get
        {
            _mirror?.BeforeHostWrites();
            return OwnAddress;
        }
    }

    /// <summary>First byte of the block, only to read.</summary>
    /// <exception cref="ObjectDisposedException">The block was freed.</exception>
    public void* AddressToRead
    {
        get
        {
            _mirror?.BeforeHostReads();
            return OwnAddress;
        }
    }

    /// <summary>First byte of the block, whatever a device holds of it.</summary>
    /// <exception cref="ObjectDisposedException">The block was freed.</exception>
    public void* OwnAddress
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address is null, this);
            return _address;
        }
    }

    /// <summary>What a device holds of the block; null while no device does.</summary>
    public IMirror? Mirror
    {
        get => _mirror;
        set => _mirror = value;
    }

    public void Dispose()
    {
        _mirror?.Release();
        _mirror = null;
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Tells the system how memory will be used; it is free not to care.</summary>
    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int Advise(void* address, nuint length, int advice);

    private static nuint RoundUp(nuint byteCount) => checked(byteCount + Alignment - 1) & ~(nuint)(Alignment - 1);

    private void Free()
    {
        if (_address is null)
            return;
        NativeMemory.AlignedFree(_address);
        _address = null;
        GC.RemoveMemoryPressure((long)ByteCount);
    }
}
