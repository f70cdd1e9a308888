using System.Globalization;
using Annarchy.Storage;

namespace Annarchy;

/// <summary>A number that all equations of a network can use by name, and that can be changed between steps.</summary>
/// <remarks>Made by <see cref="Network.Constant(string, double)"/>; declare it before the populations and projections whose equations use it.</remarks>
public sealed class Constant
{
    private readonly Network _network;
    private readonly Column _column;
    private double _value;

    internal Constant(Network network, string name, double value, Column column)
    {
        (_network, Name, _column) = (network, name, column);
        Value = value;
    }

    /// <summary>Name in equations.</summary>
    public string Name { get; }

    /// <summary>Its value; a change takes effect in the next step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double Value
    {
        get => _value;
        set
        {
            _network.CheckNotDisposed();
            if (double.IsNaN(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, $"Constant '{Name}' cannot be NaN.");
            _value = value;
            _column[0] = value;
        }
    }

    /// <summary>The value.</summary>
    public static implicit operator double(Constant constant)
    {
        ArgumentNullException.ThrowIfNull(constant);
        return constant.Value;
    }

    /// <summary>The value.</summary>
    public double ToDouble() => Value;

    /// <summary>Name and value: <c>tau = 10</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} = {Value}");
}
