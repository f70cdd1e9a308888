using Annarchy.Connectivity;
using MathNet.Numerics.LinearAlgebra;

namespace Annarchy;

/// <content>Connectors from sparse matrices and files.</content>
public partial class Projection
{
    /// <summary>Connects according to a sparse matrix of weights.</summary>
    /// <param name="weights">
    /// A synapse for each element that exists. It has a row per neuron of <see cref="Pre"/> and a column per neuron of <see cref="Post"/>.
    /// </param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <param name="preFirst">Whether rows are pre-synaptic; otherwise they are post-synaptic.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="ArgumentException">The matrix has another shape, a weight is not a number, or a delay is not possible.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection FromSparse(SparseMatrix weights, Values delays = default, bool preFirst = true)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Connect(weights, null, delays, preFirst, "sparse matrix");
    }

    /// <summary>Connects according to sparse matrices of weights and delays.</summary>
    /// <param name="weights">A synapse for each element that exists; rows are neurons of <see cref="Pre"/>, columns of <see cref="Post"/>.</param>
    /// <param name="delays">The delay of each synapse, ms: elements at the same places. Rounded to steps, at least one.</param>
    /// <param name="preFirst">Whether rows are pre-synaptic; otherwise they are post-synaptic.</param>
    /// <returns>This projection.</returns>
    /// <inheritdoc cref="FromSparse(SparseMatrix, Values, bool)" path="/exception"/>
    public Projection FromSparse(SparseMatrix weights, SparseMatrix delays, bool preFirst = true)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(delays);
        if (!weights.HasSamePattern(delays))
            throw new ArgumentException($"Projection {Label}: the matrix of delays has its elements at other places than that of weights.", nameof(delays));
        return Connect(weights, delays, 0.0, preFirst, "sparse matrices");
    }

    /// <summary>Connects according to a matrix of MathNet.Numerics.</summary>
    /// <param name="weights">
    /// A synapse for each element that is stored, or that is not zero in dense storage; rows are neurons of <see cref="Pre"/>, columns of
    /// <see cref="Post"/>.
    /// </param>
    /// <inheritdoc cref="FromSparse(SparseMatrix, Values, bool)"/>
    public Projection FromSparse(Matrix<double> weights, Values delays = default, bool preFirst = true)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var elements = weights.EnumerateIndexed(Zeros.AllowSkip).Where(e => weights.Storage.IsDense ? e.Item3 != 0.0 : true);
        return FromSparse(new SparseMatrix(weights.RowCount, weights.ColumnCount, elements), delays, preFirst);
    }

    /// <summary>Connects according to a file in the Matrix Market format.</summary>
    /// <param name="path">A file of real, integer or pattern elements; rows are post-synaptic, columns pre-synaptic neurons.</param>
    /// <param name="delays">ms: a number or a distribution. Rounded to steps, at least one.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="InvalidDataException">The file is not in the format, or cut off.</exception>
    /// <exception cref="ArgumentException">The matrix has another shape than the projection.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection FromMatrixMarket(string path, Values delays = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckCanConnect();
        using var reader = new StreamReader(path);
        SparseMatrix matrix;
        try
        {
            matrix = MatrixMarketReader.Read(reader, path);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Projection {Label}: {e.Message}", e);
        }

        return Connect(matrix, null, delays, preFirst: false, $"Matrix Market file {Path.GetFileName(path)}");
    }

    /// <summary>Connects as a projection between populations of the same sizes was when <see cref="SaveConnectivity"/> wrote the file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>This projection.</returns>
    /// <exception cref="InvalidDataException">The file is not one of ours, cut off, damaged, or of populations of other sizes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The projection is connected already, or the network compiled.</exception>
    public Projection FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckCanConnect();
        ConnectivityFile file;
        using (var stream = File.OpenRead(path))
        {
            try
            {
                file = ConnectivityFile.Read(stream);
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"Projection {Label}: the file '{path}' cannot be used, {e.Message}.", e);
            }
        }

        var ends = WholeEnds;
        if (file.PreSize != ends.PreSize || file.PostSize != ends.PostSize)
        {
            throw new InvalidDataException(
                $"Projection {Label}: the file '{path}' connects {file.PreSize} with {file.PostSize} neurons, not {ends.PreSize} with {ends.PostSize}.");
        }

        var pattern = new ExplicitPattern(
            $"file {Path.GetFileName(path)}",
            file.Begin,
            file.Pre,
            file.HasSingleWeight ? null : file.Weights,
            file.HasSingleDelay ? null : file.Delays);
        return Connect(
            ends,
            pattern,
            file.HasSingleWeight ? file.Weights[0] : 0.0,
            file.HasSingleDelay ? file.Delays[0] : 0.0,
            forceMultipleWeights: false,
            StorageFormat.Automatic);
    }

    private Projection Connect(SparseMatrix weights, SparseMatrix? delays, Values delay, bool preFirst, string description)
    {
        CheckCanConnect();
        var ends = Ends;
        var (rows, columns) = preFirst ? (ends.PreCount, ends.PostCount) : (ends.PostCount, ends.PreCount);
        CheckShape(weights.Rows, weights.Columns, rows, columns, "weights", preFirst);
        var list = new SynapseList(ends.WholePopulations(), Label);
        var index = 0;
        foreach (var (row, column, weight) in weights)
        {
            var (pre, post) = preFirst ? (row, column) : (column, row);
            double? own = delays is null ? null : delays.Values[index];
            list.Add(ends.PostRank(post), ends.PreRank(pre), weight, own);
            index++;
        }

        return Connect(list, description, delay, StorageFormat.Automatic);
    }
}
