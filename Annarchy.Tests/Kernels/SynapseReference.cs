using System.Collections.Immutable;
using Annarchy.Kernels;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>What a run of a synapse kernel means, one row at a time: the oracle of their backends.</summary>
internal static class SynapseReference
{
    /// <summary>Evaluates rows <paramref name="begin"/> to <paramref name="end"/>, exclusive, then stores.</summary>
    /// <param name="program">What to compute.</param>
    /// <param name="access">How rows find their values, for each slot of the program.</param>
    /// <param name="reduction">How stores to uniform slots are combined.</param>
    /// <param name="columns">For each slot its column.</param>
    /// <param name="indices">Index arrays, from row 0 on.</param>
    /// <param name="begin">First row.</param>
    /// <param name="end">One past the last row.</param>
    /// <param name="spikes">Receives the rows that fulfil the spike condition.</param>
    /// <param name="uniform">Element that all rows of a uniform slot use; the first by default.</param>
    public static void Run(
        UpdateProgram program,
        ImmutableArray<SlotAccess> access,
        Reduction reduction,
        IReadOnlyList<Column> columns,
        int[][] indices,
        int begin,
        int end,
        List<int>? spikes = null,
        Func<Slot, int>? uniform = null)
    {
        if (begin >= end)
            return;
        var single = columns.Count > 0 && columns[0].Precision == Precision.Single;
        var results = new List<ReferenceEvaluator.Number[]>();
        for (var row = begin; row < end; row++)
        {
            var at = row;
            var values = ReferenceEvaluator.EvaluateRow(program, columns, row, s => Element(s, at), single, default);
            results.Add([.. program.Stores.Select(s => values[s.Value])]);
            if (program.Spike is not null && values[program.Spike].IsTrue)
                spikes?.Add(row);
        }

        for (var i = 0; i < program.Stores.Length; i++)
        {
            var target = program.Stores[i].Target;
            var column = columns[program.Slots.IndexOf(target)];
            if (access[program.Slots.IndexOf(target)].Kind == AccessKind.Uniform)
            {
                column[uniform?.Invoke(target) ?? 0] += Reduce(reduction, [.. results.Select(r => r[i].Real)]);
                continue;
            }

            for (var row = begin; row < end; row++)
                ReferenceEvaluator.Write(column, Element(target, row), results[row - begin][i]);
        }

        int Element(Slot slot, int row) => access[program.Slots.IndexOf(slot)] switch
        {
            { Kind: AccessKind.Uniform } => uniform?.Invoke(slot) ?? 0,
            { Kind: AccessKind.Indexed, Index: var index } => indices[index][row],
            _ => row,
        };
    }

    private static double Reduce(Reduction reduction, double[] values) => reduction switch
    {
        Reduction.Maximum => values.Max(),
        Reduction.Minimum => values.Min(),
        Reduction.Mean => values.Sum() / values.Length,
        _ => values.Sum(),
    };
}
