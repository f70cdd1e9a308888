using System.Runtime.InteropServices;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Records of a column, or of some rows of it.</summary>
internal sealed class ColumnRecords : DeviceRecords
{
    private const int Room = 1 << 23;
    private const int MostRecords = 1024;

    private readonly OnDevice _device;
    private readonly Column _column;
    private readonly Action<ReadOnlySpan<byte>, int> _deliver;
    private readonly DeviceBlock _records;
    private readonly DeviceBlock _place;
    private readonly DeviceBlock? _rows;
    private readonly DeviceKernel _record;
    private readonly DeviceKernel _count;
    private readonly int _width;
    private readonly int _capacity;
    private int _waiting;

    /// <param name="device">The network's side of the device.</param>
    /// <param name="column">What is recorded.</param>
    /// <param name="rows">The rows that are, unless all are.</param>
    /// <param name="all">Whether all rows are recorded.</param>
    /// <param name="deliver">Takes records that lie one after the other, and their number.</param>
    public ColumnRecords(OnDevice device, Column column, ReadOnlySpan<long> rows, bool all, Action<ReadOnlySpan<byte>, int> deliver)
    {
        (_device, _column, _deliver) = (device, column, deliver);
        _width = all ? (int)column.Length : rows.Length;
        _capacity = Math.Clamp(Room / Math.Max(_width * column.ElementSize, 1), 1, MostRecords);
        _records = device.Memory.Scratch((long)_capacity * _width * column.ElementSize);
        _place = device.Memory.Scratch(sizeof(int));
        _rows = all ? null : device.Memory.Constant(rows);
        _record = Print(device, column, _rows is null ? null : () => _rows, () => _records, () => _place, () => _width);
        _count = PrintCount(device, () => _place);
    }

    public override bool IsFull => _waiting == _capacity;

    /// <summary>The texts of all kernels that records need, so that they are compiled with the others.</summary>
    public static IEnumerable<string> Texts(OnDevice device, Column real, Column integer)
    {
        var none = () => (DeviceBlock)null!;
        foreach (var column in new[] { real, integer })
        {
            yield return Print(device, column, null, none, none, () => 0).Text;
            yield return Print(device, column, none, none, none, () => 0).Text;
        }

        yield return PrintCount(device, none).Text;
    }

    public override void Record(long step)
    {
        _record.Launch();
        _count.Launch();
        _waiting++;
    }

    public override bool Fetch()
    {
        if (_waiting == 0)
            return false;
        var count = _waiting;
        var bytes = new byte[(long)count * _width * _column.ElementSize];
        _waiting = 0;
        _device.Memory.Stream.Download(_records.Buffer, 0, bytes);
        _device.Memory.Stream.Upload(MemoryMarshal.AsBytes(new ReadOnlySpan<int>([0])), _place.Buffer, 0);
        _deliver(bytes, count);
        return true;
    }

    public override void Dispose()
    {
        _device.Memory.Free(_records);
        _device.Memory.Free(_place);
        if (_rows is not null)
            _device.Memory.Free(_rows);
    }

    private static DeviceKernel Print(
        OnDevice device, Column column, Func<DeviceBlock>? rows, Func<DeviceBlock> records, Func<DeviceBlock> place, Func<int> width)
    {
        var text = device.Text();
        var type = column.Kind == AttributeKind.Real ? "REAL" : "INT";
        var row = rows is null ? "i" : $"{text.Block("rows", "i64", rows)}[i]";
        var n = text.Number(width);
        text.Line("const i32 i = ITEM;");
        text.Line($"if (i >= {n}) return;");
        text.Line($"{text.Block("records", type, records, isWritten: true)}[(i64){text.Block("place", "i32", place)}[0] * {n} + i] = {text.Column(column)}[{row}];");
        return text.Finish($"record of {column.Name}", new KernelShape(width));
    }
}
