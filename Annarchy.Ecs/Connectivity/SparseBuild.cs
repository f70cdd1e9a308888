using System.Numerics;
using Annarchy.Storage;

namespace Annarchy.Connectivity;

/// <summary>The passes that fill compressed rows: count, sum, fill.</summary>
internal sealed unsafe class SparseBuild(ConnectionPlan plan)
{
    private readonly ProjectionEnds _ends = plan.Ends;
    private readonly BuildOptions _options = plan.Options;
    private readonly ConnectionPattern _pattern = plan.Pattern;
    private readonly bool _byPost = plan.Options.Order == StorageOrder.ByPost;
    private readonly bool _transposes = plan.Pattern.Order != plan.Options.Order;
    private readonly int _storedPositions = plan.Options.Order == StorageOrder.ByPost ? plan.Ends.PostCount : plan.Ends.PreCount;
    private readonly int[] _longestDelay = new int[plan.WorkerCount];

    public BuiltSynapses Run()
    {
        using var generated = new NativeArray<int>(plan.RowCount);
        var perWorker = _transposes ? NewCounters() : [];
        try
        {
            Count(generated, perWorker);
            using var start = new NativeArray<int>(_storedPositions + 1L);
            SumCounts(generated, perWorker, start);
            return Fill(start, perWorker);
        }
        finally
        {
            foreach (var counters in perWorker)
                counters.Dispose();
        }
    }

    private NativeArray<int>[] NewCounters()
    {
        var counters = new NativeArray<int>[plan.WorkerCount];
        for (var i = 0; i < counters.Length; i++)
            counters[i] = new NativeArray<int>(_storedPositions);
        return counters;
    }

    private void Count(NativeArray<int> generated, NativeArray<int>[] perWorker) => plan.ForRows((worker, begin, end) =>
    {
        var row = new RowBuffer(_pattern.MaxRowLength);
        for (var r = begin; r < end; r++)
        {
            if (!_transposes)
            {
                generated[r] = row.CountOnly(_pattern, r);
                continue;
            }

            row.Generate(_pattern, r);
            var counters = perWorker[worker].Pointer;
            foreach (var position in row.Positions)
                counters[position]++;
        }
    });

    /// <summary>Where each stored position begins, and each worker within it.</summary>
    private void SumCounts(NativeArray<int> generated, NativeArray<int>[] perWorker, NativeArray<int> start)
    {
        var total = 0L;
        for (var position = 0; position < _storedPositions; position++)
        {
            start[position] = (int)total;
            if (!_transposes)
                total += generated[position];
            foreach (var counters in perWorker)
            {
                var count = counters[position];
                counters[position] = (int)total;
                total += count;
            }

            if (total > int.MaxValue - Column.RowPadding)
                throw new ArgumentException($"Projection {_options.Projection}: more than {int.MaxValue - Column.RowPadding} synapses; split it.");
        }

        start[_storedPositions] = (int)total;
    }

    private BuiltSynapses Fill(NativeArray<int> start, NativeArray<int>[] perWorker)
    {
        var count = start[_storedPositions];
        var cells = new NativeArray<int>(count);
        var column = plan.HasOneWeight
            ? plan.SingleWeight()
            : new Column("w", AttributeKind.Real, _options.Precision, (long)count + Column.RowPadding);
        var delays = plan.HasOneDelay || _byPost ? null : new NativeArray<ushort>(count);
        var stride = plan.HasOneDelay || !_byPost ? 0 : (int)Column.PaddedRows(_ends.PreSize);
        var target = new Target(cells, delays, stride);
        plan.ForRows((worker, begin, end) =>
        {
            var next = _transposes ? perWorker[worker].Pointer : start.Pointer;
            if (_options.Precision == Precision.Single)
                FillRows(worker, begin, end, next, target, plan.HasOneWeight ? null : (float*)column.Address);
            else
                FillRows(worker, begin, end, next, target, plan.HasOneWeight ? null : (double*)column.Address);
        });

        var (rowBegin, postRanks) = _byPost ? DendriteRows(start) : SenderRows(start, cells, stride);
        int? uniform = plan.HasOneDelay ? DelaySteps.From(plan.Delays.Single!.Value, _options.TimeStep, _options.Projection) : null;
        if (delays is not null)
            SortByDelay(rowBegin, cells, delays, plan.HasOneWeight ? null : column);
        var rows = new CompressedRows(rowBegin, cells, stride, delays);
        return new BuiltSynapses(
            new SparseConnectivity(
                _ends.PreSize, _ends.PostSize, _options.Order, rows, postRanks, uniform, Math.Max(1, _longestDelay.Max())),
            column);
    }

    private void FillRows<T>(int worker, int begin, int end, int* next, Target target, T* weights)
        where T : unmanaged, INumberBase<T>
    {
        var row = new RowBuffer(_pattern.MaxRowLength);
        var naturalIsPost = _pattern.Order == StorageOrder.ByPost;
        for (var r = begin; r < end; r++)
        {
            row.Generate(_pattern, r);
            if (row.Count == 0)
                continue;
            if (weights is not null)
                row.DrawWeights(_pattern, plan.Weights, r);
            if (!plan.HasOneDelay)
                row.DrawDelays(_pattern, plan.Delays, r);
            var ownRank = naturalIsPost ? _ends.PostRank(r) : _ends.PreRank(r);
            for (var i = 0; i < row.Count; i++)
            {
                var position = row.Positions[i];
                var slot = _transposes ? next[position]++ : next[r] + i;
                var rank = _transposes ? ownRank : naturalIsPost ? _ends.PreRank(position) : _ends.PostRank(position);
                target.Cells.Pointer[slot] = plan.HasOneDelay ? rank : DelayedCell(worker, rank, row.Delays[i], slot, target);
                if (weights is not null)
                    weights[slot] = T.CreateTruncating(row.Weights[i]);
            }
        }
    }

    private int DelayedCell(int worker, int rank, double delay, int slot, Target target)
    {
        var steps = DelaySteps.From(delay, _options.TimeStep, _options.Projection);
        _longestDelay[worker] = Math.Max(_longestDelay[worker], steps);
        if (target.Delays is not null)
        {
            target.Delays.Pointer[slot] = steps <= ushort.MaxValue ? (ushort)steps : throw DelaySteps.TooLong(delay, _options.Projection);
            return rank;
        }

        var cell = ((steps - 1L) * target.Stride) + rank;
        return cell <= int.MaxValue ? (int)cell : throw DelaySteps.TooLong(delay, _options.Projection);
    }

    /// <summary>Puts the synapses of each row in the order of their delays; those of one delay stay in the order of ranks.</summary>
    private void SortByDelay(NativeArray<int> begin, NativeArray<int> cells, NativeArray<ushort> delays, Column? weights)
    {
        var rows = (int)begin.Length - 1;
        var longestRow = 0;
        for (var row = 0; row < rows; row++)
            longestRow = Math.Max(longestRow, begin[row + 1] - begin[row]);
        var workers = plan.WorkerCount;
        Parallel.For(0, workers, worker =>
        {
            var sorter = new DelaySorter(longestRow, _longestDelay.Max());
            for (var row = (int)((long)rows * worker / workers); row < (long)rows * (worker + 1) / workers; row++)
                sorter.Sort(cells.Pointer + begin.Pointer[row], delays.Pointer + begin.Pointer[row], weights, begin.Pointer[row], begin.Pointer[row + 1] - begin.Pointer[row]);
        });
    }

    /// <summary>Rows of dendrites: post-synaptic neurons without synapses have none.</summary>
    private (NativeArray<int> Begin, NativeArray<int> PostRanks) DendriteRows(NativeArray<int> start)
    {
        var size = 0;
        for (var position = 0; position < _storedPositions; position++)
            size += start[position + 1] > start[position] ? 1 : 0;
        var begin = new NativeArray<int>(size + 1L);
        var postRanks = new NativeArray<int>(size);
        var dendrite = 0;
        for (var position = 0; position < _storedPositions; position++)
        {
            if (start[position + 1] == start[position])
                continue;
            begin[dendrite] = start[position];
            postRanks[dendrite++] = _ends.PostRank(position);
        }

        begin[size] = start[_storedPositions];
        return (begin, postRanks);
    }

    /// <summary>Rows of all pre-synaptic neurons, by rank.</summary>
    private (NativeArray<int> Begin, NativeArray<int> PostRanks) SenderRows(NativeArray<int> start, NativeArray<int> cells, int stride)
    {
        var begin = new NativeArray<int>(_ends.PreSize + 1L);
        var position = 0;
        for (var rank = 0; rank < _ends.PreSize; rank++)
        {
            begin[rank] = start[position];
            if (position < _storedPositions && _ends.PreRank(position) == rank)
                position++;
        }

        begin[_ends.PreSize] = start[_storedPositions];

        using var receives = new NativeArray<byte>(_ends.PostSize);
        var flags = receives.Pointer;
        var values = cells.Pointer;
        for (var slot = 0L; slot < cells.Length; slot++)
            flags[stride == 0 ? values[slot] : values[slot] % stride] = 1;
        var size = 0;
        for (var rank = 0; rank < _ends.PostSize; rank++)
            size += flags[rank];
        var postRanks = new NativeArray<int>(size);
        for (int rank = 0, next = 0; next < size; rank++)
        {
            if (flags[rank] != 0)
                postRanks[next++] = rank;
        }

        return (begin, postRanks);
    }

    /// <summary>Where synapses go.</summary>
    private sealed record Target(NativeArray<int> Cells, NativeArray<ushort>? Delays, int Stride);
}
