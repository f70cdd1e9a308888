using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Projections;

/// <summary>What a connector method was called with: where the synapses come from when the network is compiled.</summary>
internal abstract record Connector
{
    /// <summary>What the connector does, for people.</summary>
    public abstract string Description { get; }

    /// <summary>Makes the synapses, the same each time.</summary>
    public abstract BuiltSynapses Build(Projection projection);
}

/// <summary>A pattern of who is connected, whose synapses are stored.</summary>
/// <param name="Ends">The two ends.</param>
/// <param name="Pattern">Who is connected.</param>
/// <param name="Weights">Weights, where the pattern does not give them.</param>
/// <param name="Delays">Delays, likewise.</param>
/// <param name="Format">Storage asked for.</param>
/// <param name="ForceMultipleWeights">Whether every synapse has a weight of its own even if all are equal.</param>
internal sealed record PatternConnector(
    ProjectionEnds Ends,
    ConnectionPattern Pattern,
    SynapticValues Weights,
    SynapticValues Delays,
    StorageFormat Format,
    bool ForceMultipleWeights) : Connector
{
    public override string Description => Pattern.Description;

    public override BuiltSynapses Build(Projection projection) =>
        new ConnectionPlan(Ends, Pattern, Weights, Delays, projection.OptionsOf(this)).Build();
}

/// <summary>A rule that computes who is connected, and a few weights that the synapses share.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Delay">Delay of all synapses in steps.</param>
internal sealed record SharedWeightConnector(SharedWeightRule Rule, double[] Weights, int Delay) : Connector
{
    public override string Description => Rule.Description;

    public override BuiltSynapses Build(Projection projection)
    {
        var weights = new Column("w", AttributeKind.Real, projection.Network.Precision, Weights.Length);
        for (var i = 0; i < Weights.Length; i++)
            weights[i] = Weights[i];
        return new BuiltSynapses(new SharedWeightConnectivity(Rule, projection.Pre.Whole.Size, projection.Post.Whole.Size, Delay), weights);
    }
}

/// <summary>The synapses of another projection, as they are or with their ends exchanged.</summary>
/// <param name="Original">The projection they belong to.</param>
/// <param name="IsTransposed">Whether its post-synaptic neurons are the pre-synaptic ones here.</param>
internal sealed record BorrowingConnector(Projection Original, bool IsTransposed) : Connector
{
    public override string Description => $"{(IsTransposed ? "transpose" : "copy")} of {Original.Name}";

    public override BuiltSynapses Build(Projection projection)
    {
        Original.Build();
        if (Original.Connectivity is DenseConnectivity { ExcludesSelf: true } && !projection.Sums)
        {
            throw new InvalidOperationException(
                $"Projection {projection.Label} can only sum over synapses stored densely that leave out self-connections; let {Original.Label} store them sparsely.");
        }

        if (IsTransposed && Original.Connectivity.UniformDelay is null)
        {
            throw new InvalidOperationException(
                $"Projection {projection.Label}: the synapses of {Original.Label} have their own delays; only those with one delay can be transposed.");
        }

        return new BuiltSynapses(
            IsTransposed ? new TransposedConnectivity(Original.Connectivity, Original.CreatesSynapses) : Original.Connectivity,
            Original.WeightColumn)
        {
            OwnsConnectivity = IsTransposed,
            OwnsWeights = false,
        };
    }
}
