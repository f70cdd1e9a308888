using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// The kernels of this process, one for each program, precision and width: a second network with the same models compiles
/// nothing. Kernels are immutable, so sharing them shares no state.
/// </summary>
[RequiresDynamicCode(DynamicCode.Reason)]
internal static class KernelCache
{
    private static readonly ConcurrentDictionary<string, Lazy<object>> Kernels = [];

    public static EmittedKernel GetOrCompile(KernelShape shape, Precision precision, VectorWidth width) =>
        (EmittedKernel)GetOrAdd(shape, precision, width, () => KernelEmitter.CompileNeurons(shape, precision, width));

    public static EmittedSynapseKernel GetOrCompileSynapses(KernelShape shape, Precision precision, VectorWidth width) =>
        (EmittedSynapseKernel)GetOrAdd(shape, precision, width, () => KernelEmitter.CompileSynapses(shape, precision, width));

    private static object GetOrAdd(KernelShape shape, Precision precision, VectorWidth width, Func<object> compile)
    {
        var prefix = precision == Precision.Single ? "single " : "double ";
        var key = string.Concat(prefix, ((int)width).ToString(CultureInfo.InvariantCulture), shape.Key);
        return Kernels.GetOrAdd(key, _ => new Lazy<object>(compile)).Value;
    }
}
