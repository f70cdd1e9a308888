using System.Collections.Immutable;
using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Kernels;
using Annarchy.Kernels.Interpreter;
using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Storage;
using Annarchy.Transmission;

namespace Annarchy.Tests.Kernels;

/// <summary>Synapse programs on the interpreter.</summary>
public unsafe class InterpreterSynapseTests
{
    private const int Rows = 1500;

    private static readonly InterpreterBackend Backend = new();

    private static readonly Slot W = new(SlotOwner.Self, "w", Locality.Local, AttributeKind.Real);
    private static readonly Slot Eta = new(SlotOwner.Self, "eta", Locality.Global, AttributeKind.Real);
    private static readonly Slot Pre = new(SlotOwner.Pre, "r", Locality.Local, AttributeKind.Real);
    private static readonly Slot Post = new(SlotOwner.Post, "r", Locality.Semiglobal, AttributeKind.Real);
    private static readonly Slot Sum = new(SlotOwner.Post, SlotNames.Sum("exc"), Locality.Semiglobal, AttributeKind.Real);
    private static readonly Slot Conductance = new(SlotOwner.Post, SlotNames.Conductance("exc"), Locality.Semiglobal, AttributeKind.Real);

    private readonly NodeFactory _nodes = new();

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Random_programs_agree_with_the_reference_and_leave_other_rows_alone(Precision precision)
    {
        for (var seed = 0; seed < 80; seed++)
        {
            var random = new Random(seed);
            var program = ProgramGenerator.Create(seed);
            ImmutableArray<SlotAccess> access = [.. program.Slots.Select(s => RandomAccess(random, program, s))];
            var begin = random.Next(0, 40);
            var end = begin + random.Next(1, 90);
            AssertAgrees(program, access, Reduction.Sum, precision, begin, end, 0.0, $"{seed}", rows: 160);
        }
    }

    [Theory]
    [InlineData(0, 700)]
    [InlineData(3, 1500)]
    [InlineData(17, 18)]
    [InlineData(5, 5)]
    public void Learning_over_a_dendrite_agrees_with_the_reference(int begin, int end)
    {
        var (w, pre, post) = (_nodes.Read(W), _nodes.Read(Pre), _nodes.Read(Post));
        var decay = _nodes.Multiply(_nodes.Multiply(post, post), w);
        var change = _nodes.Multiply(_nodes.Read(Eta), _nodes.Subtract(_nodes.Multiply(pre, post), decay));
        var learned = _nodes.Make(Op.Maximum, _nodes.Add(w, change), _nodes.Constant(0.0));
        var program = new UpdateProgram("Oja", Locality.Local, [new Store(W, learned)]);
        AssertAgrees(program, OverDendrite(program), Reduction.Sum, Precision.Double, begin, end, 0.0, "Oja");
        AssertAgrees(program, OverDendrite(program), Reduction.Sum, Precision.Single, begin, end, 0.0, "Oja");
    }

    [Fact]
    public void A_spike_reaches_the_neurons_its_synapses_name()
    {
        var w = _nodes.Read(W);
        var program = new UpdateProgram(
            "spike",
            Locality.Local,
            [new Store(Conductance, _nodes.Add(_nodes.Read(Conductance), w)), new Store(W, _nodes.Multiply(w, _nodes.Read(Eta)))]);
        ImmutableArray<SlotAccess> access =
            [.. program.Slots.Select(s => s == W ? SlotAccess.Row : s == Conductance ? SlotAccess.Indexed(1) : SlotAccess.Uniform)];
        AssertAgrees(program, access, Reduction.Sum, Precision.Double, 100, 341, 0.0, "spike");
        AssertAgrees(program, access, Reduction.Sum, Precision.Single, 100, 341, 0.0, "spike");
    }

    [Theory]
    [InlineData((int)Reduction.Sum, 1e-13)]
    [InlineData((int)Reduction.Mean, 1e-13)]
    [InlineData((int)Reduction.Maximum, 1e-16)]
    [InlineData((int)Reduction.Minimum, 1e-16)]
    public void Contributions_are_combined_over_the_rows_of_the_run(int reduction, double tolerance)
    {
        var product = _nodes.Multiply(_nodes.Read(W), _nodes.Read(Pre));
        Node[] contributions = [product, _nodes.Read(W), _nodes.Read(Pre), _nodes.Read(Post), _nodes.Constant(0.5)];
        foreach (var contribution in contributions)
        {
            var program = new UpdateProgram("psp", Locality.Local, [new Store(Sum, contribution)]);
            foreach (var (begin, end) in new[] { (0, 1), (7, 22), (64, 80), (2, 1499), (3, 3) })
            {
                AssertAgrees(
                    program, OverDendrite(program), (Reduction)reduction, Precision.Double, begin, end, tolerance, contribution.ToString());
            }
        }
    }

    [Fact]
    public void A_sum_can_use_the_weights_that_the_same_pass_changes()
    {
        var w = _nodes.Read(W);
        var changed = _nodes.Add(w, _nodes.Multiply(_nodes.Read(Eta), _nodes.Read(Pre)));
        foreach (var weight in new[] { w, changed })
        {
            var program = new UpdateProgram("pass", Locality.Local, [new Store(W, changed), new Store(Sum, weight)]);
            AssertAgrees(program, OverDendrite(program), Reduction.Sum, Precision.Double, 9, 800, 1e-13, "pass");
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void A_weighted_sum_has_the_bits_of_the_ready_made_one(Precision precision)
    {
        var program = new UpdateProgram(
            "weighted sum", Locality.Local, [new Store(Sum, _nodes.Multiply(_nodes.Read(W), _nodes.Read(Pre)))]);
        var access = OverDendrite(program);
        using var columns = new Columns(program, precision, 6);
        int[] begins = [0, 5, 5, 130, 1499];
        fixed (int* rowBegin = begins)
        fixed (int* cells = columns.Indices[0])
        {
            for (var row = 0; row + 1 < begins.Length; row++)
            {
                columns[Sum][0] = 0.0;
                columns.Run(Backend.Compile(program, access, Reduction.Sum, precision), begins[row], begins[row + 1]);
                var expected = precision == Precision.Double
                    ? Sparse<double>(columns, rowBegin + row, cells)
                    : Sparse<float>(columns, rowBegin + row, cells);
                Assert.Equal(expected, columns[Sum][0]);
            }
        }
    }

    [Fact]
    public void Synapses_that_fulfil_a_condition_are_found()
    {
        var condition = _nodes.Make(Op.Less, _nodes.Read(W), _nodes.Read(Post));
        var program = new UpdateProgram("pruning", Locality.Local, [], condition);
        AssertAgrees(program, OverDendrite(program), Reduction.Sum, Precision.Double, 11, 700, 0.0, "pruning");
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        var program = ProgramGenerator.Create(3);
        ImmutableArray<SlotAccess> access = [.. program.Slots.Select(s => RandomAccess(new Random(1), program, s))];
        using var columns = new Columns(program, Precision.Double, 3);
        var kernel = Backend.Compile(program, access, Reduction.Sum, Precision.Double);
        columns.Run(kernel, 5, 900);
        var addresses = columns.Addresses;
        var ranks = new int[4 * Rows];
        fixed (nint* at = addresses)
        fixed (int* first = columns.Indices[0], second = columns.Indices[1], rank = ranks)
        {
            var indices = stackalloc int*[] { first, second };
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
            {
                var run = new KernelSpikes { Ranks = rank, AxonRanks = rank + (2 * Rows) };
                kernel.Run(at, indices, 5, 900, &run);
            }

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void Every_slot_has_to_be_described()
    {
        var program = new UpdateProgram("copy", Locality.Local, [new Store(W, _nodes.Read(Pre))]);
        Assert.Throws<ArgumentException>(() => Backend.Compile(program, [SlotAccess.Row], Reduction.Sum, Precision.Double));
    }

    private static double Sparse<T>(Columns columns, int* rowBegin, int* cells)
        where T : unmanaged, INumberBase<T>
    {
        var rank = 0;
        var sum = T.Zero;
        SparseSums.Add(RowBounds.Tight(rowBegin), cells, (T*)columns[W].Address, (T*)columns[Pre].Address, &rank, &sum, 0, 1);
        return double.CreateChecked(sum);
    }

    private static ImmutableArray<SlotAccess> OverDendrite(UpdateProgram program) =>
        [.. program.Slots.Select(s => s == Pre ? SlotAccess.Indexed(0) : s.Locality == Locality.Local ? SlotAccess.Row : SlotAccess.Uniform)];

    private static SlotAccess RandomAccess(Random random, UpdateProgram program, Slot slot)
    {
        if (slot.Locality < program.Locality)
            return SlotAccess.Uniform;
        return random.Next(3) switch
        {
            0 => SlotAccess.Indexed(0),
            1 => SlotAccess.Indexed(1),
            _ => SlotAccess.Row,
        };
    }

    private static void AssertAgrees(
        UpdateProgram program,
        ImmutableArray<SlotAccess> access,
        Reduction reduction,
        Precision precision,
        int begin,
        int end,
        double tolerance,
        string what,
        int rows = Rows)
    {
        using var columns = new Columns(program, precision, 5, rows);
        using var expected = new Columns(program, precision, 5, rows);
        var lowered = Lowering.Apply(program, new SlotLayout(program.Slots, access));
        var spikes = new List<int>();
        SynapseReference.Run(
            lowered,
            [.. lowered.Slots.Select(s => access[program.Slots.IndexOf(s)])],
            reduction,
            [.. lowered.Slots.Select(s => expected[s])],
            expected.Indices,
            begin,
            end,
            spikes);
        Assert.Equal(spikes, columns.Run(Backend.Compile(program, access, reduction, precision), begin, end));
        foreach (var slot in program.Slots)
        {
            for (var row = 0; row < rows; row++)
            {
                var (e, a) = (expected[slot][row], columns[slot][row]);
                if (!e.Equals(a) && !(Math.Abs(e - a) <= tolerance * Math.Abs(e)))
                    Assert.Fail($"{what}, {precision}, {begin} to {end}: {slot}[{row}] is {a:R}, expected {e:R}");
            }
        }
    }

    /// <summary>A random column for every slot, all of the same length, and two random index arrays without repetition.</summary>
    private sealed class Columns : IDisposable
    {
        private readonly UpdateProgram _program;
        private readonly Column[] _columns;

        public Columns(UpdateProgram program, Precision precision, int seed, int rows = Rows)
        {
            _program = program;
            _columns = [.. program.Slots.Select(s => new Column(s.Name, s.Kind, precision, rows))];
            var random = new Random(seed);
            foreach (var column in _columns)
            {
                for (var row = 0; row < rows; row++)
                    column[row] = column.Kind == AttributeKind.Real ? (random.NextDouble() * 4.0) - 1.0 : random.Next(2);
            }

            Indices = [Permutation(random, rows), Permutation(random, rows)];
        }

        public int[][] Indices { get; }

        public nint[] Addresses => [.. _columns.Select(c => c.Address)];

        public Column this[Slot slot] => _columns[_program.Slots.IndexOf(slot)];

        /// <summary>Runs a kernel and returns the rows it found spiking.</summary>
        public int[] Run(SynapseKernel kernel, int begin, int end)
        {
            var ranks = new int[2 * (end - begin + 16)];
            fixed (nint* addresses = Addresses)
            fixed (int* first = Indices[0], second = Indices[1], rank = ranks)
            {
                var run = new KernelSpikes { Ranks = rank, AxonRanks = rank + (end - begin + 16) };
                var indices = stackalloc int*[] { first, second };
                kernel.Run(addresses, indices, begin, end, &run);
                return ranks[..run.Count];
            }
        }

        public void Dispose()
        {
            foreach (var column in _columns)
                column.Dispose();
        }

        /// <summary>All rows in random order, with a vector to spare.</summary>
        private static int[] Permutation(Random random, int rows)
        {
            var ranks = Enumerable.Range(0, rows).ToArray();
            random.Shuffle(ranks);
            return [.. ranks, .. new int[16]];
        }
    }
}
