using System.Runtime.InteropServices;

namespace Annarchy.Images;

/// <summary>
/// The library GDK-PixBuf (GNOME), which reads JPEG, GIF, BMP, TIFF, WebP and whatever else is installed for it. It is loaded when first used
/// and stays.
/// </summary>
internal static unsafe class GdkPixbuf
{
    private static readonly string[] s_names =
        ["libgdk_pixbuf-2.0.so.0", "libgdk_pixbuf-2.0.so", "libgdk_pixbuf-2.0.0.dylib", "/opt/homebrew/lib/libgdk_pixbuf-2.0.0.dylib", "libgdk_pixbuf-2.0-0.dll"];

    private static readonly Lazy<nint> s_library = new(Load);

    /// <summary>Whether the library is there.</summary>
    public static bool IsInstalled
    {
        get
        {
            try
            {
                return s_library.Value != 0;
            }
            catch (DllNotFoundException)
            {
                return false;
            }
        }
    }

    /// <summary>Reads an image file.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed; the message says how to get it.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or no image.</exception>
    public static Image Read(string path)
    {
        var name = Marshal.StringToCoTaskMemUTF8(path);
        nint error = 0, image = 0;
        try
        {
            // The size first, so that no memory is taken for images that are too large.
            int width, height;
            if (((delegate* unmanaged[Cdecl]<nint, int*, int*, nint>)Find("gdk_pixbuf_get_file_info"))(name, &width, &height) == 0)
                throw new InvalidDataException("it is in no known format.");
            Image.CheckSize(width, height);
            image = ((delegate* unmanaged[Cdecl]<nint, nint*, nint>)Find("gdk_pixbuf_new_from_file"))(name, &error);
            return image != 0 ? Copy(image) : throw new InvalidDataException(Describe(error));
        }
        finally
        {
            if (image != 0)
                ((delegate* unmanaged[Cdecl]<nint, void>)Find("g_object_unref"))(image);
            if (error != 0)
                ((delegate* unmanaged[Cdecl]<nint, void>)Find("g_error_free"))(error);
            Marshal.FreeCoTaskMem(name);
        }
    }

    /// <summary>Takes the colours of an image, whose rows may be padded and whose pixels may have an alpha channel.</summary>
    private static Image Copy(nint image)
    {
        int width = Property("gdk_pixbuf_get_width", image), height = Property("gdk_pixbuf_get_height", image);
        int rowBytes = Property("gdk_pixbuf_get_rowstride", image), samples = Property("gdk_pixbuf_get_n_channels", image);
        var pixels = ((delegate* unmanaged[Cdecl]<nint, byte*>)Find("gdk_pixbuf_read_pixels"))(image);
        var bytes = new byte[3 * width * height];
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
                new ReadOnlySpan<byte>(pixels + ((nint)row * rowBytes) + (column * samples), 3).CopyTo(bytes.AsSpan(3 * ((row * width) + column)));
        }

        return Image.FromBytes(width, height, 3, bytes);
    }

    private static int Property(string getter, nint image) => ((delegate* unmanaged[Cdecl]<nint, int>)Find(getter))(image);

    /// <summary>The message of a <c>GError</c>: a domain and a code of 32 bits each, then the text.</summary>
    private static string Describe(nint error) =>
        error != 0 && Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(error, 2 * sizeof(int))) is { } message ? message : "it is damaged.";

    private static nint Find(string symbol) => NativeLibrary.GetExport(s_library.Value, symbol);

    private static nint Load()
    {
        foreach (var name in s_names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }

        throw new DllNotFoundException(
            "Only PNG and PNM images are read without the library GDK-PixBuf: install it (Debian and Ubuntu: apt install libgdk-pixbuf-2.0-0; "
            + "Fedora: dnf install gdk-pixbuf2; macOS: brew install gdk-pixbuf), or convert the image.");
    }
}
