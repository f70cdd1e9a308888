using System.Runtime.ExceptionServices;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>Everything that determines the synapses of a projection, before they exist.</summary>
/// <remarks>
/// Synapses are made straight into their final storage: rows are generated once to count and once to fill. Rows are independent, so
/// the result does not depend on the number of threads.
/// </remarks>
internal sealed record ConnectionPlan(
    ProjectionEnds Ends,
    ConnectionPattern Pattern,
    SynapticValues Weights,
    SynapticValues Delays,
    BuildOptions Options)
{
    /// <summary>Pairs below which one thread is enough.</summary>
    private const long SmallWork = 1 << 17;

    private const int MaxWorkers = 64;

    /// <summary>Rows the pattern generates.</summary>
    public int RowCount => Pattern.Order == StorageOrder.ByPost ? Ends.PostCount : Ends.PreCount;

    public bool HasOneWeight => Options.SingleWeight && !Pattern.HasWeights && Weights.Single is not null;

    /// <summary>Whether weights are stored as <see cref="Half"/>.</summary>
    public bool HasHalfWeights => Options.Weights == WeightPrecision.Half && !HasOneWeight;

    public bool HasOneDelay => !Pattern.HasDelays && Delays.Single is not null;

    /// <summary>Delay of all synapses in steps; only where there is one.</summary>
    public int UniformDelay => DelaySteps.From(Delays.Single!.Value, Options.TimeStep, Options.Projection);

    /// <summary>How many workers <see cref="ForRows"/> uses.</summary>
    public int WorkerCount =>
        Pattern.IsConcurrent && (long)RowCount * Pattern.MaxRowLength > SmallWork
            ? Math.Clamp(Options.Threads, 1, Math.Min(RowCount, MaxWorkers))
            : 1;

    /// <exception cref="ArgumentException">The pattern cannot be stored as asked, or a delay is not possible.</exception>
    public BuiltSynapses Build()
    {
        var canBeDense = Pattern.IsComplete && Pattern.Order == StorageOrder.ByPost && HasOneDelay && Ends.PreCount > 1 && Ends.PostCount > 1;
        if (Options.Format == StorageFormat.Dense && !canBeDense)
        {
            throw new ArgumentException(
                $"Projection {Options.Projection}: dense storage needs a pattern that connects every pair with one delay, not {Pattern.Description}.");
        }

        if (HasHalfWeights && !(canBeDense && Options.Format is StorageFormat.Automatic or StorageFormat.Dense && Options.IsPlain
            && Options.Order == StorageOrder.ByPost && Options.Precision == Precision.Single))
        {
            throw new ArgumentException(
                $"Projection {Options.Projection}: weights in half precision need plain rate-coded synapses that connect every pair with one delay, stored "
                + "densely, in a network of single precision.");
        }

        var canBeBitmap = Options.IsPlain && Options.Order == StorageOrder.ByPre && HasOneWeight && HasOneDelay;
        if (Options.Format == StorageFormat.Bitmap && !canBeBitmap)
        {
            throw new ArgumentException(
                $"Projection {Options.Projection}: a bitmap needs synapses between spiking neurons that have nothing but one weight and one delay for all.");
        }

        if (canBeBitmap && (Options.Format == StorageFormat.Bitmap || (Options.Format == StorageFormat.Automatic && !canBeDense && IsBitmapSmall)))
            return new BuiltSynapses(BitmapConnectivity.Build(this), SingleWeight());
        return canBeDense && Options.Format != StorageFormat.Sparse ? DenseBuild.Run(this) : new SparseBuild(this).Run();
    }

    /// <summary>Whether a bit for every pair takes no more memory than the ranks of those that are connected.</summary>
    private bool IsBitmapSmall => BitmapConnectivity.WordCount(Ends) <= Pattern.Density * Ends.PreCount * Ends.PostCount;

    /// <summary>The column of a weight common to all synapses.</summary>
    public Column SingleWeight()
    {
        var column = new Column("w", AttributeKind.Real, Options.Precision, 1);
        column.Fill(Weights.Single!.Value);
        return column;
    }

    /// <summary>Runs an action over consecutive ranges of rows, one per worker: worker, first row, end.</summary>
    public void ForRows(Action<int, int, int> rows)
    {
        var workers = WorkerCount;
        if (workers == 1)
        {
            rows(0, 0, RowCount);
            return;
        }

        try
        {
            Parallel.For(0, workers, worker =>
                rows(worker, (int)((long)RowCount * worker / workers), (int)((long)RowCount * (worker + 1) / workers)));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
