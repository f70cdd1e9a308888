using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Chooses the system that transmits through default synapses.</summary>
internal static class TransmissionSystems
{
    /// <summary>The system that feeds the projection's targets.</summary>
    public static ISystem Create(Projection projection)
    {
        Column[] targets = [.. projection.Targets.Select(projection.Post.Whole.RequireTarget)];
        return projection.Network.Precision == Precision.Single ? Create<float>(projection, targets) : Create<double>(projection, targets);
    }

    /// <param name="projection">The synapses.</param>
    /// <param name="targets">The columns, of the post-synaptic population's size, that they feed.</param>
    public static ISystem Create<T>(Projection projection, Column[] targets)
        where T : unmanaged, INumberBase<T> =>
        (projection.Connectivity, projection.Connectivity.Order == StorageOrder.ByPre) switch
        {
            (DenseConnectivity dense, false) => new DenseSumSystem<T>(projection, dense, targets),
            (SparseConnectivity sparse, false) => new SparseSumSystem<T>(projection, sparse, targets),
            (DenseConnectivity dense, true) => new DenseDeliverySystem<T>(projection, dense, targets),
            (BitmapConnectivity bitmap, true) => new BitmapDeliverySystem<T>(projection, bitmap, targets),
            (SparseConnectivity { UniformDelay: null } sparse, true) => new DelayedDeliverySystem<T>(projection, sparse, targets),
            (SparseConnectivity sparse, true) => new SparseDeliverySystem<T>(projection, sparse, targets),
            _ => throw new NotSupportedException($"Projection {projection.Label}: there is no system for {projection.Connectivity.FormatName} synapses."),
        };
}
