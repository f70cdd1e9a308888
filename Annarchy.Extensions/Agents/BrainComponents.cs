using System.Runtime.CompilerServices;

namespace Annarchy;

/// <summary>The component of an entity that has a brain.</summary>
/// <param name="Pool">Number of the pool among those of the <see cref="BrainSystem"/>.</param>
/// <param name="Brain">The brain; the default for none.</param>
public record struct BrainRef(int Pool, BrainHandle Brain);

/// <summary>
/// The component of what an entity senses: values of all sensors of its brain, in the order of <see cref="BrainTemplate.Sensors"/>; those
/// beyond <see cref="BrainPool.SensorCount"/> mean nothing. Indexed like an array, and converts to a span.
/// </summary>
[InlineArray(Capacity)]
public struct Sensors
{
    /// <summary>Values there is room for. Brains with more are written through <see cref="BrainPool.Sensor"/>.</summary>
    public const int Capacity = 16;

    private float _first;
}

/// <summary>
/// The component of what an entity does: values of all motors of its brain, in the order of <see cref="BrainTemplate.Motors"/>; those beyond
/// <see cref="BrainPool.MotorCount"/> mean nothing. Indexed like an array, and converts to a span.
/// </summary>
[InlineArray(Capacity)]
public struct Motors
{
    /// <summary>Values there is room for. Brains with more are read through <see cref="BrainPool.Motor"/>.</summary>
    public const int Capacity = 16;

    private float _first;
}
