using System.Diagnostics;

namespace Annarchy.Tests.Devices;

/// <summary>
/// The driver for CUDA, run without a graphics card: libraries made from the sources in this folder take the place of <c>libcuda</c> and
/// <c>libnvrtc</c>, check how they are called and run the kernels on the processor, in blocks of threads that share memory and meet.
/// </summary>
internal static class CudaOnProcessor
{
    private static readonly Lazy<string> Built = new(Build);

    /// <summary>Devices that the stand-in has.</summary>
    public enum Card
    {
        /// <summary>A common one.</summary>
        Common,

        /// <summary>It has 16 KB of memory.</summary>
        Small,

        /// <summary>It is lost after a hundred launches.</summary>
        Lost,

        /// <summary>It came after the compiler.</summary>
        New,

        /// <summary>The compiler does not know it any more.</summary>
        Old,

        /// <summary>One for tests that break it, one after the other.</summary>
        Refusing,
    }

    /// <summary>Why it is not there; null if it is.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "The stand-in of the CUDA driver is for Linux."
        : Compiler is null ? "There is no C++ compiler for the stand-in of the CUDA driver: install g++ or clang."
        : null;

    private static string? Compiler =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
        .SelectMany(folder => new[] { "g++", "clang++" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Devices", "CudaOnProcessor");

    /// <summary>Opens a device.</summary>
    public static CudaDevice Open(Card card = Card.Common) =>
        CudaDevice.Open([Path.Combine(Built.Value, "libcuda.so.1")], [Path.Combine(Built.Value, "libnvrtc.so")], (int)card);

    /// <summary>Makes the libraries, unless they are there and newer than their sources.</summary>
    private static string Build()
    {
        var built = Path.Combine(Folder, "built");
        string[] sources = ["driver.cpp", "compiler.cpp", "kernels.h", "blocks.h"];
        string[] libraries = ["libcuda.so.1", "libnvrtc.so"];
        var made = libraries.Select(name => Path.Combine(built, name)).ToArray();
        if (made.All(File.Exists) && made.Min(File.GetLastWriteTimeUtc) > sources.Max(name => File.GetLastWriteTimeUtc(Path.Combine(Folder, name))))
            return built;
        if (Directory.Exists(built))
            Directory.Delete(built, recursive: true);
        Directory.CreateDirectory(built);
        File.Copy(Path.Combine(Folder, "kernels.h"), Path.Combine(built, "kernels.h"));
        Parallel.For(0, libraries.Length, i => Run(
            Compiler!, "-std=c++17", "-O1", "-U_FORTIFY_SOURCE", "-fPIC", "-shared", $"-DCOMPILER=\"{Compiler}\"",
            Path.Combine(Folder, sources[i]), "-o", made[i], "-ldl", "-pthread"));
        return built;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
