using Annarchy.Connectivity;
using Annarchy.Randomness;
using FsCheck;
using FsCheck.Fluent;
using static Annarchy.Tests.Connectivity.StoredSynapses;

namespace Annarchy.Tests.Connectivity;

public class RandomPatternTests
{
    /// <summary>Everything that may vary about a random projection.</summary>
    internal sealed record Case(int Pre, int Post, bool Same, bool Self, double Fraction, ulong Seed, bool ByPre, bool Views, bool Delays)
    {
        public ProjectionEnds Ends => new(
            Pre, Same ? Pre : Post, Views ? EveryOther(Pre) : null, Views ? EveryOther(Same ? Pre : Post) : null, Same);

        public StorageOrder Order => ByPre ? StorageOrder.ByPre : StorageOrder.ByPost;

        private static int[] EveryOther(int size) => [.. Enumerable.Range(0, (size + 1) / 2).Select(i => 2 * i)];
    }

    private static readonly Arbitrary<Case> Cases = (
        from pre in Gen.Choose(1, 60)
        from post in Gen.Choose(1, 60)
        from same in Gen.Elements(true, false)
        from self in Gen.Elements(true, false)
        from percent in Gen.Choose(0, 100)
        from seed in Gen.Choose(0, int.MaxValue)
        from byPre in Gen.Elements(true, false)
        from views in Gen.Elements(true, false)
        from delays in Gen.Elements(true, false)
        select new Case(pre, post, same, self, percent / 100.0, (ulong)seed, byPre, views, delays)).ToArbitrary();

    [Fact]
    public void Fixed_probability_makes_no_duplicates_and_stays_within_its_ends() => Holds(Cases, c =>
    {
        var synapses = Build(c, Probability(c), out _);
        return AreValid(c, synapses) && (c.Fraction > 0.0 || synapses.Count == 0) && (c.Fraction < 1.0 || synapses.Count == Pairs(c));
    });

    [Fact]
    public void Fixed_number_pre_gives_every_post_synaptic_neuron_that_many() => Holds(Cases, c =>
    {
        var pattern = Number(c, StorageOrder.ByPost, out var number);
        var synapses = Build(c, pattern, out _);
        return AreValid(c, synapses)
            && synapses.Count == number * c.Ends.PostCount
            && synapses.GroupBy(s => s.Post).All(g => g.Count() == number);
    });

    [Fact]
    public void Fixed_number_post_gives_every_pre_synaptic_neuron_that_many() => Holds(Cases, c =>
    {
        var pattern = Number(c, StorageOrder.ByPre, out var number);
        var synapses = Build(c, pattern, out _);
        return AreValid(c, synapses)
            && synapses.Count == number * c.Ends.PreCount
            && synapses.GroupBy(s => s.Pre).All(g => g.Count() == number);
    });

    [Fact]
    public void The_order_of_storage_does_not_change_the_synapses() => Holds(Cases, c =>
        Build(c, Probability(c), out _).SequenceEqual(Build(c with { ByPre = !c.ByPre }, Probability(c), out _))
        && Build(c, Number(c, StorageOrder.ByPre, out _), out _)
            .SequenceEqual(Build(c with { ByPre = !c.ByPre }, Number(c, StorageOrder.ByPre, out _), out _)));

    [Theory]
    [InlineData(StorageOrder.ByPost)]
    [InlineData(StorageOrder.ByPre)]
    public void The_number_of_threads_does_not_change_a_bit(StorageOrder order)
    {
        var c = new Case(900, 700, false, true, 0.1, 5, order == StorageOrder.ByPre, false, true);
        foreach (var natural in new[] { StorageOrder.ByPost, StorageOrder.ByPre })
        {
            var reference = Build(c, Number(c, natural, out _), out _);
            Assert.Equal(reference, Build(c, Number(c, natural, out _), out _, threads: 2));
            Assert.Equal(reference, Build(c, Number(c, natural, out _), out _, threads: 5));
        }

        Assert.Equal(Build(c, Probability(c), out _), Build(c, Probability(c), out _, threads: 3));
    }

    [Fact]
    public void The_seed_decides()
    {
        var c = new Case(50, 50, false, true, 0.2, 1, false, false, false);
        Assert.Equal(Build(c, Probability(c), out _), Build(c, Probability(c), out _));
        Assert.NotEqual(Build(c, Probability(c), out _), Build(c, Probability(c with { Seed = 2 }), out _));
    }

    [Fact]
    public void Every_pair_is_equally_likely()
    {
        // 200 x 200 pairs at p = 0.3 in 50 networks: each count of a row or column of pairs is binomial, and exceeds five standard
        // deviations with probability 6e-7; 400 counts give a false alarm in 4000 seeds.
        const int Size = 200, Networks = 50;
        const double P = 0.3;
        var rows = new int[Size];
        var columns = new int[Size];
        for (var seed = 0UL; seed < Networks; seed++)
        {
            var c = new Case(Size, Size, false, true, P, seed, false, false, false);
            foreach (var synapse in Build(c, Probability(c), out _))
            {
                rows[synapse.Post]++;
                columns[synapse.Pre]++;
            }
        }

        var bound = 5.0 * Math.Sqrt(Size * Networks * P * (1 - P));
        Assert.All(rows.Concat(columns), n => Assert.InRange(n, (Size * Networks * P) - bound, (Size * Networks * P) + bound));
    }

    [Fact]
    public void Every_subset_is_equally_likely()
    {
        // All 10 subsets of 2 of 5 over 4000 rows: chi squared with 9 degrees of freedom exceeds 39.3 once in 100 000 seeds.
        var ends = new ProjectionEnds(5, 4000);
        var pattern = new FixedNumberPattern(ends, StorageOrder.ByPost, 2, true, new RandomKey(7, 1, 0));
        var counts = new Dictionary<(int, int), int>();
        var positions = new int[2];
        for (var row = 0; row < 4000; row++)
        {
            Assert.Equal(2, pattern.Positions(row, positions));
            counts[(positions[0], positions[1])] = counts.GetValueOrDefault((positions[0], positions[1])) + 1;
        }

        Assert.Equal(10, counts.Count);
        Assert.InRange(counts.Values.Sum(n => (n - 400.0) * (n - 400.0) / 400.0), 0.0, 39.3);
    }

    [Fact]
    public void Few_of_many_are_sorted_and_distinct()
    {
        var ends = new ProjectionEnds(1_000_000, 20);
        var pattern = new FixedNumberPattern(ends, StorageOrder.ByPost, 30, true, new RandomKey(7, 1, 0));
        var positions = new int[30];
        for (var row = 0; row < 20; row++)
        {
            pattern.Positions(row, positions);
            Assert.Equal(positions.Distinct().Order(), positions);
            Assert.All(positions, p => Assert.InRange(p, 0, 999_999));
        }
    }

    [Fact]
    public void Drawn_weights_and_delays_follow_their_distributions()
    {
        var ends = new ProjectionEnds(300, 300);
        var plan = new ConnectionPlan(
            ends,
            new AllToAllPattern(ends, true),
            new DrawnValues(new Uniform(0.5, 1.0), new RandomKey(3, 1, 1)),
            new DrawnValues(new Normal(2.0, 2.0), new RandomKey(3, 1, 2), 0.0),
            Options(StorageOrder.ByPre, timeStep: 0.5));
        var built = plan.Build();
        using var connectivity = built.Connectivity;
        var synapses = Read(built);

        Assert.All(synapses, s => Assert.InRange(s.Weight, 0.5, 1.0));
        Assert.All(synapses, s => Assert.InRange(s.Delay, 1, 40));
        // 90 000 draws: the mean of the weights is within five standard errors (5e-4 each) of 0.75 but for 6e-7 of the seeds.
        Assert.InRange(synapses.Average(s => s.Weight), 0.7475, 0.7525);
        Assert.Equal(connectivity.MaxDelay, synapses.Max(s => s.Delay));
        Assert.True(synapses.Select(s => s.Weight).Distinct().Count() > 89_000);
    }

    private static FixedProbabilityPattern Probability(Case c) => new(c.Ends, c.Fraction, c.Self, new RandomKey(c.Seed, 1, 0));

    private static FixedNumberPattern Number(Case c, StorageOrder order, out int number)
    {
        var candidates = new FixedNumberPattern(c.Ends, order, 0, c.Self, default).Candidates;
        number = (int)(c.Fraction * candidates);
        return new FixedNumberPattern(c.Ends, order, number, c.Self, new RandomKey(c.Seed, 1, 0));
    }

    private static List<Entry> Build(Case c, ConnectionPattern pattern, out BuiltSynapses built, int threads = 1)
    {
        SynapticValues delays = c.Delays ? new DrawnValues(new Uniform(0.0, 9.0), new RandomKey(c.Seed, 1, 2)) : new ConstantValues(2.0);
        var weights = new DrawnValues(new Uniform(-1.0, 1.0), new RandomKey(c.Seed, 1, 1));
        built = new ConnectionPlan(c.Ends, pattern, weights, delays, Options(c.Order, threads: threads)).Build();
        using var connectivity = built.Connectivity;
        using var column = built.Weights;
        return Read(built);
    }

    private static bool AreValid(Case c, List<Entry> synapses)
    {
        var (pre, post) = (c.Ends.PreRanks().ToHashSet(), c.Ends.PostRanks().ToHashSet());
        return synapses.All(s => pre.Contains(s.Pre) && post.Contains(s.Post) && Math.Abs(s.Weight) <= 1.0)
            && synapses.Select(s => (s.Post, s.Pre)).Distinct().Count() == synapses.Count
            && synapses.SequenceEqual(synapses.OrderBy(s => s.Post).ThenBy(s => s.Pre))
            && (c.Self || !c.Same || synapses.All(s => s.Pre != s.Post));
    }

    private static int Pairs(Case c)
    {
        var ends = c.Ends;
        var excluded = c.Same && !c.Self ? ends.PreRanks().Intersect(ends.PostRanks()).Count() : 0;
        return (ends.PreCount * ends.PostCount) - excluded;
    }

    private static void Holds(Arbitrary<Case> cases, Func<Case, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithReplay(42, 43), Prop.ForAll(cases, property));
}
