namespace Annarchy.Storage;

/// <summary>A copy of a piece of memory on a device, kept equal with it on demand.</summary>
internal interface IMirror
{
    /// <summary>Fetches what the device changed.</summary>
    void BeforeHostReads();

    /// <summary>Fetches what the device changed; from now on the device's copy is out of date.</summary>
    void BeforeHostWrites();

    /// <summary>From now on the device's copy is out of date, and what it changed does not matter.</summary>
    void BeforeHostReplaces();

    /// <summary>Frees the copy: the memory is going to be freed.</summary>
    void Release();
}
