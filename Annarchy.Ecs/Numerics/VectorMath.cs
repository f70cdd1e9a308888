namespace Annarchy.Numerics;

/// <summary>
/// Elementary functions of whole vectors, one overload per width (<c>Vector128</c>, <c>Vector256</c>, <c>Vector512</c>) and
/// element type, named after the operations of update programs. An element's result has the same bits at every width and
/// whatever its neighbours are.
/// </summary>
internal static partial class VectorMath;
