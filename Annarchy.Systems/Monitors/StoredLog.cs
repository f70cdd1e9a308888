namespace Annarchy.Monitors;

/// <summary>A log of a recorder, and how it looks in a file.</summary>
/// <param name="Log">The records.</param>
/// <param name="Suffix">What its file has behind the variable's name.</param>
/// <param name="Element">Type of an element as NumPy writes it.</param>
/// <param name="Shape">Shape of a record; empty for a single element.</param>
internal readonly record struct StoredLog(ChunkedLog Log, string Suffix, string Element, IReadOnlyList<int> Shape);
