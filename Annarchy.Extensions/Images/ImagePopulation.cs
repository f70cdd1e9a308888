namespace Annarchy.Images;

/// <summary>A rate-coded population whose firing rates <c>r</c> are the pixels of an image, from 0 to 1.</summary>
/// <remarks>
/// A geometry of two dimensions (height, width) takes the luminance, one of three, (height, width, 3), red, green and blue. Images of another
/// size are resized to it.
/// </remarks>
/// <example><code>
/// var image = net.Create(new ImagePopulation((480, 640)));
/// image.SetImage("photo.png");
/// </code></example>
public class ImagePopulation : InputArray
{
    /// <summary>Creates a population.</summary>
    /// <param name="geometry">(height, width), (height, width, 1) or (height, width, 3).</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">The geometry has other dimensions.</exception>
    public ImagePopulation(Geometry geometry, string? name = null)
        : base(Checked(geometry), name)
    {
    }

    /// <summary>Values per pixel: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels => Geometry.Dimensions == 3 ? Geometry[2] : 1;

    /// <summary>Shows an image from a file.</summary>
    /// <param name="path">The file; see <see cref="Image.Load"/> for the formats.</param>
    /// <inheritdoc cref="Image.Load" path="/exception"/>
    public void SetImage(string path) => SetImage(Image.Load(path));

    /// <summary>Shows an image.</summary>
    /// <param name="image">The image, of any size, grey or coloured.</param>
    /// <exception cref="InvalidOperationException">The population is not part of a network yet.</exception>
    public void SetImage(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var fitting = (Channels == 1 ? image.ToGrey() : image.ToColour()).Resize(Geometry[1], Geometry[0]);
        if (Network.Precision == Precision.Single)
            fitting.Values.CopyTo(AsSpan<float>("r"));
        else
            fitting.CopyTo(AsSpan<double>("r"));
    }

    private static Geometry Checked(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return geometry.Dimensions == 2 || (geometry.Dimensions == 3 && geometry[2] is 1 or 3)
            ? geometry
            : throw new ArgumentException($"Images need a geometry (height, width) or (height, width, 3); this one is {geometry}.", nameof(geometry));
    }
}
