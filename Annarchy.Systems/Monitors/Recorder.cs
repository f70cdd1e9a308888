using Annarchy.Devices;
using Annarchy.Storage;

namespace Annarchy.Monitors;

/// <summary>Records one variable.</summary>
internal abstract class Recorder(string variable) : IDisposable
{
    private DeviceRecords? _waiting;

    /// <summary>Name of the variable.</summary>
    public string Variable { get; } = variable;

    /// <summary>Whether the value is the one neurons saw in this step (sums, conductances) rather than the one at its end.</summary>
    public abstract bool IsInput { get; }

    /// <summary>Whether something is recorded in every step, whatever the period.</summary>
    public abstract bool IsEvent { get; }

    /// <summary>When the records at hand were made.</summary>
    public List<RecordingWindow> Windows { get; } = [];

    /// <summary>When the records read last were made.</summary>
    public IReadOnlyList<RecordingWindow>? DeliveredWindows { get; private set; }

    /// <summary>Where the records are.</summary>
    public abstract IReadOnlyList<ChunkedLog> Logs { get; }

    /// <summary>What the logs look like in files.</summary>
    public abstract IEnumerable<StoredLog> Files { get; }

    public abstract void Record(long step);

    /// <summary>Records on a device, where records wait until somebody looks at them.</summary>
    public void RecordOn(OnDevice device, long step, long? limit)
    {
        if (_waiting is not null && IsOutdated)
        {
            Collect(limit);
            _waiting.Dispose();
            _waiting = null;
        }

        _waiting ??= CreateOn(device);
        if (_waiting.IsFull)
            Collect(limit);
        _waiting.Record(step);
    }

    /// <summary>Fetches the records that wait on a device.</summary>
    public void Collect(long? limit)
    {
        if (_waiting?.Fetch() == true && limit is { } most)
            Trim(most);
    }

    /// <summary>What is wrong with records that are to replace those of <see cref="Logs"/>; null if nothing is.</summary>
    public virtual string? FaultOf(IReadOnlyList<byte[]> records) => null;

    /// <summary>Forgets the oldest records beyond a number.</summary>
    public abstract void Trim(long limit);

    /// <summary>Number of records; none of spikes.</summary>
    public virtual int Records => 0;

    /// <summary>Values of a record.</summary>
    public virtual int WidthOf(int record) => 0;

    /// <summary>Copies the values of a record; records are read from first to last.</summary>
    public virtual void Read(int record, Span<double> values)
    {
    }

    /// <summary>Notes that the records were read, and drops them unless they are to be kept.</summary>
    public void Deliver(double time, bool keep, bool goesOn)
    {
        var delivered = Windows.ToArray();
        if (delivered is [.., { Stop: null } last])
            delivered[^1] = last with { Stop = time };
        DeliveredWindows = delivered;
        if (keep || Logs.Any(l => l.File is not null))
            return;
        Clear();
        Windows.Clear();
        if (goesOn)
            Windows.Add(new RecordingWindow(time, null));
    }

    public void CloseWindow(double time)
    {
        if (Windows is [.., { Stop: null } last])
            Windows[^1] = last with { Stop = time };
    }

    /// <summary>Drops records and windows.</summary>
    public void Discard()
    {
        Clear();
        Windows.Clear();
        DeliveredWindows = null;
    }

    public abstract void Dispose();

    /// <summary>Whether records on the device would not fit any more.</summary>
    protected virtual bool IsOutdated => false;

    /// <summary>Makes room for records on a device.</summary>
    protected abstract DeviceRecords CreateOn(OnDevice device);

    /// <summary>Drops the records.</summary>
    protected abstract void Clear();

    /// <summary>Type of a column's elements as NumPy writes it.</summary>
    protected static string ElementOf(Column column) => (column.Kind == AttributeKind.Real, column.Precision) switch
    {
        (true, Precision.Double) => "'<f8'",
        (true, _) => "'<f4'",
        (_, Precision.Double) => "'<i8'",
        _ => "'<i4'",
    };

    /// <summary>Elements of a column, which have the kind and precision of the column, as doubles.</summary>
    protected static unsafe void Convert(void* elements, Column column, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (column.Kind, column.Precision) switch
            {
                (AttributeKind.Real, Precision.Double) => ((double*)elements)[i],
                (AttributeKind.Real, _) => ((float*)elements)[i],
                (_, Precision.Double) => ((long*)elements)[i],
                _ => ((int*)elements)[i],
            };
        }
    }
}
