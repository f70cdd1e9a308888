namespace Annarchy.AnnToSnn;

/// <summary>Shapes of what goes from layer to layer.</summary>
internal static class Shapes
{
    /// <summary>Number of elements.</summary>
    /// <exception cref="ArgumentException">A length is not positive, or there are more elements than an array can have.</exception>
    public static int Count(IReadOnlyList<int> shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            if (length < 1 || (count *= length) > Array.MaxLength)
                throw new ArgumentException($"There are no arrays of shape {Describe(shape)}.");
        }

        return (int)count;
    }

    public static string Describe(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";
}
