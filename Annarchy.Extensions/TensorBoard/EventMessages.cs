using Google.Protobuf;
using static Annarchy.TensorBoard.ProtoFields;

namespace Annarchy.TensorBoard;

/// <summary>Events in the encoding of Protocol Buffers: the messages of TensorBoard's <c>event.proto</c> and <c>summary.proto</c>.</summary>
internal static class EventMessages
{
    private const string Version = "brain.Event:2";

    /// <summary>The first event of a file.</summary>
    public static byte[] Start() => Message(m =>
    {
        m.Write(1, Now());
        m.Write(3, Version);
    });

    public static byte[] Scalar(string tag, double value, long step) => Summary(step, tag, m => m.Write(2, (float)value));

    public static byte[] Image(string tag, long step, int width, int height, int channels, byte[] png) =>
        Summary(step, tag, m => m.Write(4, Message(image =>
        {
            image.Write(1, (long)height);
            image.Write(2, (long)width);
            image.Write(3, (long)channels);
            image.Write(4, png);
        })));

    public static byte[] Histogram(string tag, long step, Histogram histogram) => Summary(step, tag, m => m.Write(5, Message(h =>
    {
        h.Write(1, histogram.Minimum);
        h.Write(2, histogram.Maximum);
        h.Write(3, (double)histogram.Count);
        h.Write(4, histogram.Sum);
        h.Write(5, histogram.SumOfSquares);
        h.Write(6, histogram.Limits.AsSpan());
        h.Write(7, histogram.Counts.AsSpan());
    })));

    /// <summary>What belongs to a plugin and has no value.</summary>
    public static byte[] Plugin(string tag, string plugin, byte[] content) =>
        Summary(0, tag, m => m.Write(9, Message(metadata => metadata.Write(1, Message(data =>
        {
            data.Write(1, plugin);
            data.Write(2, content);
        })))));

    /// <summary>Seconds since 1970.</summary>
    public static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    private static byte[] Summary(long step, string tag, Action<CodedOutputStream> value) => Message(m =>
    {
        m.Write(1, Now());
        m.Write(2, step);
        m.Write(5, Message(summary => summary.Write(1, Message(v =>
        {
            v.Write(1, tag);
            value(v);
        }))));
    });
}
