using System.Runtime.InteropServices;
using Annarchy.Monitors;
using Annarchy.Persistence;

namespace Annarchy;

/// <content>Saved state.</content>
public sealed partial class Monitor
{
    /// <summary>What a file says of the monitor beside its records.</summary>
    internal MonitorEntry Describe(string path) => new(Name, path, Variables, _periodSteps, _offsetSteps, _phase, IsRecording);

    /// <summary>Writes records and when they were made. Those in files of their own stay there.</summary>
    internal void SaveState(in StateWriter writer)
    {
        for (var i = 0; i < Recorders.Length; i++)
        {
            writer.List<double>($"{i}/start", [.. Recorders[i].Windows.Select(w => w.Start)]);
            writer.List<double>($"{i}/stop", [.. Recorders[i].Windows.Select(w => w.Stop ?? double.NaN)]);
            for (var log = 0; log < Recorders[i].Logs.Count; log++)
                writer.List<byte>($"{i}/records{log}", Files.Count > 0 ? [] : Bytes(Recorders[i].Logs[log]));
        }
    }

    /// <summary>Reads and checks what <see cref="SaveState"/> wrote; changes nothing until the reader's plan is carried out.</summary>
    internal void LoadState(StateReader reader, MonitorEntry entry)
    {
        if (!entry.Variables.SequenceEqual(Variables))
            throw reader.Fault("0/start", $"monitor '{Name}' records {string.Join(", ", Variables)}; saved were {string.Join(", ", entry.Variables)}");
        if (entry.Period < 1 || entry.Offset < 0 || entry.Offset >= entry.Period || entry.Phase < 0)
            throw reader.Fault("0/start", $"a period of {entry.Period} steps with offset {entry.Offset} is not possible");
        if (Files.Count > 0)
            throw reader.Fault("0/start", $"monitor '{Name}' records to files: load before {nameof(StreamTo)}");
        for (var i = 0; i < Recorders.Length; i++)
        {
            var recorder = Recorders[i];
            var starts = reader.List<double>($"{i}/start");
            var stops = reader.Array<double>($"{i}/stop", starts.Length);
            var records = new byte[recorder.Logs.Count][];
            for (var log = 0; log < records.Length; log++)
            {
                records[log] = reader.List<byte>($"{i}/records{log}");
                if (records[log].Length % recorder.Logs[log].RecordBytes != 0)
                    throw reader.Fault($"{i}/records{log}", $"records of '{recorder.Variable}' have {recorder.Logs[log].RecordBytes} bytes");
            }

            if (recorder.FaultOf(records) is { } fault)
                throw reader.Fault($"{i}/records0", fault);
            reader.Then(() =>
            {
                recorder.Discard();
                for (var log = 0; log < records.Length; log++)
                    recorder.Logs[log].Append(records[log]);
                for (var window = 0; window < starts.Length; window++)
                    recorder.Windows.Add(new RecordingWindow(starts[window], double.IsNaN(stops[window]) ? null : stops[window]));
            });
        }

        reader.Then(() =>
        {
            (_periodSteps, _offsetSteps, _phase, IsRecording) = (entry.Period, entry.Offset, entry.Phase, entry.IsRecording);
            foreach (var recorder in Recorders)
                recorder.Trim(Limit ?? long.MaxValue);
        });
    }

    private static unsafe byte[] Bytes(ChunkedLog log)
    {
        var bytes = new byte[checked(log.Count * log.RecordBytes)];
        for (var record = 0L; record < log.Count; record++)
            Marshal.Copy((nint)log.Record(record), bytes, checked((int)(record * log.RecordBytes)), log.RecordBytes);
        return bytes;
    }
}
