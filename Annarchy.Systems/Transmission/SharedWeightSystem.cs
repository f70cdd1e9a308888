using System.Numerics;
using Annarchy.Programs;
using Annarchy.Projections;
using Annarchy.Replication;
using Annarchy.Storage;
using Annarchy.Synapses;
using Annarchy.Threading;

namespace Annarchy.Transmission;

/// <summary>Runs the parts of <see cref="SharedWeightSums{T}"/> on the threads of the network.</summary>
/// <param name="projection">The projection.</param>
/// <param name="sums">What its rule offers.</param>
/// <param name="input">The pre-synaptic variable.</param>
/// <param name="weights">The weights.</param>
/// <param name="targets">The columns to feed.</param>
internal sealed unsafe class SharedWeightSystem<T>(Projection projection, SharedWeightSums<T> sums, SlotSource input, Column weights, Column[] targets)
    : IInstanceSystem, ITeamWork, IHoldsMemory
    where T : unmanaged
{
    private readonly int _members = Math.Clamp(sums.PartCount, 1, projection.Network.Team.Size);
    private nint _target;

    public string Name => $"{projection.ConnectorDescription} of {projection.Label}";

    public nuint ByteCount => (nuint)sums.ByteCount;

    public void Update(in StepContext context) => Run(InstanceStep.Of(projection.Network, context));

    public void Run(in InstanceStep step)
    {
        if (!projection.IsTransmitting)
            return;
        sums.Begin(Span(input.AddressOf(step.Instance), input.Column), Span(weights.AddressOf(step.Instance), weights));
        foreach (var target in targets)
        {
            _target = target.AddressOf(step.Instance);
            projection.Network.Team.Run(this, _members);
        }
    }

    public void Execute(int member)
    {
        var parts = (long)sums.PartCount;
        var end = (int)(parts * (member + 1) / _members);
        for (var part = (int)(parts * member / _members); part < end; part++)
            sums.Add(part, Span(_target, targets[0]));
    }

    private static Span<T> Span(nint address, Column column) => new((void*)address, checked((int)column.Length));
}

/// <summary>Finds the fast way of a rule, if it has one for what its synapses contribute.</summary>
internal static class SharedWeightSystems
{
    /// <param name="projection">The projection.</param>
    /// <param name="connectivity">Its rule.</param>
    /// <param name="psp">What synapses contribute.</param>
    /// <param name="operation">How contributions are combined.</param>
    /// <param name="source">Where pre-synaptic values are.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="targets">The columns to feed.</param>
    /// <returns>Null if there is none.</returns>
    public static ISystem? TryCreate(
        Projection projection,
        SharedWeightConnectivity connectivity,
        UpdateProgram psp,
        string operation,
        Func<Slot, SlotSource> source,
        Column weights,
        Column[] targets)
    {
        var value = psp.Stores[0].Value;
        var isWeighted = value.Op == Op.Multiply && value.Operands.Any(IsWeight);
        var variable = isWeighted ? value.Operands.FirstOrDefault(x => !IsWeight(x)) : value;
        if (variable?.Slot is not { Owner: SlotOwner.Pre, Locality: Locality.Local, Kind: AttributeKind.Real } slot)
            return null;
        var contribution = new SharedContribution(isWeighted, operation);
        return projection.Network.Precision == Precision.Single ? Create<float>() : Create<double>();

        ISystem? Create<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            connectivity.Rule.CreateSums<T>(contribution) is { } sums
                ? new SharedWeightSystem<T>(projection, sums, source(slot), weights, targets)
                : null;

        static bool IsWeight(Node node) => node.Slot is { Owner: SlotOwner.Self, Name: "w" };
    }
}
