namespace Annarchy.Devices;

/// <summary>Records that wait on the device until somebody wants them or there is no more room.</summary>
internal abstract class DeviceRecords : IDisposable
{
    /// <summary>Whether another record needs those there are to be fetched first.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Adds a record of the step in progress.</summary>
    public abstract void Record(long step);

    /// <summary>Hands the records to the recorder and forgets them.</summary>
    /// <returns>Whether there were any.</returns>
    public abstract bool Fetch();

    public abstract void Dispose();

    /// <summary>The kernel that counts a record.</summary>
    protected static DeviceKernel PrintCount(OnDevice device, Func<DeviceBlock> place)
    {
        var text = device.Text();
        text.Line($"{text.Block("place", "i32", place, isWritten: true)}[0]++;");
        return text.Finish("number of records", KernelShape.One);
    }
}
