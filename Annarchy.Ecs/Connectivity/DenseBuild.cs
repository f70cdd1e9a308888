using System.Numerics;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>Makes the synapses of a complete pattern.</summary>
internal static unsafe class DenseBuild
{
    public static BuiltSynapses Run(ConnectionPlan plan)
    {
        var connectivity = new DenseConnectivity(
            plan.Ends.PreSize,
            plan.Ends.PostSize,
            plan.Options.Order,
            NativeArray<int>.From(plan.Ends.PreRanks()),
            NativeArray<int>.From(plan.Ends.PostRanks()),
            plan.Pattern.ExcludesSelf,
            plan.UniformDelay,
            plan.HasHalfWeights ? 2 * Column.RowPadding : Column.RowPadding);
        if (plan.HasOneWeight)
            return new BuiltSynapses(connectivity, plan.SingleWeight());

        var column = new Column("w", AttributeKind.Real, plan.Options.Precision, connectivity.SlotCount, isHalf: plan.HasHalfWeights);
        if (plan.HasHalfWeights)
            Fill(plan, connectivity, (Half*)column.Address);
        else if (plan.Options.Precision == Precision.Single)
            Fill(plan, connectivity, (float*)column.Address);
        else
            Fill(plan, connectivity, (double*)column.Address);
        return new BuiltSynapses(connectivity, column);
    }

    private static void Fill<T>(ConnectionPlan plan, DenseConnectivity connectivity, T* slots)
        where T : unmanaged, INumberBase<T>
    {
        var (rowStep, columnStep) = connectivity.Order == StorageOrder.ByPost ? (connectivity.RowLengthPadded, 1L) : (1L, connectivity.RowLengthPadded);
        plan.ForRows((_, begin, end) =>
        {
            var row = new RowBuffer(plan.Pattern.MaxRowLength);
            for (var r = begin; r < end; r++)
            {
                row.Generate(plan.Pattern, r);
                row.DrawWeights(plan.Pattern, plan.Weights, r);
                var first = slots + (r * rowStep);
                for (var i = 0; i < row.Count; i++)
                {
                    var weight = T.CreateTruncating(row.Weights[i]);
                    if (T.IsInfinity(weight) && double.IsFinite(row.Weights[i]))
                        throw new ArgumentException($"Projection {plan.Options.Projection}: a weight of {row.Weights[i]} is too large for its precision.");
                    first[row.Positions[i] * columnStep] = weight;
                }
            }
        });
    }
}
