using System.Collections.Concurrent;
using System.Globalization;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// The kernels of this process, one for each program, precision and width: a second network with the same models compiles
/// nothing. Kernels are immutable, so sharing them shares no state.
/// </summary>
internal static class KernelCache
{
    private static readonly ConcurrentDictionary<string, Lazy<EmittedKernel>> Kernels = [];

    public static EmittedKernel GetOrCompile(UpdateProgram program, Precision precision, VectorWidth width) =>
        Kernels.GetOrAdd(
            string.Concat(precision == Precision.Single ? "single " : "double ", ((int)width).ToString(CultureInfo.InvariantCulture), program.Key),
            _ => new Lazy<EmittedKernel>(() => KernelEmitter.Compile(program, precision, width))).Value;
}
