namespace Annarchy.Convolutions;

/// <summary>What a filter reads outside of the pre-synaptic population: a value, or the values of the border repeated.</summary>
/// <remarks>Converts implicitly from numbers: <c>padding: 0.5</c>, <c>padding: Padding.Border</c>. The default is 0.</remarks>
public readonly record struct Padding
{
    private Padding(double value, bool repeatsBorder) => (Value, RepeatsBorder) = (value, repeatsBorder);

    /// <summary>The nearest neuron of the population stands for what is outside.</summary>
    public static Padding Border { get; } = new(0.0, true);

    /// <summary>What every pre-synaptic variable is outside; 0 where the border is repeated.</summary>
    public double Value { get; }

    /// <summary>Whether the border is repeated.</summary>
    public bool RepeatsBorder { get; }

    /// <summary>A value for all outside.</summary>
    public static implicit operator Padding(double value) => FromDouble(value);

    /// <summary>A value for all outside.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Padding FromDouble(double value) => double.IsFinite(value)
        ? new Padding(value, false)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "Padding is a finite number.");

    /// <summary>The value, or <c>border</c>.</summary>
    public override string ToString() => RepeatsBorder ? "border" : FormattableString.Invariant($"{Value}");
}
