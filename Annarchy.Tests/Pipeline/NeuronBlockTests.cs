using Annarchy.Threading;

namespace Annarchy.Tests;

/// <summary>Systems shared by neurons run together, each member keeping to its own neurons.</summary>
public class NeuronBlockTests
{
    private static readonly Neuron _neuron = new(
        parameters: "drive = 0.0",
        equations: "x = x + drive\nu = 0.9 * u + g_exc - 0.5 * g_inh + 0.1 * Normal(0.0, 1.0)",
        spike: "x > 1",
        reset: "x = x - 1");

    [Theory]
    [InlineData(StorageFormat.Sparse)]
    [InlineData(StorageFormat.Bitmap)]
    [InlineData(StorageFormat.Dense)]
    public void Large_and_small_populations_give_the_same_bits_on_any_number_of_threads(StorageFormat format)
    {
        var alone = Run(format, threads: 1);
        Assert.True(alone.Distinct().Count() > 1000);
        foreach (var threads in new[] { 2, 3, 5 })
            Assert.Equal(alone, Run(format, threads));
    }

    [Fact]
    public void Large_populations_are_split_and_small_ones_go_to_whoever_has_least_to_do()
    {
        using var net = Create(StorageFormat.Sparse, threads: 3);
        net.Compile();
        var large = net.GetPopulation("large").Shares;
        Assert.Equal(3, large.Members);
        Assert.Equal(0, large[0].Begin);
        Assert.Equal(large[0].End, large[1].Begin);
        Assert.Equal(large[1].End, large[2].Begin);
        Assert.Equal(3001, large[2].End);
        Assert.Equal(0, large[1].Begin % 16);

        var first = Enumerable.Range(0, 3).Single(net.GetPopulation("first").Shares.IsWhole);
        var second = Enumerable.Range(0, 3).Single(net.GetPopulation("second").Shares.IsWhole);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void A_network_that_is_done_in_less_than_a_meeting_stays_with_one_member()
    {
        using var net = new Network(threads: 4);
        var population = net.Create(50, _neuron);
        net.Compile();
        Assert.Equal(1, population.Shares.Members);
    }

    [Fact]
    public void Every_system_of_a_block_is_timed_and_a_system_in_between_sees_what_was_delivered()
    {
        using var net = Create(StorageFormat.Sparse, threads: 2);
        net.ProfilingInterval = 1;
        net.Compile();
        var seen = 0.0;
        var large = net.GetPopulation("large");
        net.Pipeline.Add(Stage.Transmission, new Watching(() => seen += large["g_exc"].ToArray().Sum()));
        net.Simulate(50.0);
        Assert.NotEqual(0.0, seen);
        var profile = net.Profile();
        Assert.All(profile.Systems.Where(s => s.Name.StartsWith("update", StringComparison.Ordinal)), s => Assert.True(s.Seconds > 0.0));
        Assert.Contains(profile.Systems, s => s.Name.StartsWith("spikes of", StringComparison.Ordinal) && s.Seconds > 0.0);
    }

    [Fact]
    public void A_step_allocates_nothing_timed_or_not()
    {
        using var net = Create(StorageFormat.Bitmap, threads: 2);
        net.ProfilingInterval = 2;
        net.Simulate(50.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        net.Simulate(200.0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
    }

    private static double[] Run(StorageFormat format, int threads)
    {
        using var net = Create(format, threads);
        net.Simulate(60.0);
        return [.. net.Populations.SelectMany(p => p["u"].ToArray())];
    }

    private static Network Create(StorageFormat format, int threads)
    {
        var net = new Network(seed: 5, threads: threads);
        var large = net.Create(3001, _neuron, name: "large");
        var first = net.Create(190, _neuron, name: "first");
        var second = net.Create(130, _neuron, name: "second");
        foreach (var population in net.Populations)
            population["drive"] = new Uniform(0.05, 0.3);
        Connect(large, first, "exc", 0.1, 0.1);
        Connect(first, large[700..2900], "exc", 0.1, 0.3);
        Connect(second, large, "inh", 0.2, 0.2);
        Connect(large, large, "inh", 0.05, 0.1);
        Connect(large[1000..], second, "exc", 0.1, 0.1);
        return net;

        void Connect(ProjectionEnd pre, ProjectionEnd post, string target, double probability, double weight)
        {
            var projection = net.Connect(pre, post, target);
            _ = format == StorageFormat.Dense
                ? projection.AllToAll(new Uniform(0.0, probability * weight)).Store(format)
                : projection.FixedProbability(probability, weight).Store(format);
        }
    }

    private sealed class Watching(Action action) : ISystem
    {
        public string Name => "watching";

        public void Update(in StepContext context) => action();
    }
}
