using System.Collections;
using Annarchy.Projections;
using Annarchy.Storage;

namespace Annarchy;

/// <summary>The synapses of a projection that one post-synaptic neuron receives: a window that holds no values of its own.</summary>
/// <example>
/// <code>
/// foreach (var dendrite in projection)
///     Console.WriteLine($"{dendrite.Rank}: {dendrite.Size} synapses, mean weight {dendrite["w"].Average()}");
/// </code>
/// </example>
public sealed class Dendrite : IEnumerable<IndividualSynapse>
{
    internal Dendrite(Projection projection, int rank)
    {
        Projection = projection;
        Rank = rank;
    }

    /// <summary>The projection the synapses belong to.</summary>
    public Projection Projection { get; }

    /// <summary>Rank of the post-synaptic neuron.</summary>
    public int Rank { get; }

    /// <summary>Number of synapses.</summary>
    public int Size => Projection.Connectivity.RowLength(Index);

    /// <summary>Ranks of the pre-synaptic neurons, ascending.</summary>
    public IReadOnlyList<int> PreRanks => Projection.Connectivity.PreRanks(Index);

    /// <summary>Delays of the synapses, ms, in the order of <see cref="PreRanks"/>.</summary>
    public IReadOnlyList<double> Delays => Projection.DelaysOf(Index);

    /// <summary>Its number among the dendrites of the projection.</summary>
    internal int Index
    {
        get
        {
            var index = Projection.Connectivity.DendriteOf(Rank);
            return index >= 0
                ? index
                : throw new InvalidOperationException($"Neuron {Rank} does not receive synapses of projection {Projection.Label} any more.");
        }
    }

    /// <summary>
    /// An attribute of the synapses: one number per synapse in the order of <see cref="PreRanks"/>, or one number for attributes that all
    /// synapses of the dendrite share. It is set from a number, an array or a distribution.
    /// </summary>
    /// <param name="attribute">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such attribute.</exception>
    /// <exception cref="ArgumentException">The values do not fit, or the attribute belongs to the whole projection.</exception>
    public Values this[string attribute]
    {
        get
        {
            var found = Projection.Find(attribute);
            return found.Locality switch
            {
                Locality.Global => found.Column[0],
                Locality.Semiglobal => found.Column[Index],
                _ => Values.Own(Projection.ReadRow(found, Index), [Size]),
            };
        }

        set => Write(Projection.FindToChange(attribute), value);
    }

    /// <summary>The synapses' values of an attribute in place: writing to the span changes the network.</summary>
    /// <typeparam name="T">
    /// <c>double</c> or <c>float</c> for reals, as the network's <see cref="Precision"/> says, <c>long</c> or <c>int</c> for integers and
    /// truth values.
    /// </typeparam>
    /// <param name="attribute">Name of an attribute of single synapses.</param>
    /// <returns>One element per synapse in the order of <see cref="PreRanks"/>; valid until synapses are created or pruned.</returns>
    /// <exception cref="InvalidOperationException">
    /// The values of a dendrite are not side by side in memory, as in projections of spiking neurons, or <typeparamref name="T"/> is not their
    /// type.
    /// </exception>
    public Span<T> AsSpan<T>(string attribute)
        where T : unmanaged
    {
        var found = Projection.Find(attribute);
        if (found.Locality != Locality.Local || !Projection.Connectivity.IsContiguous(Index, out var begin))
        {
            throw new InvalidOperationException(
                $"'{attribute}' of a dendrite of projection {Projection.Label} is not a span of memory; read it as an array.");
        }

        Projection.BeforeSharing();
        return found.Column.AsSpan<T>().Slice(checked((int)begin), Size);
    }

    /// <summary>The synapse from a pre-synaptic neuron.</summary>
    /// <param name="preRank">Rank of the neuron.</param>
    /// <returns>Null if there is no such synapse.</returns>
    public IndividualSynapse? Synapse(int preRank) =>
        Array.BinarySearch(Projection.Connectivity.PreRanks(Index), preRank) >= 0 ? new IndividualSynapse(this, preRank) : null;

    /// <summary>Creates a synapse.</summary>
    /// <param name="preRank">Rank of the pre-synaptic neuron.</param>
    /// <param name="w">Its weight.</param>
    /// <param name="delay">
    /// Its delay, ms: that of all others if they have the same, at most the longest if they differ. Null for that of the others, or one step.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// The synapse exists already, or synapses of the projection are stored densely or share one weight.
    /// </exception>
    /// <exception cref="ArgumentException">The delay is not possible.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    public void CreateSynapse(int preRank, double w = 0.0, double? delay = null)
    {
        Projection.Pre.Whole.Geometry.CheckRank(preRank);
        if (double.IsNaN(w))
            throw new ArgumentException($"Projection {Projection.Label}: the weight of a new synapse is not a number.", nameof(w));
        if (Projection.Editable().FindSlot(Index, preRank) >= 0)
        {
            throw new InvalidOperationException(
                $"Neuron {Rank} has a synapse from neuron {preRank} of projection {Projection.Label} already.");
        }

        Projection.CreateSynapse(Index, preRank, w, delay);
    }

    /// <summary>Creates synapses.</summary>
    /// <param name="preRanks">Ranks of the pre-synaptic neurons.</param>
    /// <param name="weights">One number, or one for each.</param>
    /// <param name="delays">Their delays, ms; null for that of the others, or one step.</param>
    /// <inheritdoc cref="CreateSynapse" path="/exception"/>
    public void CreateSynapses(IReadOnlyList<int> preRanks, Values weights = default, Values? delays = null)
    {
        ArgumentNullException.ThrowIfNull(preRanks);
        CheckCount(weights, preRanks.Count, nameof(weights));
        if (delays is { } some)
            CheckCount(some, preRanks.Count, nameof(delays));
        foreach (var rank in preRanks)
        {
            Projection.Pre.Whole.Geometry.CheckRank(rank);
            if (Projection.Editable().FindSlot(Index, rank) >= 0 || preRanks.Count(r => r == rank) > 1)
                throw new InvalidOperationException($"Neuron {Rank} would have two synapses from neuron {rank} of projection {Projection.Label}.");
        }

        for (var i = 0; i < preRanks.Count; i++)
        {
            double? delay = delays is { } given ? given[given.IsScalar ? 0 : i] : null;
            CreateSynapse(preRanks[i], weights[weights.IsScalar ? 0 : i], delay);
        }
    }

    /// <summary>Removes a synapse.</summary>
    /// <param name="preRank">Rank of the pre-synaptic neuron.</param>
    /// <exception cref="KeyNotFoundException">There is no such synapse.</exception>
    /// <exception cref="InvalidOperationException">Synapses of the projection are stored densely.</exception>
    public void PruneSynapse(int preRank)
    {
        var slot = Projection.Editable().FindSlot(Index, preRank);
        if (slot < 0)
            throw new KeyNotFoundException($"Neuron {Rank} has no synapse from neuron {preRank} of projection {Projection.Label}.");
        Projection.PruneSynapse(Index, preRank, (int)slot);
    }

    /// <summary>Removes synapses.</summary>
    /// <param name="preRanks">Ranks of the pre-synaptic neurons.</param>
    /// <inheritdoc cref="PruneSynapse" path="/exception"/>
    public void PruneSynapses(IReadOnlyList<int> preRanks)
    {
        ArgumentNullException.ThrowIfNull(preRanks);
        foreach (var rank in preRanks)
        {
            if (Projection.Editable().FindSlot(Index, rank) < 0)
                throw new KeyNotFoundException($"Neuron {Rank} has no synapse from neuron {rank} of projection {Projection.Label}.");
        }

        foreach (var rank in preRanks.Distinct())
            PruneSynapse(rank);
    }

    /// <summary>An attribute of the synapses as a picture in the geometry of the pre-synaptic population.</summary>
    /// <param name="attribute">Its name.</param>
    /// <param name="fill">What stands for synapses that do not exist.</param>
    /// <returns>One number per pre-synaptic neuron.</returns>
    public Values ReceptiveField(string attribute = "w", double fill = 0.0)
    {
        var population = Projection.Pre.Whole;
        var field = new double[population.Size];
        Array.Fill(field, fill);
        var values = Projection.ReadRow(Projection.Find(attribute), Index);
        var ranks = Projection.Connectivity.PreRanks(Index);
        for (var i = 0; i < ranks.Length; i++)
            field[ranks[i]] = values[i];
        return Values.Own(field, population.Geometry.Shape);
    }

    /// <summary>The synapses, in the order of their pre-synaptic ranks.</summary>
    public IEnumerator<IndividualSynapse> GetEnumerator() => PreRanks.Select(rank => new IndividualSynapse(this, rank)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The projection and the post-synaptic rank.</summary>
    public override string ToString() => $"{Projection.Name}[{Rank}]";

    private static void CheckCount(Values values, int count, string what)
    {
        if (values.Distribution is not null || (!values.IsScalar && values.Count != count))
            throw new ArgumentException($"{count} new synapses take one number or {count} of them as {what}.", what);
    }

    private void Write(in SynapticAttribute attribute, Values values)
    {
        if (attribute.Locality == Locality.Global)
        {
            throw new ArgumentException(
                $"'{attribute.Name}' belongs to all of projection {Projection.Label}: set it there, not through a dendrite.", nameof(values));
        }

        var size = attribute.Locality == Locality.Local ? Size : 1;
        if (values.Distribution is { } distribution)
            values = Projection.Network.DrawAssigned(distribution, size);
        if (!values.IsScalar && values.Count != size)
        {
            throw new ArgumentException(
                $"'{attribute.Name}' of dendrite {Rank} of projection {Projection.Label} takes "
                + (size == 1 ? "one number" : $"one number or {size} of them")
                + $"; {values.Count} were given.",
                nameof(values));
        }

        if (attribute.Locality == Locality.Semiglobal)
        {
            attribute.Column[Index] = values.Scalar;
            return;
        }

        if (values.IsScalar)
        {
            var all = new double[size];
            Array.Fill(all, values.Scalar);
            values = all;
        }

        Projection.WriteRow(attribute, Index, values.Items);
    }
}
