using Annarchy.Connectivity;
using Annarchy.Projections;

namespace Annarchy;

/// <content>Connectors that are told every synapse.</content>
public partial class Projection
{
    /// <summary>Connects the pairs of a list.</summary>
    /// <param name="synapses">Post-synaptic rank, pre-synaptic rank and weight of each; ranks are those of the whole populations.</param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <param name="storage">How the synapses lie in memory.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A rank is not one of the population.</exception>
    /// <exception cref="ArgumentException">A synapse is given twice, a weight is not a number, or a delay is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection FromList(
        IEnumerable<(int Post, int Pre, double Weight)> synapses, Values delays = default, StorageFormat storage = StorageFormat.Automatic)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        CheckCanConnect();
        var list = new SynapseList(WholeEnds, Label);
        foreach (var (post, pre, weight) in synapses)
            list.Add(post, pre, weight, null);
        return Connect(list, "list of synapses", delays, storage);
    }

    /// <summary>Connects the pairs of a list.</summary>
    /// <param name="synapses">
    /// Post-synaptic rank, pre-synaptic rank, weight and delay in ms of each; ranks are those of the whole populations. Delays are rounded to
    /// steps, at least one.
    /// </param>
    /// <inheritdoc cref="FromList(IEnumerable{ValueTuple{int, int, double}}, Values, StorageFormat)" path="/returns|/exception"/>
    public Projection FromList(IEnumerable<(int Post, int Pre, double Weight, double Delay)> synapses)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        CheckCanConnect();
        var list = new SynapseList(WholeEnds, Label);
        foreach (var (post, pre, weight, delay) in synapses)
            list.Add(post, pre, weight, delay);
        return Connect(list, "list of synapses", 0.0, StorageFormat.Automatic);
    }

    /// <summary>Connects the pairs for which a function gives a weight.</summary>
    /// <param name="weight">
    /// From pre-synaptic and post-synaptic rank to a weight; null for no synapse. Called once for every pair of neurons of the two ends.
    /// </param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">A weight is not a number, or a delay is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection FromFunction(Func<int, int, double?> weight, Values delays = default)
    {
        ArgumentNullException.ThrowIfNull(weight);
        CheckCanConnect();
        var list = new SynapseList(WholeEnds, Label);
        foreach (var post in Post.Ranks)
        {
            foreach (var pre in Pre.Ranks)
            {
                if (weight(pre, post) is { } value)
                    list.Add(post, pre, value, null);
            }
        }

        return Connect(list, "user-defined function", delays, StorageFormat.Automatic);
    }

    /// <summary>Connects what a function returns.</summary>
    /// <param name="synapses">
    /// From the pre-synaptic and the post-synaptic neurons, whose <see cref="NeuronGroup.Ranks"/> are those that take part, to the synapses:
    /// post-synaptic rank, pre-synaptic rank, weight and delay in ms of each, in any order.
    /// </param>
    /// <inheritdoc cref="FromList(IEnumerable{ValueTuple{int, int, double}}, Values, StorageFormat)" path="/returns|/exception"/>
    public Projection FromFunction(Func<NeuronGroup, NeuronGroup, IEnumerable<(int Post, int Pre, double Weight, double Delay)>> synapses)
    {
        ArgumentNullException.ThrowIfNull(synapses);
        CheckCanConnect();
        return FromList(synapses(Pre, Post));
    }

    /// <summary>Connects according to a matrix of weights.</summary>
    /// <param name="weights">
    /// One number per pair, post-synaptic neurons first; NaN where there is no synapse. It has a row per neuron of <see cref="Post"/> and a
    /// column per neuron of <see cref="Pre"/>.
    /// </param>
    /// <param name="delays">ms: a number, a distribution, or a matrix like the weights. Rounded to steps, at least one.</param>
    /// <param name="preFirst">Whether rows are pre-synaptic and columns post-synaptic, in both matrices.</param>
    /// <param name="storage">How the synapses lie in memory.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">A matrix has another shape, or a delay is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection FromMatrix(
        double[,] weights, Values delays = default, bool preFirst = false, StorageFormat storage = StorageFormat.Automatic)
    {
        ArgumentNullException.ThrowIfNull(weights);
        CheckCanConnect();
        var ends = Ends;
        var (rows, columns) = preFirst ? (ends.PreCount, ends.PostCount) : (ends.PostCount, ends.PreCount);
        CheckShape(weights.GetLength(0), weights.GetLength(1), rows, columns, nameof(weights), preFirst);
        double[,]? perSynapse = null;
        if (delays.Shape.Count > 0)
        {
            CheckShape(delays.Shape[0], delays.Shape.Count == 2 ? delays.Shape[1] : 0, rows, columns, nameof(delays), preFirst);
            perSynapse = delays;
        }

        var list = new SynapseList(WholeEnds, Label);
        for (var post = 0; post < ends.PostCount; post++)
        {
            for (var pre = 0; pre < ends.PreCount; pre++)
            {
                var (row, column) = preFirst ? (pre, post) : (post, pre);
                if (!double.IsNaN(weights[row, column]))
                    list.Add(ends.PostRank(post), ends.PreRank(pre), weights[row, column], perSynapse?[row, column]);
            }
        }

        return Connect(list, "matrix", perSynapse is null ? delays : 0.0, storage);
    }

    /// <summary>Connects according to a matrix of weights.</summary>
    /// <param name="weights">One number per pair, null where there is no synapse.</param>
    /// <inheritdoc cref="FromMatrix(double[,], Values, bool, StorageFormat)"/>
    public Projection FromMatrix(
        double?[,] weights, Values delays = default, bool preFirst = false, StorageFormat storage = StorageFormat.Automatic)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var numbers = new double[weights.GetLength(0), weights.GetLength(1)];
        for (var row = 0; row < numbers.GetLength(0); row++)
        {
            for (var column = 0; column < numbers.GetLength(1); column++)
                numbers[row, column] = weights[row, column] ?? double.NaN;
        }

        return FromMatrix(numbers, delays, preFirst, storage);
    }

    private ProjectionEnds WholeEnds => Ends.WholePopulations();

    private Projection Connect(SynapseList list, string description, Values delays, StorageFormat storage)
    {
        var ends = Ends;
        list.CheckMembers(ends);
        return Connect(ends.WholePopulations(), list.ToPattern(description), 0.0, list.CommonDelay ?? delays, true, storage);
    }

    private void CheckShape(int givenRows, int givenColumns, int rows, int columns, string what, bool preFirst)
    {
        if (givenRows == rows && givenColumns == columns)
            return;
        throw new ArgumentException(
            $"Projection {Label}: the matrix of {what} has shape ({givenRows}, {givenColumns}); expected ({rows}, {columns}), "
            + $"{(preFirst ? "pre-synaptic" : "post-synaptic")} neurons first.",
            what);
    }
}
