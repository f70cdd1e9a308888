using Annarchy.Kernels;
using Annarchy.Kernels.Interpreter;
using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>The interpreter against the reference evaluation of the same programs.</summary>
public class InterpreterBackendTests
{
    private static readonly InterpreterBackend Backend = new();
    private readonly NodeFactory _nodes = new();

    public static TheoryData<int, Precision> Functions
    {
        get
        {
            var data = new TheoryData<int, Precision>();
            for (var op = Op.Divide; op <= Op.Modulo; op++)
            {
                data.Add((int)op, Precision.Double);
                data.Add((int)op, Precision.Single);
            }

            return data;
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Random_programs_agree_with_the_reference_to_the_last_bit(Precision precision)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var program = ProgramGenerator.Create(seed);
            var rows = program.Locality == Locality.Global ? 1 : 1 + (seed * 7 % 70);
            AssertAgrees(program, precision, rows, 0, rows, seed);
        }
    }

    [Theory]
    [InlineData(16, 48)]
    [InlineData(0, 32)]
    [InlineData(48, 70)]
    [InlineData(64, 65)]
    [InlineData(32, 32)]
    public void Rows_outside_the_range_stay_as_they_are(int begin, int end)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var program = ProgramGenerator.Create((8 * seed) + 2);
            AssertAgrees(program, Precision.Double, 70, begin, end, seed);
            AssertAgrees(program, Precision.Single, 70, begin, end, seed);
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Many_blocks_agree_with_the_reference(Precision precision)
    {
        for (var seed = 2; seed < 8; seed++)
        {
            var program = ProgramGenerator.Create(seed);
            var kernel = Assert.IsType<InterpreterKernel>(Backend.Compile(program, precision));
            AssertAgrees(program, precision, (3 * kernel.BlockRows) + 5, 0, (3 * kernel.BlockRows) + 5, seed);
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Functions_agree_with_the_mathematics_library(int op, Precision precision)
    {
        var x = new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
        var y = new Slot(SlotOwner.Self, "y", Locality.Local, AttributeKind.Real);
        var s = new Slot(SlotOwner.Self, "s", Locality.Global, AttributeKind.Real);
        var binary = (Op)op is Op.Divide or Op.Power or Op.Modulo;
        var blocks = binary ? _nodes.Make((Op)op, _nodes.Read(x), _nodes.Read(y)) : _nodes.Make((Op)op, _nodes.Read(x));
        Node[] values = binary
            ?
            [
                blocks, _nodes.Make((Op)op, _nodes.Read(x), _nodes.Read(s)), _nodes.Make((Op)op, _nodes.Read(s), _nodes.Read(y)),
                _nodes.Make((Op)op, _nodes.Read(s), _nodes.Read(s)),
            ]
            : [blocks, _nodes.Make((Op)op, _nodes.Read(s))];
        var stores = values.Select((v, i) => new Store(new Slot(SlotOwner.Self, $"z{i}", Locality.Local, AttributeKind.Real), v));
        var program = new UpdateProgram("functions", Locality.Local, [.. stores]);
        double[] inputs =
        [
            0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1e-8, -1e-8, 1e-4, -1e-4, 0.3, 2.0, -2.5, 7.25, -7.75, 20.0, -30.5, 80.0, -80.0, 1e3,
            1e6, -1e6, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-30, -1e-30, 3.0, 1.0 / 3.0, 0.999, -0.999,
        ];
        using var columns = new ProgramColumns(program, precision, binary ? inputs.Length * inputs.Length : inputs.Length);
        for (var i = 0; i < columns[x].Length; i++)
        {
            columns[x][i] = inputs[i % inputs.Length];
            if (binary)
                columns[y][i] = inputs[i / inputs.Length];
        }

        var kernel = Backend.Compile(program, precision);
        foreach (var scalar in inputs)
        {
            columns[s][0] = scalar;
            using var expected = columns.Clone();
            ReferenceEvaluator.Run(program, expected.All, 0, (int)columns[x].Length);
            KernelRun.Run(kernel, columns, 0, (int)columns[x].Length);
            var tolerance = precision == Precision.Double ? 1e-12 : 1e-6;
            AssertClose(program, expected, columns, tolerance, $"{(Op)op}, scalar {scalar}");
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Stores_wait_for_all_reads(Precision precision)
    {
        var slots = new[] { "x", "y", "z", "u" }.Select(n => new Slot(SlotOwner.Self, n, Locality.Local, AttributeKind.Real)).ToArray();
        var (x, y, z) = (_nodes.Read(slots[0]), _nodes.Read(slots[1]), _nodes.Read(slots[2]));
        var sum = _nodes.Add(x, y);
        var above = _nodes.Make(Op.Greater, x, y);
        UpdateProgram[] programs =
        [
            new("swap", Locality.Local, [new Store(slots[0], y), new Store(slots[1], x)]),
            new("rotation", Locality.Local, [new Store(slots[0], y), new Store(slots[1], z), new Store(slots[2], x)]),
            new("copy and overwrite", Locality.Local, [new Store(slots[3], x), new Store(slots[0], sum)]),
            new("one value in two columns", Locality.Local, [new Store(slots[0], sum), new Store(slots[1], sum)]),
            new("itself", Locality.Local, [new Store(slots[0], x), new Store(slots[1], _nodes.Multiply(sum, sum))]),
            new("late reader", Locality.Local, [new Store(slots[0], sum), new Store(slots[1], _nodes.Multiply(x, z))]),
            new("constants", Locality.Local, [new Store(slots[0], _nodes.Constant(2.0)), new Store(slots[3], _nodes.Multiply(x, y))]),
            new("spike on old values", Locality.Local, [new Store(slots[0], y), new Store(slots[1], sum)], above),
            new("reset", Locality.Local, [new Store(slots[0], _nodes.Select(above, z, x)), new Store(slots[2], x)], above, above),
        ];
        foreach (var program in programs)
            AssertAgrees(program, precision, 37, 0, 37, 1);
    }

    [Theory]
    [InlineData(Precision.Double, 1e-15)]
    [InlineData(Precision.Single, 1e-7)]
    public void Division_by_what_all_rows_share_is_exact_but_for_the_last_bit(Precision precision, double tolerance)
    {
        var x = new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
        var tau = new Slot(SlotOwner.Self, "tau", Locality.Global, AttributeKind.Real);
        var program = new UpdateProgram("division", Locality.Local, [new Store(x, _nodes.Divide(_nodes.Read(x), _nodes.Read(tau)))]);
        Assert.DoesNotContain(Lowering.Apply(program, SlotLayout.OfRows(program)).Nodes, n => n.Op == Op.Divide && n.Locality == Locality.Local);
        using var columns = new ProgramColumns(program, precision, 500).Randomize(new Random(2));
        using var expected = columns.Clone();
        ReferenceEvaluator.Run(program, expected.All, 0, 500);
        KernelRun.Run(Backend.Compile(program, precision), columns, 0, 500);
        AssertClose(program, expected, columns, 2.0 * tolerance, "division");
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Draws_take_their_parameters_from_the_row(Precision precision)
    {
        var shape = new Slot(SlotOwner.Self, "shape", Locality.Local, AttributeKind.Real);
        var trials = new Slot(SlotOwner.Self, "n", Locality.Global, AttributeKind.Integer);
        var gamma = _nodes.Draw(Op.Gamma, 4, _nodes.Read(shape));
        var binomial = _nodes.Draw(Op.Binomial, 5, _nodes.Read(trials), _nodes.Constant(0.25));
        Slot[] targets = [.. new[] { "g", "b" }.Select(n => new Slot(SlotOwner.Self, n, Locality.Local, AttributeKind.Real))];
        var program = new UpdateProgram("draws", Locality.Local, [new Store(targets[0], gamma), new Store(targets[1], binomial)]);
        using var columns = new ProgramColumns(program, precision, 1000).Randomize(new Random(4));
        columns[trials][0] = 30;
        using var expected = columns.Clone();
        var key = new RandomKey(11, 3, 0, 77);
        ReferenceEvaluator.Run(program, expected.All, 0, 1000, random: key);
        var kernel = Backend.Compile(program, precision);
        KernelRun.Run(kernel, columns, 0, 512, key);
        KernelRun.Run(kernel, columns, 512, 1000, key);
        AssertClose(program, expected, columns, 0.0, "draws");
    }

    [Fact]
    public void Spike_condition_can_be_a_column_that_is_overwritten()
    {
        var b = new Slot(SlotOwner.Self, "b", Locality.Local, AttributeKind.Boolean);
        var read = _nodes.Read(b);
        var program = new UpdateProgram("flip", Locality.Local, [new Store(b, _nodes.Make(Op.Not, read))], read);
        AssertAgrees(program, Precision.Double, 40, 0, 40, 5);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 21)]
    public void Spike_condition_can_be_a_constant(bool condition, int count)
    {
        var program = new UpdateProgram("constant", Locality.Local, [], _nodes.Constant(condition));
        using var columns = new ProgramColumns(program, Precision.Single, 21);
        Assert.Equal(Enumerable.Range(0, count), KernelRun.Run(Backend.Compile(program, Precision.Single), columns, 0, 21).Spikes);
    }

    [Fact]
    public unsafe void Ranks_are_appended_to_those_already_found()
    {
        var x = new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
        var program = new UpdateProgram("append", Locality.Local, [], _nodes.Make(Op.Greater, _nodes.Read(x), _nodes.Constant(0.0)));
        using var columns = new ProgramColumns(program, Precision.Double, 40);
        columns[x][3] = columns[x][17] = columns[x][39] = 1.0;
        var kernel = Backend.Compile(program, Precision.Double);
        var ranks = stackalloc int[64];
        var spikes = new KernelSpikes { Ranks = ranks };
        fixed (nint* addresses = columns.Addresses)
        {
            kernel.Run(addresses, 0, 16, &spikes);
            kernel.Run(addresses, 16, 40, &spikes);
        }

        Assert.Equal([3, 17, 39], new ReadOnlySpan<int>(ranks, spikes.Count).ToArray());
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public unsafe void A_run_allocates_nothing(Precision precision)
    {
        for (var seed = 2; seed < 5; seed++)
        {
            var program = ProgramGenerator.Create(seed);
            using var columns = new ProgramColumns(program, precision, 1000).Randomize(new Random(seed));
            var kernel = Backend.Compile(program, precision);
            var ranks = new int[2048];
            fixed (nint* addresses = columns.Addresses)
            fixed (int* rank = ranks)
            {
                var spikes = new KernelSpikes { Ranks = rank, AxonRanks = rank + 1024 };
                kernel.Run(addresses, 0, 1000, &spikes);
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 20; i++)
                {
                    spikes.Count = spikes.AxonCount = 0;
                    kernel.Run(addresses, 0, 1000, &spikes);
                }

                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            }
        }
    }

    [Fact]
    public void Programs_of_any_size_run()
    {
        var x = new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
        var terms = Enumerable.Range(0, 3000).Select(i => _nodes.Multiply(_nodes.Read(x), _nodes.Constant(i + 0.5))).ToList();
        var forward = terms.Aggregate(_nodes.Add);
        var backward = Enumerable.Reverse(terms).Aggregate(_nodes.Add);
        var program = new UpdateProgram("wide", Locality.Local, [new Store(x, _nodes.Subtract(forward, backward))]);
        AssertAgrees(program, Precision.Double, 20, 0, 20, 3);
    }

    [Fact]
    public void A_kernel_runs_on_several_threads_at_once()
    {
        var program = ProgramGenerator.Create(12);
        var kernel = Backend.Compile(program, Precision.Double);
        using var shared = new ProgramColumns(program, Precision.Double, 4096).Randomize(new Random(3));
        using var expected = shared.Clone();
        for (var pass = 0; pass < 10; pass++)
        {
            KernelRun.Run(kernel, expected, 0, 4096);
            Parallel.For(0, 16, part => KernelRun.Run(kernel, shared, part * 256, (part + 1) * 256));
        }

        AssertClose(program, expected, shared, 0.0, "threads");
    }

    private static void AssertAgrees(UpdateProgram program, Precision precision, int rows, int begin, int end, int seed)
    {
        using var columns = new ProgramColumns(program, precision, rows).Randomize(new Random(seed));
        using var expected = columns.Clone();
        var spikes = new List<int>();
        var axonSpikes = new List<int>();
        var lowered = Lowering.Apply(program, SlotLayout.OfRows(program));
        ReferenceEvaluator.Run(lowered, [.. lowered.Slots.Select(s => expected[s])], begin, end, spikes, axonSpikes);
        var found = KernelRun.Run(Backend.Compile(program, precision), columns, begin, end);
        var what = $"{program.Name} {seed}, {precision}, rows {begin} to {end}";
        AssertClose(program, expected, columns, 0.0, what, end);
        Assert.True(spikes.SequenceEqual(found.Spikes), $"{what}: spikes {string.Join(' ', found.Spikes)}");
        Assert.True(axonSpikes.SequenceEqual(found.AxonSpikes), $"{what}: axon spikes {string.Join(' ', found.AxonSpikes)}");
    }

    /// <summary>Compares all rows but the padding behind <paramref name="end"/>.</summary>
    private static void AssertClose(
        UpdateProgram program, ProgramColumns expected, ProgramColumns actual, double tolerance, string what, int end = int.MaxValue)
    {
        foreach (var slot in program.Slots)
        {
            for (var row = 0; row < expected[slot].Length; row++)
            {
                if (row >= end && row < Column.PaddedRows(end))
                    continue;
                var (e, a) = (expected[slot][row], actual[slot][row]);
                if (!e.Equals(a) && !(Math.Abs(e - a) <= tolerance * Math.Abs(e)))
                    Assert.Fail($"{what}: {slot}[{row}] is {a:R}, expected {e:R} from {string.Join("; ", program.Stores)}");
            }
        }
    }
}
