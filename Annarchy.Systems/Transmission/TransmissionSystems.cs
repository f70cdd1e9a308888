using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Replication;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Chooses the system that transmits through default synapses.</summary>
internal static class TransmissionSystems
{
    /// <summary>The system that feeds the projection's targets.</summary>
    public static ISystem Create(Projection projection, InstanceMemory? memory = null)
    {
        Column[] targets = [.. projection.Targets.Select(t => memory.Map(projection.Post.Whole.RequireTarget(t)))];
        return projection.Network.Precision == Precision.Single
            ? Create<float>(projection, targets, memory)
            : Create<double>(projection, targets, memory);
    }

    /// <summary>Whether there is a system for weighted sums over such synapses.</summary>
    public static bool CanSum(SynapticConnectivity connectivity) =>
        connectivity is { Order: StorageOrder.ByPost } and (DenseConnectivity or SparseConnectivity or TransposedConnectivity { Original: DenseConnectivity });

    /// <param name="projection">The synapses.</param>
    /// <param name="targets">The columns, of the post-synaptic population's size, that they feed.</param>
    /// <param name="memory">Memory of many instances of the network; null for the network itself.</param>
    public static ISystem Create<T>(Projection projection, Column[] targets, InstanceMemory? memory = null)
        where T : unmanaged, INumberBase<T> =>
        (projection.Connectivity, projection.Connectivity.Order == StorageOrder.ByPre) switch
        {
            (DenseConnectivity dense, false) => new DenseSumSystem<T>(projection, dense, targets, memory),
            (SparseConnectivity sparse, false) => new SparseSumSystem<T>(projection, sparse, targets, memory),
            (TransposedConnectivity { Original: DenseConnectivity dense }, false) => new TransposedDenseSumSystem<T>(projection, dense, targets, memory),
            (DenseConnectivity dense, true) => new DenseDeliverySystem<T>(projection, dense, targets, memory),
            (BitmapConnectivity bitmap, true) => new BitmapDeliverySystem<T>(projection, bitmap, targets, memory),
            (SparseConnectivity { UniformDelay: null } sparse, true) => new DelayedDeliverySystem<T>(projection, sparse, targets, memory),
            (SparseConnectivity sparse, true) => new SparseDeliverySystem<T>(projection, sparse, targets, memory),
            _ => throw new NotSupportedException($"Projection {projection.Label}: there is no system for {projection.Connectivity.FormatName} synapses."),
        };
}
