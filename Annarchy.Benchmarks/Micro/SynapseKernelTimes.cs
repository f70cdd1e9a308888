using System.Collections.Immutable;
using Annarchy.Kernels;
using Annarchy.Kernels.Emit;
using Annarchy.Kernels.Interpreter;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Benchmarks.Micro;

/// <summary>Kernels over synapses in cache: what remains when memory does not matter.</summary>
internal static unsafe class SynapseKernelTimes
{
    private const int Rows = 100;
    private const int Neurons = 4000;

    private static readonly Slot W = new(SlotOwner.Self, "w", Locality.Local, AttributeKind.Real);
    private static readonly Slot X = new(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
    private static readonly Slot Rate = new(SlotOwner.Self, "eta", Locality.Global, AttributeKind.Real);
    private static readonly Slot Tau = new(SlotOwner.Self, "tau", Locality.Global, AttributeKind.Real);
    private static readonly Slot Step = new(SlotOwner.Network, SlotNames.Step, Locality.Global, AttributeKind.Integer);
    private static readonly Slot TimeStep = new(SlotOwner.Network, SlotNames.TimeStep, Locality.Global, AttributeKind.Real);
    private static readonly Slot Pre = new(SlotOwner.Pre, "r", Locality.Local, AttributeKind.Real);
    private static readonly Slot Post = new(SlotOwner.Post, "r", Locality.Semiglobal, AttributeKind.Real);
    private static readonly NodeFactory Nodes = new();

    private static readonly Dictionary<string, (UpdateProgram Program, bool IsSparse, int RowLength)> Cases = new()
    {
        ["Oja and weighted sum, dense rows of 1000"] = (Oja(), false, 1000),
        ["weighted sum, sparse rows of 1000"] = (WeightedSum(), true, 1000),
        ["weighted sum, sparse rows of 80"] = (WeightedSum(), true, 80),
        ["spike, rows of 80"] = (Spike(), true, 80),
        ["spike with event-driven trace, rows of 80"] = (SpikeWithTrace(), true, 80),
        ["spike with event-driven trace, rows of 1000"] = (SpikeWithTrace(), true, 1000),
    };

    public static IEnumerable<string> Names => Cases.Keys;

    /// <summary>Nanoseconds per synapse.</summary>
    public static double Time(string name, Precision precision, KernelBackend backend)
    {
        var (program, isSparse, rowLength) = Cases[name];
        ISynapseKernelBackend compiler = backend == KernelBackend.Emitted ? new EmitBackend() : new InterpreterBackend();
        ImmutableArray<SlotAccess> access = [.. program.Slots.Select(s => AccessOf(s, isSparse))];
        var kernel = compiler.Compile(program, access, Reduction.Sum, precision);
        Column[] columns = [.. program.Slots.Select(s => new Column(s.Name, s.Kind, precision, Math.Max(Neurons, (Rows * rowLength) + 16)))];
        using var indices = new NativeArray<int>(Rows * rowLength);
        var random = new Random(1);
        for (var row = 0; row < Rows; row++)
        {
            var ranks = Enumerable.Range(0, Neurons).ToArray();
            random.Shuffle(ranks);
            Array.Sort(ranks, 0, rowLength);
            ranks.AsSpan(0, rowLength).CopyTo(indices.Span[(row * rowLength)..]);
        }

        foreach (var column in columns)
            column.Fill(column.Name == Tau.Name ? 20.0 : column.Kind == AttributeKind.Integer ? 5.0 : 1e-3);
        var addresses = Array.ConvertAll(columns, c => c.Address);
        var time = MinimalTime.Of(() => RunRows(kernel, addresses, indices.Pointer, rowLength), Rows * rowLength);
        foreach (var column in columns)
            column.Dispose();
        return time;
    }

    private static void RunRows(SynapseKernel kernel, nint[] addresses, int* places, int rowLength)
    {
        fixed (nint* columns = addresses)
        {
            for (var row = 0; row < Rows; row++)
                kernel.Run(columns, &places, row * rowLength, (row + 1) * rowLength, null);
        }
    }

    private static SlotAccess AccessOf(Slot slot, bool isSparse) => slot switch
    {
        { Owner: SlotOwner.Pre } or { Owner: SlotOwner.Post, Name: "g_exc" } when isSparse => SlotAccess.Indexed(0),
        { Locality: Locality.Local } => SlotAccess.Row,
        _ => SlotAccess.Uniform,
    };

    private static UpdateProgram Oja()
    {
        var (w, pre, post) = (Nodes.Read(W), Nodes.Read(Pre), Nodes.Read(Post));
        var change = Nodes.Subtract(Nodes.Multiply(pre, post), Nodes.Multiply(Nodes.Multiply(post, post), w));
        var learned = Nodes.Add(w, Nodes.Multiply(Nodes.Read(Rate), change));
        return new UpdateProgram("Oja", Locality.Local, [new Store(W, learned), new Store(Sum(), Nodes.Multiply(learned, pre))]);
    }

    private static UpdateProgram WeightedSum() =>
        new("sum", Locality.Local, [new Store(Sum(), Nodes.Multiply(Nodes.Read(W), Nodes.Read(Pre)))]);

    private static UpdateProgram Spike() =>
        new("spike", Locality.Local, [new Store(Conductance(), Nodes.Add(Nodes.Read(Conductance()), Nodes.Read(W)))]);

    private static UpdateProgram SpikeWithTrace()
    {
        var last = ProjectionSlots.LastEvent;
        var elapsed = Nodes.Multiply(Nodes.ToReal(Nodes.Subtract(Nodes.Read(last), Nodes.Read(Step))), Nodes.Read(TimeStep));
        var trace = Nodes.Multiply(Nodes.Read(X), Nodes.Make(Op.Exp, Nodes.Divide(elapsed, Nodes.Read(Tau))));
        var learned = Nodes.Make(Op.Maximum, Nodes.Subtract(Nodes.Read(W), Nodes.Multiply(Nodes.Read(Rate), trace)), Nodes.Constant(0.0));
        return new UpdateProgram(
            "spike with trace",
            Locality.Local,
            [
                new Store(Conductance(), Nodes.Add(Nodes.Read(Conductance()), Nodes.Read(W))),
                new Store(X, Nodes.Add(trace, Nodes.Constant(1.0))),
                new Store(W, learned),
                new Store(last, Nodes.Read(Step)),
            ]);
    }

    private static Slot Sum() => new(SlotOwner.Post, SlotNames.Sum("exc"), Locality.Semiglobal, AttributeKind.Real);

    private static Slot Conductance() => ProjectionSlots.Conductance("exc");
}
