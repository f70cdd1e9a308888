using System.Runtime.InteropServices;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Replication;

public class ReplicaTests
{
    public static TheoryData<string, Precision, KernelBackend> Networks
    {
        get
        {
            var data = new TheoryData<string, Precision, KernelBackend>();
            foreach (var name in ReplicableNetworks.All.Keys)
            {
                data.Add(name, Precision.Double, KernelBackend.Emitted);
                data.Add(name, Precision.Single, KernelBackend.Emitted);
                data.Add(name, Precision.Single, KernelBackend.Interpreter);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Instances_are_the_network_by_itself_bit_for_bit(string name, Precision precision, KernelBackend backend)
    {
        using var template = ReplicableNetworks.Create(name, 1, precision, backend);
        using var replicas = new NetworkReplicas(template, 6);

        // Clocks that agree, that differ, and an instance that starts again.
        long[] seeds = [5, 5, 1, 8, 9, 1L << 40];
        for (var i = 0; i < seeds.Length; i++)
            replicas.Start(i, seeds[i]);
        replicas.Run(0, 6, 60);
        replicas.Run(2, 3, 7);
        replicas.Start(1, seeds[1] = 6);
        replicas.Run(0, 6, 25);
        replicas.Run(4, 1, 1);
        long[] steps = [85, 25, 92, 92, 93, 85];
        var spikes = 0;
        for (var i = 0; i < seeds.Length; i++)
        {
            using var alone = ReplicableNetworks.Create(name, seeds[i], precision, backend);
            alone.Simulate(steps[i]);
            Assert.Equal(steps[i], replicas.StepsOf(i));
            spikes += Compare(alone, replicas, i);
        }

        Assert.True(spikes > 0 || !template.Populations.Any(p => p.IsSpiking), "No neuron ever spiked: nothing was tested.");
    }

    [Theory]
    [InlineData("own delays")]
    [InlineData("rates")]
    public void Saved_instances_go_on_anywhere(string name)
    {
        using var template = ReplicableNetworks.Create(name, 1);
        using var replicas = new NetworkReplicas(template, 3);
        var state = new byte[replicas.StateBytes];
        replicas.Start(0, 4);
        replicas.Run(0, 1, 33);
        replicas.Save(0, state);
        replicas.Run(0, 1, 20);
        replicas.Load(2, state);
        replicas.Run(2, 1, 20);
        using var alone = ReplicableNetworks.Create(name, 4);
        alone.Simulate(53);
        Compare(alone, replicas, 0);
        Compare(alone, replicas, 2);
        Assert.Throws<ArgumentException>(() => replicas.Save(0, new byte[replicas.StateBytes - 1]));
        Assert.Throws<ArgumentException>(() => replicas.Load(0, new byte[replicas.StateBytes - 1]));
    }

    [Fact]
    public void Shared_attributes_are_individual_when_they_are_named()
    {
        using var template = ReplicableNetworks.Create("quiet spiking", 1);
        using var replicas = new NetworkReplicas(template, 2, "pop0.tau", "proj0.w");
        var (tau, weight) = (replicas.Find("pop0.tau"), replicas.Find("proj0.w"));
        Assert.True(tau.IsIndividual && weight.IsIndividual && replicas.Find("pop0.I").IsIndividual);
        Assert.False(replicas.Find("proj2.w").IsIndividual);
        replicas.Values<double>(tau, 1)[0] = 15.0;
        replicas.Values<double>(weight, 1)[0] = 0.6;
        replicas.Run(0, 2, 100);
        using var alone = ReplicableNetworks.Create("quiet spiking", 1);
        alone.Simulate(100);
        Compare(alone, replicas, 0);
        using var other = ReplicableNetworks.Create("quiet spiking", 1);
        other.Compile();
        other.Populations[0]["tau"] = 15.0;
        other.Projections[0]["w"] = 0.6;
        other.Simulate(100);
        Compare(other, replicas, 1);
        Assert.NotEqual(alone.Populations[0].AsSpan<double>("v").ToArray(), other.Populations[0].AsSpan<double>("v").ToArray());
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        using var template = ReplicableNetworks.Create("own delays", 1, Precision.Single);
        using var replicas = new NetworkReplicas(template, 10);
        var state = new byte[replicas.StateBytes];
        var v = replicas.Find("pop1.v");
        Work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            replicas.Start(3, 9);
            replicas.Run(0, 10, 20);
            replicas.Values<float>(v, 4)[0] = -60f;
            replicas.Save(4, state);
            replicas.Load(5, state);
            replicas.Run(3, 4, 5);
        }
    }

    [Fact]
    public void What_instances_cannot_run_is_refused()
    {
        using var scheduled = new Network();
        scheduled.Create(new SpikeSourceArray([1.0, 2.0], "times"));
        Assert.Contains("times", Assert.Throws<NotSupportedException>(() => new NetworkReplicas(scheduled, 2)).Message, StringComparison.Ordinal);

        using var structural = new Network();
        var a = structural.Create(3, new Neuron(equations: "r = 1.0 + sum(exc)"));
        structural.Connect(a, a, "exc", new Synapse(pruning: "w < 0.1")).AllToAll(1.0);
        Assert.Throws<NotSupportedException>(() => new NetworkReplicas(structural, 2));

        using var windowed = new Network();
        windowed.Create(2, new Izhikevich()).ComputeFiringRate(10.0);
        Assert.Throws<NotSupportedException>(() => new NetworkReplicas(windowed, 2));

        using var net = ReplicableNetworks.Create("rates", 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkReplicas(net, 0));
        Assert.Contains("pop1.tau", Assert.Throws<ArgumentException>(() => new NetworkReplicas(net, 2, "pop1.taus")).Message, StringComparison.Ordinal);
        using var replicas = new NetworkReplicas(net, 2);
        Assert.Throws<KeyNotFoundException>(() => replicas.Find("pop1.x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => replicas.Run(1, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => replicas.Start(2, 1));
        Assert.Throws<InvalidOperationException>(() => replicas.Values<float>(replicas.Find("pop1.r"), 0));
        using var others = new NetworkReplicas(net, 2);
        Assert.Throws<ArgumentException>(() => replicas.Values<double>(others.Find("pop1.r"), 0));
        net.Step();
        Assert.Throws<ArgumentException>(() => new NetworkReplicas(net, 2));
        replicas.Dispose();
        Assert.Throws<ObjectDisposedException>(() => replicas.Run(0, 1, 1));
        Assert.Throws<ObjectDisposedException>(() => replicas.Start(0, 1));
    }

    [Fact]
    public void The_build_seed_alone_decides_about_synapses()
    {
        using var one = ReplicableNetworks.Create("noisy spiking", 1);
        using var two = ReplicableNetworks.Create("noisy spiking", 2);
        using var other = new Network(seed: 1);
        ReplicableNetworks.All["noisy spiking"](other);
        foreach (var net in new[] { one, two, other })
            net.Compile();
        Assert.Equal(77, one.BuildSeed);
        Assert.Equal(1, other.BuildSeed);
        Assert.Equal((double[])one.Projections[0]["w"], (double[])two.Projections[0]["w"]);
        Assert.NotEqual((double[])one.Projections[0]["w"], (double[])other.Projections[0]["w"]);
    }

    /// <summary>Compares all columns of a network with those of an instance, and returns how often neurons spiked in the last step or before.</summary>
    private static int Compare(Network alone, NetworkReplicas replicas, int instance)
    {
        var spikes = 0;
        foreach (var population in alone.Populations)
        {
            foreach (var column in population.Columns.Columns)
                Compare(column, replicas, $"{population.Name}.{column.Name}", instance);
            if (!population.IsSpiking)
                continue;
            var same = replicas.Network.GetPopulation(population.Name);
            Assert.Equal(population.Spikes!.At(1).Ranks.ToArray(), replicas.Spikes(same, instance).ToArray());
            spikes += population.Columns[SlotNames.LastSpike].ToArray().Count(s => s != SlotNames.NeverSpiked);
        }

        foreach (var projection in alone.Projections)
        {
            // Whoever looks at synapses makes them see spikes that were put off.
            _ = projection["w"];
            foreach (var attribute in projection.Attributes)
                Compare(projection.FindColumn(attribute)!, replicas, $"{projection.Name}.{attribute}", instance);
        }

        return spikes;
    }

    private static void Compare(Column expected, NetworkReplicas replicas, string name, int instance)
    {
        var found = replicas.Find(name);
        var equal = expected.ElementSize == sizeof(float)
            ? Bytes<float, int>().SequenceEqual(Actual<float, int>())
            : Bytes<double, long>().SequenceEqual(Actual<double, long>());
        Assert.True(equal, $"{name} of instance {instance} differs.");

        Span<byte> Bytes<TReal, TInteger>()
            where TReal : unmanaged
            where TInteger : unmanaged =>
            expected.Kind == AttributeKind.Real ? MemoryMarshal.AsBytes(expected.AsSpan<TReal>()) : MemoryMarshal.AsBytes(expected.AsSpan<TInteger>());

        Span<byte> Actual<TReal, TInteger>()
            where TReal : unmanaged
            where TInteger : unmanaged => expected.Kind == AttributeKind.Real
            ? MemoryMarshal.AsBytes(replicas.Values<TReal>(found, instance))
            : MemoryMarshal.AsBytes(replicas.Values<TInteger>(found, instance));
    }
}
