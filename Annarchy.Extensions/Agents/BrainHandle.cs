namespace Annarchy;

/// <summary>Names a brain of a <see cref="BrainPool"/>. The handle of a despawned brain never names another one; the default names none.</summary>
/// <param name="Index">Where the brain lies in the pool.</param>
/// <param name="Generation">Counts the brains that lay there; odd for those that live.</param>
public readonly record struct BrainHandle(int Index, int Generation);
