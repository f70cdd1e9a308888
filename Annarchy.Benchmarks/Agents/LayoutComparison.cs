using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Benchmarks.Agents;

/// <summary>
/// The two ways to lay out many small networks, as hand-written loops over the same neurons and synapses: instance-outer (the neurons of one
/// instance follow each other) and instance-inner (one neuron of all instances). Both do state update, threshold and delivery of spikes.
/// </summary>
internal static unsafe class LayoutComparison
{
    private const int Neurons = AgentBrains.Neurons;
    private const int Fan = AgentBrains.SynapsesPerNeuron;
    private const int Steps = 200;

    public static void Print(int agents)
    {
        var size = (agents + 15) / 16 * 16;
        Console.WriteLine("ms per step of all instances      20 Hz      100 Hz");
        foreach (var layout in new[] { "outer", "inner" })
        {
            var slow = Measure(layout, size, 1.06f);
            var fast = Measure(layout, size, 2.5f);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"instance-{layout,-20} {slow.Time,10:F3} {fast.Time,10:F3}   ({slow.Rate:F0} and {fast.Rate:F0} Hz)"));
        }
    }

    private static (double Time, double Rate) Measure(string layout, int agents, float current)
    {
        var block = layout == "outer" ? (Neurons + 15) / 16 * 16 : Neurons;
        var rows = agents * block;
        var random = new Random(5);
        var (v, g) = (new float[rows], new float[rows]);
        for (var i = 0; i < rows; i++)
            v[i] = random.NextSingle();
        var cells = new int[Neurons * Fan];
        var weights = new float[Neurons * Fan];
        for (var i = 0; i < cells.Length; i++)
            (cells[i], weights[i]) = (random.Next(Neurons), 0.01f * (random.NextSingle() - 0.5f));
        var spikes = new int[rows + 16];
        var masks = new ushort[(rows / 16) + 1];
        var (best, count) = (double.PositiveInfinity, 0L);
        fixed (float* vs = v, gs = g, ws = weights)
        fixed (int* cs = cells, ss = spikes)
        fixed (ushort* ms = masks)
        {
            for (var repetition = 0; repetition < 12; repetition++)
            {
                count = 0;
                var start = ThreadClock.Milliseconds();
                for (var step = 0; step < Steps; step++)
                    count += layout == "outer" ? Outer(vs, gs, cs, ws, ss, agents, block, current) : Inner(vs, gs, cs, ws, ms, agents, current);
                best = Math.Min(best, (ThreadClock.Milliseconds() - start) / Steps);
            }
        }

        return (best, count * 1000.0 / Steps / (agents * Neurons));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Outer(float* v, float* g, int* cells, float* weights, int* spikes, int agents, int block, float current)
    {
        var count = 0;
        for (var row = 0; row < agents * block; row += 16)
        {
            var spiking = Update(v + row, g + row, current);
            for (; spiking != 0; spiking &= spiking - 1)
                spikes[count++] = row + BitOperations.TrailingZeroCount(spiking);
        }

        var (instance, end) = (0, block);
        var delivered = 0;
        for (var i = 0; i < count; i++)
        {
            for (; spikes[i] >= end; end += block)
                instance++;
            var local = spikes[i] - (end - block);
            if (local >= Neurons)
                continue;
            delivered++;
            var target = g + ((long)instance * block);
            for (var slot = local * Fan; slot < (local + 1) * Fan; slot++)
                target[cells[slot]] += weights[slot];
        }

        return delivered;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Inner(float* v, float* g, int* cells, float* weights, ushort* masks, int agents, float current)
    {
        var lanes = agents / 16;
        for (var group = 0; group < Neurons * lanes; group++)
            masks[group] = (ushort)Update(v + (group * 16), g + (group * 16), current);
        var count = 0;
        var bits = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        for (var neuron = 0; neuron < Neurons; neuron++)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                var spiking = masks[(neuron * lanes) + lane];
                if (spiking == 0)
                    continue;
                count += BitOperations.PopCount(spiking);
                var mask = Vector512.Equals(Vector512.Create((int)spiking) & bits, bits).AsSingle();
                for (var slot = neuron * Fan; slot < (neuron + 1) * Fan; slot++)
                {
                    var target = g + (((cells[slot] * lanes) + lane) * 16);
                    (Vector512.Load(target) + (Vector512.Create(weights[slot]) & mask)).Store(target);
                }
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Update(float* v, float* g, float current)
    {
        var (vs, gs) = (Vector512.Load(v), Vector512.Load(g));
        vs += Vector512.Create(0.05f) * (Vector512.Create(current) + gs - vs);
        gs *= Vector512.Create(0.8f);
        var over = Vector512.GreaterThan(vs, Vector512<float>.One);
        Vector512.AndNot(vs, over).Store(v);
        gs.Store(g);
        return (uint)over.ExtractMostSignificantBits();
    }
}
