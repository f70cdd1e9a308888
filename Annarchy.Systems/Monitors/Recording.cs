using CommunityToolkit.HighPerformance;

namespace Annarchy;

/// <summary>Values of one variable over time: a row per record, a column per neuron (one column for population-wide variables).</summary>
public sealed class Recording
{
    private readonly double[,] _values;

    internal Recording(double[,] values, double[] times, IReadOnlyList<int> recordShape) =>
        (_values, Times, RecordShape) = (values, times, recordShape);

    /// <summary>Time at the start of the step of each record, ms; NaN for records made before the period was changed.</summary>
    public IReadOnlyList<double> Times { get; }

    /// <summary>The values in place: time along rows, neurons along columns.</summary>
    public ReadOnlyMemory2D<double> Memory => new(_values);

    /// <summary>Number of records.</summary>
    public int Records => _values.GetLength(0);

    /// <summary>Values per record.</summary>
    public int Width => _values.GetLength(1);

    /// <summary>Shape of one record: the geometry of the neurons.</summary>
    public IReadOnlyList<int> RecordShape { get; }

    /// <summary>A value.</summary>
    /// <param name="record">Number of the record, from 0.</param>
    /// <param name="column">Place of the neuron among those recorded, from 0.</param>
    public double this[int record, int column] => _values[record, column];

    /// <summary>The values as a matrix: time along rows, neurons along columns.</summary>
    public static implicit operator double[,](Recording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return recording.ToArray();
    }

    /// <summary>All values as a matrix; a copy.</summary>
    public double[,] ToArray() => (double[,])_values.Clone();

    /// <summary>All values of one record.</summary>
    /// <param name="record">Number of the record, from 0.</param>
    public double[] Row(int record)
    {
        var row = new double[Width];
        for (var i = 0; i < row.Length; i++)
            row[i] = _values[record, i];
        return row;
    }

    /// <summary>The time course of one neuron.</summary>
    /// <param name="column">Place of the neuron among those recorded, from 0.</param>
    public double[] Series(int column)
    {
        var series = new double[Records];
        for (var i = 0; i < series.Length; i++)
            series[i] = _values[i, column];
        return series;
    }

    /// <summary>The values of one record in the shape of the geometry.</summary>
    /// <param name="record">Number of the record, from 0.</param>
    public Values Frame(int record) => Values.Own(Row(record), RecordShape);

    /// <summary>All records as arrays.</summary>
    public double[][] ToJagged() => [.. Enumerable.Range(0, Records).Select(Row)];
}
