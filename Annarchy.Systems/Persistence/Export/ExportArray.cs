using System.Runtime.InteropServices;

namespace Annarchy.Persistence;

/// <summary>An array on its way to a file of another program.</summary>
/// <param name="Name">Its name; slashes make groups where the format has them.</param>
/// <param name="Elements"><c>double[]</c>, <c>float[]</c>, <c>long[]</c>, <c>int[]</c> or <c>bool[]</c>, in C order.</param>
/// <param name="Shape">Lengths of the dimensions; none for a single number.</param>
internal sealed record ExportArray(string Name, Array Elements, params long[] Shape)
{
    public NpyType Type => NpyType.Of(Elements.GetType().GetElementType()!);

    public Span<byte> Bytes =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(Elements), checked(Elements.Length * Type.Size));

    public static ExportArray Number(string name, double value) => new(name, new[] { value });
}
