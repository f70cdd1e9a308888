using Annarchy.Devices;
using Annarchy.Storage;

namespace Annarchy.Monitors;

/// <summary>Copies a column, or some rows of it, into a log.</summary>
internal sealed unsafe class ColumnRecorder : Recorder
{
    private readonly Column _column;
    private readonly int[]? _rows;
    private readonly ChunkedLog _log;

    /// <param name="variable">Name of the variable.</param>
    /// <param name="column">Its values.</param>
    /// <param name="rows">The rows to record; null for all.</param>
    /// <param name="shape">Shape of one record.</param>
    /// <param name="isInput">Whether the values are a sum or conductance.</param>
    public ColumnRecorder(string variable, Column column, int[]? rows, IReadOnlyList<int> shape, bool isInput)
        : base(variable)
    {
        _column = column;
        _rows = rows;
        Shape = shape;
        IsInput = isInput;
        Width = rows?.Length ?? (int)column.Length;
        _log = new ChunkedLog(Width * column.ElementSize);
    }

    /// <summary>Values per record.</summary>
    public int Width { get; }

    /// <summary>Shape of one record.</summary>
    public IReadOnlyList<int> Shape { get; }

    public override bool IsInput { get; }

    public override bool IsEvent => false;

    public override IReadOnlyList<ChunkedLog> Logs => [_log];

    public override IEnumerable<StoredLog> Files => [new StoredLog(_log, string.Empty, ElementOf(_column), Shape)];

    public override void Record(long step)
    {
        var record = _log.Append();
        if (_rows is null)
        {
            Buffer.MemoryCopy((void*)_column.AddressToRead, record, _log.RecordBytes, _log.RecordBytes);
            return;
        }

        if (_column.ElementSize == sizeof(int))
            Gather((int*)_column.AddressToRead, (int*)record);
        else
            Gather((long*)_column.AddressToRead, (long*)record);
    }

    protected override DeviceRecords CreateOn(OnDevice device) =>
        new ColumnRecords(device, _column, _rows is null ? [] : Array.ConvertAll(_rows, row => (long)row), _rows is null, (records, _) => _log.Append(records));

    public override void Trim(long limit)
    {
        if (_log.Count > limit)
            _log.DropFirst(_log.Count - limit);
    }

    public override int Records => checked((int)_log.Count);

    public override int WidthOf(int record) => Width;

    public override void Read(int record, Span<double> values) => Convert(_log.Record(record), _column, values);

    protected override void Clear() => _log.Clear();

    public override void Dispose() => _log.Dispose();

    private void Gather<T>(T* source, T* destination)
        where T : unmanaged
    {
        for (var i = 0; i < _rows!.Length; i++)
            destination[i] = source[_rows[i]];
    }
}
