using Annarchy.Connectivity;
using Annarchy.Projections;

namespace Annarchy;

/// <content>The synapses as matrices, pictures and files.</content>
public partial class Projection
{
    /// <summary>The weights as a matrix over the whole populations, post-synaptic neurons first; several between two neurons are added up.</summary>
    /// <param name="fill">What stands for synapses that do not exist.</param>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    public double[,] ConnectivityMatrix(double fill = 0.0)
    {
        var connectivity = Connectivity;
        var matrix = new double[connectivity.PostSize, connectivity.PreSize];
        for (var post = 0; post < connectivity.PostSize; post++)
        {
            for (var pre = 0; pre < connectivity.PreSize; pre++)
                matrix[post, pre] = fill;
        }

        var weights = Find(WeightName);
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            var values = ReadRow(weights, dendrite);
            var ranks = connectivity.PreRanks(dendrite);
            for (var i = 0; i < ranks.Length; i++)
            {
                // A neuron has several synapses from another one where a filter repeats the border.
                ref var cell = ref matrix[connectivity.PostRanks[dendrite], ranks[i]];
                cell = i > 0 && ranks[i] == ranks[i - 1] ? cell + values[i] : values[i];
            }
        }

        return matrix;
    }

    /// <summary>The receptive fields of all post-synaptic neurons side by side in one picture.</summary>
    /// <param name="attribute">Name of the attribute to show.</param>
    /// <param name="inPostGeometry">Whether fields are arranged like the post-synaptic population, which must then have two dimensions; otherwise they make a square.</param>
    /// <param name="fill">What stands for synapses that do not exist.</param>
    /// <exception cref="InvalidOperationException">The network is not compiled, or a geometry has not the dimensions that are needed.</exception>
    public double[,] ReceptiveFields(string attribute = "w", bool inPostGeometry = true, double fill = 0.0)
    {
        var connectivity = Connectivity;
        var (pre, post) = (Pre.Whole.Geometry, Post.Whole.Geometry);
        if (pre.Dimensions > 2)
            throw new InvalidOperationException($"Projection {Label}: receptive fields of more than two dimensions are not pictures.");
        if (inPostGeometry && post.Dimensions != 2)
            throw new InvalidOperationException($"Projection {Label}: the post-synaptic population has not two dimensions; arrange the fields as a square.");
        var (fieldRows, fieldColumns) = pre.Dimensions == 2 ? (pre[0], pre[1]) : (1, pre[0]);
        var columns = inPostGeometry ? post[1] : (int)Math.Ceiling(Math.Sqrt(post.Size));
        var rows = inPostGeometry ? post[0] : (post.Size + columns - 1) / columns;
        var picture = new double[rows * fieldRows, columns * fieldColumns];
        for (var row = 0; row < picture.GetLength(0); row++)
        {
            for (var column = 0; column < picture.GetLength(1); column++)
                picture[row, column] = fill;
        }

        var found = Find(attribute);
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
        {
            var (top, left) = Math.DivRem(connectivity.PostRanks[dendrite], columns);
            var values = ReadRow(found, dendrite);
            var ranks = connectivity.PreRanks(dendrite);
            for (var i = 0; i < ranks.Length; i++)
            {
                var (y, x) = Math.DivRem(ranks[i], fieldColumns);
                picture[(top * fieldRows) + y, (left * fieldColumns) + x] = values[i];
            }
        }

        return picture;
    }

    /// <summary>Writes <see cref="ReceptiveFields"/> as a picture: grey, or blue for negative and red for positive values where there are both.</summary>
    /// <param name="path">The file, whose extension is <c>.svg</c> or <c>.png</c>; directories are created.</param>
    /// <param name="attribute">Name of the attribute to show.</param>
    /// <param name="inPostGeometry">Whether fields are arranged like the post-synaptic population.</param>
    /// <param name="scale">Pixels per synapse along each side.</param>
    /// <exception cref="ArgumentException">The extension is neither.</exception>
    /// <exception cref="InvalidOperationException">The network is not compiled, or a geometry has not the dimensions that are needed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveReceptiveFields(string path, string attribute = "w", bool inPostGeometry = true, int scale = 8)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        var extension = Path.GetExtension(path);
        var isSvg = extension.Equals(".svg", StringComparison.OrdinalIgnoreCase);
        if (!isSvg && !extension.Equals(".png", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"Pictures are written as .svg or .png, not '{extension}'.", nameof(path));
        var picture = new HeatMap(ReceptiveFields(attribute, inPostGeometry));
        CreateFolderOf(path);
        using var stream = File.Create(path);
        if (!isSvg)
        {
            picture.WritePng(stream, scale);
            return;
        }

        using var writer = new StreamWriter(stream);
        picture.WriteSvg(writer, scale);
    }

    /// <summary>Writes ranks, weights and delays to a file that <see cref="FromFile"/> reads.</summary>
    /// <param name="path">The file; it is replaced only once everything is written.</param>
    /// <exception cref="InvalidOperationException">The network is not compiled.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveConnectivity(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var connectivity = Connectivity;
        var begin = new int[connectivity.PostSize + 1];
        var pre = new int[checked((int)connectivity.Count)];
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
            begin[connectivity.PostRanks[dendrite] + 1] = connectivity.RowLength(dendrite);
        for (var post = 0; post < connectivity.PostSize; post++)
            begin[post + 1] += begin[post];
        for (var dendrite = 0; dendrite < connectivity.Size; dendrite++)
            connectivity.CopyPreRanks(dendrite, pre.AsSpan(begin[connectivity.PostRanks[dendrite]]));

        var file = new ConnectivityFile(connectivity.PreSize, connectivity.PostSize, begin, pre, this[WeightName].ToArray(), Delays.ToArray());
        CreateFolderOf(path);
        var unfinished = path + ".part";
        using (var stream = File.Create(unfinished))
            file.Write(stream);
        File.Move(unfinished, path, overwrite: true);
    }

    private static void CreateFolderOf(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
    }
}
