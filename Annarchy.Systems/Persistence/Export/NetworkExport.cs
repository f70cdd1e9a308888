using Annarchy.Persistence;
using Annarchy.Storage;

namespace Annarchy;

/// <summary>Attributes of networks in files of other programs; <see cref="Network.Save"/> writes what can be loaded again.</summary>
public static class NetworkExport
{
    /// <summary>Exports all parameters and variables of a network: <c>populations/pop0/v</c>, <c>projections/proj0/w</c>, ...</summary>
    /// <param name="network">A network; it is compiled if it was not.</param>
    /// <param name="path">
    /// The file, replaced as a whole. Its extension says the format: <c>.mat</c> (MATLAB, Octave, SciPy; slashes become underscores),
    /// <c>.npz</c> (NumPy), <c>.h5</c> or <c>.hdf5</c> (where the HDF5 library is installed).
    /// </param>
    /// <exception cref="ArgumentException">The extension is none of these, or an array is too large for the format.</exception>
    /// <exception cref="DllNotFoundException">The HDF5 library is asked for and not installed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Export(this Network network, string path)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.CheckNotDisposed();
        network.Compile();
        ExportFile.Write(
            path,
            [
                ExportArray.Number("time", network.Time),
                ExportArray.Number("dt", network.TimeStep),
                .. network.Constants.Select(c => ExportArray.Number($"constants/{c.Name}", c.Value)),
                .. network.Populations.SelectMany(p => ArraysOf(p, $"populations/{ArrayPath.Escape(p.Name)}/")),
                .. network.Projections.SelectMany(p => ArraysOf(p, $"projections/{ArrayPath.Escape(p.Name)}/")),
            ]);
    }

    /// <summary>Exports all parameters and variables of a population, named as in its equations, in its geometry.</summary>
    /// <param name="population">A population of a network.</param>
    /// <inheritdoc cref="Export(Network, string)" path="/param[@name='path']"/>
    /// <inheritdoc cref="Export(Network, string)" path="/exception"/>
    public static void Export(this Population population, string path)
    {
        ArgumentNullException.ThrowIfNull(population);
        population.Network.CheckNotDisposed();
        ExportFile.Write(path, [.. ArraysOf(population, string.Empty)]);
    }

    /// <summary>
    /// Exports the synapses of a projection: compressed rows by post-synaptic neuron (<c>post_ranks</c>, <c>row_begin</c>, <c>pre_ranks</c>),
    /// delays in ms, and all parameters and variables.
    /// </summary>
    /// <param name="projection">A projection; its network is compiled if it was not.</param>
    /// <inheritdoc cref="Export(Network, string)" path="/param[@name='path']"/>
    /// <inheritdoc cref="Export(Network, string)" path="/exception"/>
    public static void Export(this Projection projection, string path)
    {
        ArgumentNullException.ThrowIfNull(projection);
        projection.Network.CheckNotDisposed();
        projection.Network.Compile();
        ExportFile.Write(path, [.. ArraysOf(projection, string.Empty)]);
    }

    private static IEnumerable<ExportArray> ArraysOf(Population population, string prefix) => population.Attributes.Select(name =>
    {
        var column = population.ColumnOf(name);
        long[] shape = population.IsGlobal(column) ? [] : [.. population.Geometry.Shape.Select(l => (long)l)];
        return new ExportArray(prefix + ArrayPath.Escape(name), Elements(column), shape);
    });

    private static IEnumerable<ExportArray> ArraysOf(Projection projection, string prefix)
    {
        var rows = projection.PreRanks;
        var begin = new long[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
            begin[i + 1] = begin[i] + rows[i].Length;
        yield return new(prefix + "post_ranks", projection.PostRanks.ToArray(), rows.Count);
        yield return new(prefix + "row_begin", begin, begin.Length);
        yield return new(prefix + "pre_ranks", rows.SelectMany(r => r).ToArray(), begin[^1]);
        yield return Of("delays", projection.Delays);
        foreach (var name in projection.Attributes)
            yield return Of(ArrayPath.Escape(name), projection[name]);

        ExportArray Of(string name, Values values) =>
            values.IsScalar ? ExportArray.Number(prefix + name, values.Scalar) : new(prefix + name, values.ToArray(), values.Count);
    }

    private static Array Elements(Column column) => column.ElementType switch
    {
        var t when t == typeof(double) => column.AsSpan<double>().ToArray(),
        var t when t == typeof(float) => column.AsSpan<float>().ToArray(),
        var t when column.Kind == AttributeKind.Boolean => Array.ConvertAll(column.ToArray(), v => v != 0.0),
        var t when t == typeof(long) => column.AsSpan<long>().ToArray(),
        _ => column.AsSpan<int>().ToArray(),
    };
}
