using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Annarchy.Kernels.Emit;

/// <summary>Whether code can be made at run time, which hosts that are compiled ahead of time cannot.</summary>
internal static class DynamicCode
{
    /// <summary>Why the emitter needs it.</summary>
    public const string Reason = "Kernels are emitted and compiled at run time.";

    [FeatureGuard(typeof(RequiresDynamicCodeAttribute))]
    public static bool IsSupported => RuntimeFeature.IsDynamicCodeCompiled;
}
