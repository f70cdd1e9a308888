using System.Globalization;
using Annarchy.Simulation;
using Annarchy.Storage;

namespace Annarchy;

/// <summary>A number that equations can use by name, and that can be changed between steps.</summary>
/// <remarks>
/// <see cref="Network.Constant(string, double)"/> makes one for a network; declare it before the populations and projections whose equations use
/// it. One made with <c>new</c> may be declared in any number of networks with <see cref="Network.Constant(Constant)"/>: all of them follow it.
/// </remarks>
public sealed class Constant
{
    private readonly List<(Network Network, Column Column)> _users = [];
    private double _value;

    /// <summary>Makes a constant that is part of no network yet.</summary>
    /// <param name="name">Name in equations.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="ArgumentException">The name is reserved by the language (<c>t</c>, <c>dt</c>, <c>step</c>, <c>pi</c>, ...) or not a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public Constant(string name, double value)
    {
        ConstantNames.Check(name);
        Name = name;
        Value = value;
    }

    /// <summary>Name in equations.</summary>
    public string Name { get; }

    /// <summary>Its value; a change takes effect in the next step of every network that declares it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN.</exception>
    public double Value
    {
        get => _value;
        set
        {
            if (double.IsNaN(value))
                throw new ArgumentOutOfRangeException(nameof(value), value, $"Constant '{Name}' cannot be NaN.");
            lock (_users)
            {
                _value = value;
                foreach (var (_, column) in _users)
                    column[0] = value;
            }
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

    /// <summary>Keeps the value in a column of a network from now on.</summary>
    internal void Attach(Network network, Column column)
    {
        lock (_users)
        {
            _users.Add((network, column));
            column[0] = _value;
        }
    }

    /// <summary>Forgets a network whose columns are about to be freed.</summary>
    internal void Detach(Network network)
    {
        lock (_users)
            _users.RemoveAll(u => u.Network == network);
    }
}
