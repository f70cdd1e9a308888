using Annarchy.Kernels;
using Annarchy.Kernels.Emit;
using Annarchy.Programs;
using Annarchy.Randomness;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>Emitted kernels compute what their programs say, at every width of vectors.</summary>
public class EmitBackendTests
{
    private static readonly VectorWidth[] Widths = [VectorWidth.Bits128, VectorWidth.Bits256, VectorWidth.Bits512];

    private readonly NodeFactory _nodes = new();

    [Theory]
    [InlineData(Precision.Double, 1)]
    [InlineData(Precision.Double, 2)]
    [InlineData(Precision.Single, 3)]
    [InlineData(Precision.Single, 4)]
    public void Random_programs_have_the_bits_of_their_terms_at_every_width(Precision precision, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            var program = EmitRandomProgram.Create(random, random.Next(1, 60), EmitRandomProgram.AllOperations);
            var rows = random.Next(1, 70);
            var begin = 16 * random.Next(0, (rows + 15) / 16);
            using var before = new ProgramColumns(program, precision, rows).Randomize(random);
            MakeSomeUniform(before, random);
            using var expected = before.Clone();
            var (spikes, axonSpikes) = (new List<int>(), new List<int>());
            new EmitTermEvaluator(program, expected.All).Run(begin, rows, spikes, axonSpikes);
            foreach (var width in Widths)
            {
                using var actual = before.Clone();
                var kernel = new EmitBackend(width).Compile(program, precision);
                var (ranks, axonRanks) = KernelRun.Run(kernel, actual, begin, rows);
                AssertSame(program, expected, actual, $"program {i} of seed {seed}, {width}");
                Assert.Equal(spikes, ranks);
                Assert.Equal(axonSpikes, axonRanks);
            }
        }
    }

    [Theory]
    [InlineData(Precision.Double, 5)]
    [InlineData(Precision.Single, 6)]
    public void Contractions_stay_within_rounding_of_the_program(Precision precision, int seed)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var i = 0; i < 100; i++)
        {
            var program = EmitRandomProgram.Create(random, random.Next(1, 30), EmitRandomProgram.SmoothOperations, realsOnly: true);
            const int Rows = 16;
            using var before = new ProgramColumns(program, precision, Rows).Randomize(random);
            using var actual = before.Clone();
            KernelRun.Run(new EmitBackend().Compile(program, precision), actual, 0, Rows);
            for (var row = 0; row < Rows; row++)
            {
                var bounds = EmitErrorBound.EvaluateRow(program, before.All, row, precision);
                foreach (var store in program.Stores)
                {
                    var (value, bound) = bounds[store.Value];
                    if (!double.IsFinite(value) || !(bound < Math.Abs(value)))
                        continue;
                    compared++;
                    var difference = Math.Abs(actual[store.Target][row] - value);
                    Assert.True(difference <= 4.0 * bound, $"program {i}: {store.Value} is off by {difference}, at most {4.0 * bound}");
                }
            }
        }

        Assert.True(compared > 1000);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Reads_see_the_columns_before_the_stores(Precision precision)
    {
        Slot x = Local("x"), y = Local("y");
        var program = new UpdateProgram(
            "swap",
            Locality.Local,
            [new Store(x, _nodes.Read(y)), new Store(y, _nodes.Read(x))],
            _nodes.Make(Op.Greater, _nodes.Read(x), _nodes.Constant(2.5)));
        foreach (var width in Widths)
        {
            using var columns = new ProgramColumns(program, precision, 3);
            columns[x].CopyFrom([1, 2, 3]);
            columns[y].CopyFrom([4, 5, 6]);
            var (spikes, _) = KernelRun.Run(new EmitBackend(width).Compile(program, precision), columns, 0, 3);
            Assert.Equal([4, 5, 6], columns[x].ToArray());
            Assert.Equal([1, 2, 3], columns[y].ToArray());
            Assert.Equal([2], spikes);
        }
    }

    [Fact]
    public void Spikes_follow_those_already_in_the_list()
    {
        var program = new UpdateProgram("spikes", Locality.Local, [], _nodes.Make(Op.Greater, _nodes.Read(Local("x")), _nodes.Constant(0.0)));
        using var columns = new ProgramColumns(program, Precision.Double, 40);
        foreach (var row in new[] { 0, 7, 8, 15, 16, 31, 39 })
            columns.All[0][row] = 1.0;
        var kernel = new EmitBackend().Compile(program, Precision.Double);
        Assert.Equal([0, 7, 8, 15], KernelRun.Run(kernel, columns, 0, 16).Spikes);
        Assert.Equal([16, 31], KernelRun.Run(kernel, columns, 16, 39).Spikes);
        Assert.Equal([39], KernelRun.Run(kernel, columns, 32, 40).Spikes);
    }

    [Fact]
    public void A_global_pass_writes_its_single_row()
    {
        Slot a = new(SlotOwner.Self, "a", Locality.Global, AttributeKind.Real), n = new(SlotOwner.Self, "n", Locality.Global, AttributeKind.Integer);
        var flag = new Slot(SlotOwner.Self, "flag", Locality.Global, AttributeKind.Boolean);
        var sum = _nodes.Add(_nodes.Read(a), _nodes.Read(n));
        var program = new UpdateProgram(
            "global",
            Locality.Global,
            [new Store(a, sum), new Store(n, _nodes.ToInteger(sum)), new Store(flag, _nodes.Make(Op.Less, sum, _nodes.Constant(0.0)))]);
        using var columns = new ProgramColumns(program, Precision.Single, 1);
        columns[a][0] = -4.5;
        columns[n][0] = 2;
        KernelRun.Run(new EmitBackend().Compile(program, Precision.Single), columns, 0, 1);
        Assert.Equal(-2.5, columns[a][0]);
        Assert.Equal(-2, columns[n][0]);
        Assert.Equal(1, columns[flag][0]);
    }

    [Fact]
    public void A_program_of_nothing_does_nothing()
    {
        var program = new UpdateProgram("nothing", Locality.Local, []);
        using var columns = new ProgramColumns(program, Precision.Double, 1);
        Assert.Empty(KernelRun.Run(new EmitBackend().Compile(program, Precision.Double), columns, 0, 1).Spikes);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Programs_of_every_locality_agree_with_their_terms(Precision precision)
    {
        for (var seed = 0; seed < 80; seed++)
        {
            var program = ProgramGenerator.Create(seed);
            var rows = program.Locality == Locality.Global ? 1 : 1 + (seed * 7 % 70);
            using var actual = new ProgramColumns(program, precision, rows).Randomize(new Random(seed));
            using var expected = actual.Clone();
            var (spikes, axonSpikes) = (new List<int>(), new List<int>());
            new EmitTermEvaluator(program, expected.All).Run(0, rows, spikes, axonSpikes);
            var found = KernelRun.Run(new EmitBackend().Compile(program, precision), actual, 0, rows);
            AssertSame(program, expected, actual, $"seed {seed}");
            Assert.Equal(spikes, found.Spikes);
            Assert.Equal(axonSpikes, found.AxonSpikes);
        }
    }

    [Fact]
    public void Very_long_and_very_wide_programs_are_right()
    {
        // 3000 values in a chain, of which 40 are alive at its end.
        var x = Local("x");
        var chain = _nodes.Read(x);
        var kept = new List<Node>();
        for (var i = 0; i < 3000; i++)
        {
            chain = _nodes.Subtract(_nodes.Constant(i % 7 / 8.0), _nodes.Make(Op.Minimum, chain, _nodes.Constant(3.0)));
            if (i % 75 == 0)
                kept.Add(chain);
        }

        for (var i = kept.Count - 1; i >= 0; i--)
            chain = _nodes.Add(chain, kept[i]);
        var program = new UpdateProgram("long", Locality.Local, [new Store(x, chain)]);
        using var before = new ProgramColumns(program, Precision.Double, 20).Randomize(new Random(7));
        using var expected = before.Clone();
        ReferenceEvaluator.Run(program, expected.All, 0, 20);
        KernelRun.Run(new EmitBackend().Compile(program, Precision.Double), before, 0, 20);
        AssertSame(program, expected, before, "long");
    }

    [Theory]
    [InlineData((int)Op.Exp, 60)]
    [InlineData((int)Op.Power, 5)]
    public void Any_number_of_functions_can_be_used(int op, int count)
    {
        var x = _nodes.Read(Local("x"));
        var sum = _nodes.Constant(0.0);
        for (var i = 1; i <= count; i++)
        {
            var scaled = _nodes.Multiply(x, _nodes.Constant(0.01 * i));
            sum = _nodes.Add(sum, (Op)op == Op.Exp ? _nodes.Make(Op.Exp, scaled) : _nodes.Make((Op)op, scaled, _nodes.Constant(1.7)));
        }

        var program = new UpdateProgram("functions", Locality.Local, [new Store(Local("x"), sum)]);
        using var actual = new ProgramColumns(program, Precision.Double, 20).Randomize(new Random(9));
        using var expected = actual.Clone();
        new EmitTermEvaluator(program, expected.All).Run(0, 20, [], []);
        KernelRun.Run(new EmitBackend().Compile(program, Precision.Double), actual, 0, 20);
        AssertSame(program, expected, actual, "functions");
    }

    [Fact]
    public void Equal_programs_share_a_kernel_whatever_their_names()
    {
        var backend = new EmitBackend();
        var first = backend.Compile(Decay("v", "tau", 0.5), Precision.Double);
        Assert.Same(first, new EmitBackend().Compile(Decay("u", "lambda", 0.5), Precision.Double));
        Assert.NotSame(first, backend.Compile(Decay("v", "tau", 0.25), Precision.Double));
        Assert.NotSame(first, backend.Compile(Decay("v", "tau", 0.5), Precision.Single));
        Assert.NotSame(first, new EmitBackend(VectorWidth.Bits128).Compile(Decay("v", "tau", 0.5), Precision.Double));
    }

    [Fact]
    public void Kernels_compiled_at_once_are_one()
    {
        var kernels = new Kernel[8];
        Parallel.For(0, kernels.Length, i => kernels[i] = new EmitBackend().Compile(Decay("v", "tau", 0.125), Precision.Double));
        Assert.All(kernels, k => Assert.Same(kernels[0], k));
    }

    [Fact]
    public unsafe void A_run_allocates_nothing()
    {
        var program = EmitRandomProgram.Create(new Random(8), 40, EmitRandomProgram.SmoothOperations, realsOnly: true);
        using var columns = new ProgramColumns(program, Precision.Double, 100);
        var kernel = new EmitBackend().Compile(program, Precision.Double);
        fixed (nint* addresses = columns.Addresses)
        {
            kernel.Run(addresses, 0, 100, null);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
                kernel.Run(addresses, 0, 100, null);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void The_dump_shows_the_loop_and_what_precedes_it()
    {
        var text = new EmitBackend(VectorWidth.Bits256).DumpIl(Decay("v", "tau", 0.5), Precision.Double);
        var prologue = text.IndexOf("once per run", StringComparison.Ordinal);
        var loop = text.IndexOf("for every vector of rows", StringComparison.Ordinal);
        Assert.InRange(text.IndexOf("Vector256Calls.Exp", StringComparison.Ordinal), prologue, loop);
        Assert.True(text.IndexOf("Vector256.Multiply<Double>", loop, StringComparison.Ordinal) > loop);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public unsafe void Draws_belong_to_their_stream_and_row(Precision precision)
    {
        Slot shape = Local("shape"), gamma = Local("gamma"), binomial = Local("binomial");
        var probability = _nodes.Constant(0.25);
        var program = new UpdateProgram(
            "draws",
            Locality.Local,
            [
                new Store(gamma, _nodes.Draw(Op.Gamma, 3, _nodes.Read(shape))),
                new Store(binomial, _nodes.Draw(Op.Binomial, 4, _nodes.Constant(12.0), probability)),
            ]);
        var key = new RandomKey(11, 5, 0, 1234);
        var groups = stackalloc BinomialGroup[KernelSpikes.BinomialStreams];
        foreach (var (width, binomials) in Widths.SelectMany(w => new[] { (w, (nint)0), (w, (nint)groups) }))
        {
            using var columns = new ProgramColumns(program, precision, 37).Randomize(new Random(12));
            var kernel = new EmitBackend(width).Compile(program, precision);
            fixed (nint* addresses = columns.Addresses)
            {
                var run = new KernelSpikes { Random = key, Binomials = (BinomialGroup*)binomials };
                kernel.Run(addresses, 16, 37, &run);
            }

            for (var row = 16; row < 37; row++)
            {
                var draw = RandomDraws.Gamma(columns[shape][row], key.AtStream(3), row);
                Assert.Equal(precision == Precision.Single ? (float)draw : draw, columns[gamma][row]);
                Assert.Equal(RandomDraws.Binomial(12, 0.25, key.AtStream(4), row), columns[binomial][row]);
            }
        }

        Assert.Equal(["Gamma", "Binomial"], new EmitBackend().List(program, precision).ScalarOperations);
    }

    [Fact]
    public void Terms_of_parameters_are_kept_from_rows_to_rows()
    {
        Slot v = Local("v"), tau = Local("tau");
        var decay = _nodes.Make(Op.Exp, _nodes.Divide(_nodes.Constant(-0.5), _nodes.Read(tau)));
        var program = new UpdateProgram("steady", Locality.Local, [new Store(v, _nodes.Multiply(_nodes.Read(v), decay))]);
        Assert.Equal(["exp(-0.5 / tau)"], new EmitBackend().List(program, Precision.Double).Steady);
        using var columns = new ProgramColumns(program, Precision.Double, 200).Randomize(new Random(13));
        for (var row = 0; row < 200; row++)
            columns[tau][row] = row is < 50 or 120 ? 2.0 : 3.0;
        using var expected = columns.Clone();
        new EmitTermEvaluator(program, expected.All).Run(0, 200, [], []);
        KernelRun.Run(new EmitBackend().Compile(program, Precision.Double), columns, 0, 200);
        AssertSame(program, expected, columns, "steady");
    }

    [Fact]
    public void The_listing_counts_bytes_and_names_what_is_hoisted()
    {
        var listing = new EmitBackend(VectorWidth.Bits128).List(Decay("v", "tau", 0.5), Precision.Single);
        Assert.Equal(["exp(-0.5 / tau)"], listing.Hoisted);
        Assert.Equal((4, 4, 4), (listing.BytesReadPerRow, listing.BytesWrittenPerRow, listing.Lanes));
        Assert.Empty(listing.ScalarOperations);
    }

    /// <summary>Gives stretches of rows the same value, as parameters have.</summary>
    private static void MakeSomeUniform(ProgramColumns columns, Random random)
    {
        foreach (var column in columns.All)
        {
            var stretch = random.Next(1, 40);
            for (var row = 0; row < column.Length; row++)
                column[row] = column[row / stretch * stretch];
        }
    }

    private static Slot Local(string name) => new(SlotOwner.Self, name, Locality.Local, AttributeKind.Real);

    /// <summary>v = v * exp(-factor / tau)</summary>
    private static UpdateProgram Decay(string v, string tau, double factor)
    {
        var nodes = new NodeFactory();
        var rate = nodes.Divide(nodes.Constant(-factor), nodes.Read(new Slot(SlotOwner.Self, tau, Locality.Global, AttributeKind.Real)));
        return new UpdateProgram($"{v} decays", Locality.Local, [new Store(Local(v), nodes.Multiply(nodes.Read(Local(v)), nodes.Make(Op.Exp, rate)))]);
    }

    /// <summary>Checks that columns hold the same bits; any NaN is as good as another.</summary>
    private static void AssertSame(UpdateProgram program, ProgramColumns expected, ProgramColumns actual, string context)
    {
        for (var i = 0; i < expected.All.Count; i++)
        {
            var (e, a) = (expected.All[i], actual.All[i]);
            for (var row = 0; row < e.Length; row++)
            {
                if (Bits(e, row) != Bits(a, row))
                    Assert.Fail($"{context}: {program.Slots[i]}[{row}] is {a[row]:R}, expected {e[row]:R}.");
            }
        }
    }

    private static long Bits(Column column, int row)
    {
        var value = column[row];
        return column.Kind != AttributeKind.Real ? column.Precision == Precision.Double ? column.AsSpan<long>()[row] : column.AsSpan<int>()[row]
            : double.IsNaN(value) ? long.MaxValue : BitConverter.DoubleToInt64Bits(value);
    }
}
