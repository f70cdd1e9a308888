using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Annarchy.Images;

/// <summary>
/// Frames of videos and cameras, decoded and scaled by the program <c>ffmpeg</c> (ffmpeg.org), which runs beside this one while frames are taken.
/// </summary>
public static class Ffmpeg
{
    private const string Program = "ffmpeg";

    /// <summary>The frames of a video file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels per row of the frames.</param>
    /// <param name="height">Rows of the frames.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <remarks>Taking the first frame throws <see cref="DllNotFoundException"/> where the program is not installed.</remarks>
    public static IAsyncEnumerable<Image> ReadFile(string path, int width, int height, int channels)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no video '{path}'.", path);

        // A path, never an address or a filter, whatever the name looks like.
        return Read(["-i", "file:" + Path.GetFullPath(path)], $"video '{path}'", width, height, channels);
    }

    /// <summary>The frames of a camera.</summary>
    /// <param name="port">Number of the camera, from 0.</param>
    /// <param name="width">Pixels per row of the frames.</param>
    /// <param name="height">Rows of the frames.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static IAsyncEnumerable<Image> ReadCamera(int port, int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        var number = port.ToString(CultureInfo.InvariantCulture);
        string[] input = OperatingSystem.IsWindows() ? ["-f", "vfwcap", "-i", number]
            : OperatingSystem.IsMacOS() ? ["-f", "avfoundation", "-i", number]
            : ["-f", "v4l2", "-i", "/dev/video" + number];
        return Read(input, $"camera {port}", width, height, channels);
    }

    private static IAsyncEnumerable<Image> Read(string[] input, string what, int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "An image has 1 channel (grey) or 3 (red, green, blue).");
        var size = string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");
        return Run([.. input, "-f", "rawvideo", "-pix_fmt", channels == 1 ? "gray" : "rgb24", "-s", size, "pipe:1"], what, width, height, channels);
    }

    private static async IAsyncEnumerable<Image> Run(
        string[] arguments, string what, int width, int height, int channels, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var process = Start(["-hide_banner", "-loglevel", "error", "-nostdin", .. arguments]);
        var complaint = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            var frame = new byte[width * height * channels];
            var output = process.StandardOutput.BaseStream;
            var frames = 0L;
            while (await output.ReadAtLeastAsync(frame, frame.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == frame.Length)
            {
                frames++;
                yield return Image.FromBytes(width, height, channels, frame);
            }

            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0 || frames == 0)
                throw new InvalidDataException($"The {what} cannot be read: {(await complaint.ConfigureAwait(false)).Trim()}");
        }
        finally
        {
            // Where frames are left, the program waits for someone to take them.
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DllNotFoundException(
                $"Videos and cameras need the program {Program}: install it (Debian and Ubuntu: apt install ffmpeg; Fedora: dnf install ffmpeg-free; macOS: "
                + "brew install ffmpeg; Windows: winget install ffmpeg), or open a sequence of images of your own.",
                e);
        }
    }
}
