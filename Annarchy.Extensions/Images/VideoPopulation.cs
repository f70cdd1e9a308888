namespace Annarchy.Images;

/// <summary>A rate-coded population whose firing rates <c>r</c> are the pixels of the frames of a video, a camera or a game.</summary>
/// <remarks>A frame stays until the next one is grabbed; the program decides when, for instance in a callback of <see cref="Network.Every"/>.</remarks>
/// <example><code>
/// var camera = net.Create(new VideoPopulation((120, 160, 3)));
/// camera.StartCamera(0);
/// net.Every(40.0, _ => camera.GrabImage());
/// </code></example>
public sealed class VideoPopulation : ImagePopulation
{
    private IAsyncEnumerator<Image>? _frames;

    /// <summary>Creates a population.</summary>
    /// <param name="geometry">(height, width), (height, width, 1) or (height, width, 3).</param>
    /// <param name="name">Unique name within the network; null for <c>pop0</c>, <c>pop1</c>, ...</param>
    /// <exception cref="ArgumentException">The geometry has other dimensions.</exception>
    public VideoPopulation(Geometry geometry, string? name = null)
        : base(geometry, name)
    {
    }

    /// <summary>Whether there are frames to grab.</summary>
    public bool IsOpen => _frames is not null;

    /// <summary>Takes frames from a video file; needs the program <c>ffmpeg</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public void Open(string path) => Open(Ffmpeg.ReadFile(path, Geometry[1], Geometry[0], Channels));

    /// <summary>Takes frames from a camera; needs the program <c>ffmpeg</c>.</summary>
    /// <param name="port">Number of the camera, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public void StartCamera(int port = 0) => Open(Ffmpeg.ReadCamera(port, Geometry[1], Geometry[0], Channels));

    /// <summary>Takes frames from anywhere, for instance from what a game renders.</summary>
    /// <param name="frames">The frames, of any size, grey or coloured.</param>
    public void Open(IAsyncEnumerable<Image> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        Release();
        _frames = frames.GetAsyncEnumerator();
    }

    /// <summary>Shows the next frame, for which it waits.</summary>
    /// <returns>False if there is none any more; the last one stays.</returns>
    /// <exception cref="InvalidOperationException">Nothing was opened, or the population is not part of a network yet.</exception>
    /// <exception cref="DllNotFoundException">The program <c>ffmpeg</c> is not installed.</exception>
    /// <exception cref="InvalidDataException">The video cannot be read.</exception>
    public bool GrabImage() => GrabImageAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="GrabImage"/>
    public async ValueTask<bool> GrabImageAsync()
    {
        var frames = _frames ?? throw new InvalidOperationException(
            $"The video population has no frames: call {nameof(Open)} or {nameof(StartCamera)} first.");
        if (!await frames.MoveNextAsync().ConfigureAwait(false))
            return false;
        SetImage(frames.Current);
        return true;
    }

    /// <summary>Takes no more frames and frees what they came from.</summary>
    public void Release()
    {
        _frames?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _frames = null;
    }
}
