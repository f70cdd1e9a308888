using System.Collections.Immutable;
using Annarchy.Kernels;
using Annarchy.Kernels.Emit;
using Annarchy.Kernels.Interpreter;
using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>Synapse programs as emitted kernels.</summary>
public unsafe class EmitSynapseTests
{
    private static readonly VectorWidth[] Widths = [VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];
    private static readonly Slot W = new(SlotOwner.Self, "w", Locality.Local, AttributeKind.Real);
    private static readonly Slot Eta = new(SlotOwner.Self, "eta", Locality.Global, AttributeKind.Real);
    private static readonly Slot Pre = new(SlotOwner.Pre, "r", Locality.Local, AttributeKind.Real);
    private static readonly Slot Post = new(SlotOwner.Post, "r", Locality.Semiglobal, AttributeKind.Real);
    private static readonly Slot Sum = new(SlotOwner.Post, SlotNames.Sum("exc"), Locality.Semiglobal, AttributeKind.Real);
    private static readonly Slot Conductance = new(SlotOwner.Post, SlotNames.Conductance("exc"), Locality.Semiglobal, AttributeKind.Real);

    private readonly NodeFactory _nodes = new();

    [Theory]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Single, 2)]
    public void Random_programs_have_the_bits_of_their_terms_and_leave_other_rows_alone(Precision precision, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            var program = i % 2 == 0
                ? ProgramGenerator.Create((8 * seed) + 2 + (8 * i))
                : EmitRandomProgram.Create(random, random.Next(1, 40), EmitRandomProgram.AllOperations);
            var begin = random.Next(0, 40);
            AssertSame(program, RandomAccess(random, program), Reduction.Sum, precision, begin, begin + random.Next(0, 90), i);
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Contributions_are_combined_in_the_same_order_at_every_width(Precision precision)
    {
        var product = _nodes.Multiply(_nodes.Read(W), _nodes.Read(Pre));
        Node[] contributions = [product, _nodes.Read(W), _nodes.Read(Pre), _nodes.Read(Post), _nodes.Constant(0.5)];
        foreach (var reduction in Enum.GetValues<Reduction>())
        {
            foreach (var contribution in contributions)
            {
                var program = new UpdateProgram("psp", Locality.Local, [new Store(Sum, contribution)]);
                foreach (var (begin, end) in new[] { (0, 1), (7, 22), (64, 80), (2, 1499), (3, 3) })
                    AssertSame(program, OverDendrite(program), reduction, precision, begin, end, 7, 1520);
            }
        }
    }

    [Theory]
    [InlineData(-1e9)]
    [InlineData(0.7)]
    public void Exponentials_whose_rates_turn_out_to_be_equal_are_computed_once(double least)
    {
        var (w, rate) = (_nodes.Read(W), _nodes.Read(Eta));
        var other = _nodes.Make(Op.Maximum, rate, _nodes.Constant(least));
        Node[] decays = [.. new[] { rate, other }.Select(r => _nodes.Make(Op.Exp, _nodes.Negate(_nodes.Multiply(w, r))))];
        var x = new Slot(SlotOwner.Self, "x", Locality.Local, AttributeKind.Real);
        var y = new Slot(SlotOwner.Self, "y", Locality.Local, AttributeKind.Real);
        var program = new UpdateProgram(
            "decays",
            Locality.Local,
            [new Store(x, _nodes.Multiply(_nodes.Read(x), decays[0])), new Store(y, _nodes.Multiply(_nodes.Read(y), decays[1]))]);
        Assert.Single(new KernelSchedule(KernelShape.OfSynapses(program, OverDendrite(program).AsSpan(), Reduction.Sum)).Twins);
        foreach (var precision in new[] { Precision.Single, Precision.Double })
            AssertSame(program, OverDendrite(program), Reduction.Sum, precision, 5, 90, 3, 100);
    }

    [Fact]
    public void A_sum_can_use_the_weights_that_the_same_pass_changes()
    {
        var w = _nodes.Read(W);
        var changed = _nodes.Add(w, _nodes.Multiply(_nodes.Read(Eta), _nodes.Read(Pre)));
        foreach (var weight in new[] { w, changed })
        {
            var program = new UpdateProgram("pass", Locality.Local, [new Store(W, changed), new Store(Sum, weight)]);
            AssertSame(program, OverDendrite(program), Reduction.Sum, Precision.Double, 9, 800, 3, 820);
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void A_spike_reaches_the_neurons_its_synapses_name(Precision precision)
    {
        var w = _nodes.Read(W);
        var program = new UpdateProgram(
            "spike",
            Locality.Local,
            [new Store(Conductance, _nodes.Add(_nodes.Read(Conductance), w)), new Store(W, _nodes.Multiply(w, _nodes.Read(Eta)))]);
        ImmutableArray<SlotAccess> access =
            [.. program.Slots.Select(s => s == W ? SlotAccess.Row : s == Conductance ? SlotAccess.Indexed(1) : SlotAccess.Uniform)];
        AssertSame(program, access, Reduction.Sum, precision, 100, 341, 4, 400);
    }

    [Theory]
    [InlineData(0, 700)]
    [InlineData(3, 1500)]
    [InlineData(17, 18)]
    public void Learning_agrees_with_the_interpreter(int begin, int end)
    {
        var (w, pre, post) = (_nodes.Read(W), _nodes.Read(Pre), _nodes.Read(Post));
        var decay = _nodes.Multiply(_nodes.Multiply(post, post), w);
        var change = _nodes.Multiply(_nodes.Read(Eta), _nodes.Subtract(_nodes.Multiply(pre, post), decay));
        var learned = _nodes.Make(Op.Maximum, _nodes.Add(w, change), _nodes.Constant(0.0));
        var program = new UpdateProgram(
            "Oja", Locality.Local, [new Store(W, learned), new Store(Sum, _nodes.Multiply(learned, pre))]);
        var access = OverDendrite(program);
        using var emitted = new SynapseColumns(program, Precision.Double, 5, 1520);
        using var interpreted = new SynapseColumns(program, Precision.Double, 5, 1520);
        emitted.Run(new EmitBackend().Compile(program, access, Reduction.Sum, Precision.Double), begin, end);
        interpreted.Run(new InterpreterBackend().Compile(program, access, Reduction.Sum, Precision.Double), begin, end);
        foreach (var slot in program.Slots)
        {
            var largest = interpreted[slot].ToArray().Max(Math.Abs);
            for (var row = 0; row < interpreted[slot].Length; row++)
                Assert.Equal(interpreted[slot][row], emitted[slot][row], 1e-12 * largest);
        }
    }

    [Fact]
    public void Draws_belong_to_their_rows()
    {
        var program = new UpdateProgram("draws", Locality.Local, [new Store(W, _nodes.Draw(Op.Gamma, 2, _nodes.Constant(1.5)))]);
        using var columns = new SynapseColumns(program, Precision.Double, 1, 64);
        var kernel = new EmitBackend().Compile(program, [SlotAccess.Row], Reduction.Sum, Precision.Double);
        var key = new RandomKey(1, 2, 0, 3);
        var run = new KernelSpikes { Random = key };
        var address = columns[W].Address;
        kernel.Run(&address, null, 5, 22, &run);
        for (var row = 5; row < 22; row++)
            Assert.Equal(RandomDraws.Gamma(1.5, key.AtStream(2), row), columns[W][row]);
    }

    [Fact]
    public void Equal_programs_with_equal_access_share_a_kernel()
    {
        var program = new UpdateProgram("copy", Locality.Local, [new Store(W, _nodes.Read(Pre))]);
        var backend = new EmitBackend();
        var first = backend.Compile(program, OverDendrite(program), Reduction.Sum, Precision.Double);
        Assert.Same(first, backend.Compile(program, OverDendrite(program), Reduction.Sum, Precision.Double));
        Assert.NotSame(first, backend.Compile(program, [SlotAccess.Row, SlotAccess.Row], Reduction.Sum, Precision.Double));
        Assert.NotSame(first, backend.Compile(program, OverDendrite(program), Reduction.Mean, Precision.Double));
        Assert.Throws<ArgumentException>(() => backend.Compile(program, [SlotAccess.Row], Reduction.Sum, Precision.Double));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        var program = new UpdateProgram("psp", Locality.Local, [new Store(Sum, _nodes.Multiply(_nodes.Read(W), _nodes.Read(Pre)))]);
        using var columns = new SynapseColumns(program, Precision.Double, 3, 1000);
        var kernel = new EmitBackend().Compile(program, OverDendrite(program), Reduction.Maximum, Precision.Double);
        fixed (nint* addresses = columns.Addresses)
        fixed (int* places = columns.Indices[0])
        {
            kernel.Run(addresses, &places, 5, 900, null);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
                kernel.Run(addresses, &places, 5, 900, null);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    private static ImmutableArray<SlotAccess> OverDendrite(UpdateProgram program) =>
        [.. program.Slots.Select(s => s == Pre ? SlotAccess.Indexed(0) : s.Locality == Locality.Local ? SlotAccess.Row : SlotAccess.Uniform)];

    private static ImmutableArray<SlotAccess> RandomAccess(Random random, UpdateProgram program) =>
    [
        .. program.Slots.Select(s => s.Locality < program.Locality ? SlotAccess.Uniform : random.Next(3) switch
        {
            0 => SlotAccess.Indexed(0),
            1 => SlotAccess.Indexed(1),
            _ => SlotAccess.Row,
        }),
    ];

    private static void AssertSame(
        UpdateProgram program,
        ImmutableArray<SlotAccess> access,
        Reduction reduction,
        Precision precision,
        int begin,
        int end,
        int seed,
        int rows = 160)
    {
        using var expected = new SynapseColumns(program, precision, seed, rows);
        var (spikes, axonSpikes) = (new List<int>(), new List<int>());
        var shape = KernelShape.OfSynapses(program, access.AsSpan(), reduction);
        new EmitTermEvaluator(shape, [.. program.Slots.Select(s => expected[s])], expected.Indices).Run(begin, end, spikes, axonSpikes);
        foreach (var width in Widths)
        {
            using var actual = new SynapseColumns(program, precision, seed, rows);
            var found = actual.Run(new EmitBackend(width).Compile(program, access, reduction, precision), begin, end);
            Assert.Equal(spikes, found);
            foreach (var slot in program.Slots)
            {
                for (var row = 0; row < rows; row++)
                {
                    if (!expected[slot][row].Equals(actual[slot][row]))
                        Assert.Fail($"{program.Name} {seed}, {width}, {begin} to {end}: {slot}[{row}] is {actual[slot][row]:R}, expected {expected[slot][row]:R}");
                }
            }
        }
    }
}
