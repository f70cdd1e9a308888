using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Annarchy.TensorBoard.ProtoFields;

namespace Annarchy.TensorBoard;

/// <summary>What the plugin for hyper-parameters reads: the messages of its <c>plugin_data.proto</c> and <c>api.proto</c>.</summary>
internal static class ParameterMessages
{
    private const string Plugin = "hparams";
    private const long Success = 1;

    /// <summary>The events that make a run a session of an experiment.</summary>
    public static IEnumerable<byte[]> Session(IReadOnlyDictionary<string, Value> parameters, IEnumerable<string> metrics)
    {
        var now = EventMessages.Now();
        yield return Event("experiment", 2, experiment =>
        {
            experiment.Write(3, now);
            foreach (var (name, value) in parameters)
            {
                experiment.Write(4, Message(info =>
                {
                    info.Write(1, name);
                    info.Write(4, TypeOf(value));
                }));
            }

            foreach (var metric in metrics)
                experiment.Write(5, Message(info => info.Write(1, Message(name => name.Write(2, metric)))));
        });
        yield return Event("session_start_info", 3, start =>
        {
            foreach (var (name, value) in parameters)
            {
                start.Write(1, Message(entry =>
                {
                    entry.Write(1, name);
                    entry.Write(2, value.ToByteArray());
                }));
            }

            start.Write(5, now);
        });
        yield return Event("session_end_info", 4, end =>
        {
            end.Write(1, Success);
            end.Write(2, now);
        });
    }

    private static byte[] Event(string name, int field, Action<CodedOutputStream> write) => EventMessages.Plugin(
        $"_hparams_/{name}", Plugin, Message(data => data.Write(field, Message(write))));

    private static long TypeOf(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => 1,
        Value.KindOneofCase.BoolValue => 2,
        _ => 3,
    };
}
