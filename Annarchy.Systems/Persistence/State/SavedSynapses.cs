using Annarchy.Connectivity;

namespace Annarchy.Persistence;

/// <summary>Who is connected, in compressed rows by post-synaptic neuron, whatever the storage of the projection.</summary>
/// <param name="PostSize">Neurons of the post-synaptic population.</param>
/// <param name="PostRanks">Post-synaptic neurons that receive synapses, ascending.</param>
/// <param name="Begin">First synapse of each of them, and the number of synapses at the end.</param>
/// <param name="PreRanks">Pre-synaptic rank of each synapse, ascending within a row.</param>
/// <param name="Delays">Delay of each in steps; null where all have the same.</param>
/// <param name="UniformDelay">The one delay in steps; null where they differ.</param>
internal sealed record SavedSynapses(int PostSize, int[] PostRanks, long[] Begin, int[] PreRanks, int[]? Delays, int? UniformDelay)
{
    /// <summary>Memory for delays that a file may ask for when its synapses replace those of a connector, in elements.</summary>
    private const long MaxDelayLine = 1L << 27;

    public static SavedSynapses Load(in StateReader reader, ProjectionEntry entry, int preSize, int postSize)
    {
        var postRanks = reader.List<int>("post_ranks", postSize);
        CheckRanks(reader, "post_ranks", postRanks, postSize);
        var begin = reader.Array<long>("row_begin", postRanks.Length + 1);
        var preRanks = reader.List<int>("pre_ranks", (long)preSize * postSize);
        if (begin[0] != 0 || begin[^1] != preRanks.Length)
            throw reader.Fault("row_begin", "it does not fit the list of synapses");
        for (var row = 0; row < postRanks.Length; row++)
        {
            if (begin[row + 1] < begin[row] || begin[row + 1] > preRanks.Length)
                throw reader.Fault("row_begin", "it does not ascend");
            CheckRanks(reader, "pre_ranks", preRanks.AsSpan((int)begin[row]..(int)begin[row + 1]), preSize);
        }

        var delays = entry.UniformDelay is null ? reader.Array<int>("delays", preRanks.Length) : null;
        var longest = entry.UniformDelay ?? delays!.DefaultIfEmpty(1).Max();
        var shortest = entry.UniformDelay ?? delays!.DefaultIfEmpty(1).Min();
        if (shortest < 1 || (longest > 1 && (long)longest * Math.Max(preSize, postSize) > MaxDelayLine))
            throw reader.Fault("delays", $"delays of {shortest} to {longest} steps are not possible for populations of {preSize} and {postSize} neurons");
        return new SavedSynapses(postSize, postRanks, begin, preRanks, delays, entry.UniformDelay);
    }

    public void Save(in StateWriter writer)
    {
        writer.List<int>("post_ranks", PostRanks);
        writer.List<long>("row_begin", Begin);
        writer.List<int>("pre_ranks", PreRanks);
        if (Delays is not null)
            writer.List<int>("delays", Delays);
    }

    public bool Equals(SavedSynapses? other) =>
        other is not null
        && PostSize == other.PostSize
        && UniformDelay == other.UniformDelay
        && PostRanks.AsSpan().SequenceEqual(other.PostRanks)
        && Begin.AsSpan().SequenceEqual(other.Begin)
        && PreRanks.AsSpan().SequenceEqual(other.PreRanks)
        && Delays.AsSpan().SequenceEqual(other.Delays);

    public override int GetHashCode() => HashCode.Combine(PostSize, PreRanks.Length);

    /// <summary>A pattern that makes these synapses, between whole populations.</summary>
    /// <param name="timeStep">Duration of a step, ms.</param>
    /// <param name="weights">One per synapse; null to leave them open.</param>
    public ExplicitPattern ToPattern(double timeStep, double[]? weights)
    {
        var begin = new int[PostSize + 1];
        for (var row = 0; row < PostRanks.Length; row++)
            begin[PostRanks[row] + 1] = (int)(Begin[row + 1] - Begin[row]);
        for (var post = 0; post < PostSize; post++)
            begin[post + 1] += begin[post];
        return new ExplicitPattern("saved synapses", begin, PreRanks, weights, Delays is null ? null : Array.ConvertAll(Delays, d => d * timeStep));
    }

    private static void CheckRanks(in StateReader reader, string name, ReadOnlySpan<int> ranks, int size)
    {
        for (var i = 0; i < ranks.Length; i++)
        {
            if ((uint)ranks[i] >= (uint)size || (i > 0 && ranks[i] <= ranks[i - 1]))
                throw reader.Fault(name, $"rank {ranks[i]} is not one of {size} neurons, or not in order");
        }
    }
}
