namespace Annarchy;

/// <summary>
/// Runs the brains of a game's entities: hands them what the entities sense, lets time pass in all pools, and hands the entities what their
/// brains do.
/// </summary>
/// <remarks>Entities whose <see cref="BrainRef"/> names no brain are left alone. An update allocates nothing.</remarks>
public sealed class BrainSystem
{
    private readonly IBrainEntities _entities;
    private readonly BrainPool[] _pools;
    private readonly PoolFrame[] _frames;

    /// <summary>A system for some pools.</summary>
    /// <param name="entities">Where the entities are: <see cref="WorldBrainEntities"/> for a <see cref="World"/>.</param>
    /// <param name="pools">The pools, which <see cref="BrainRef.Pool"/> numbers from 0; not disposed by the system.</param>
    /// <exception cref="ArgumentException">Brains have more sensors or motors than the components have room for.</exception>
    public BrainSystem(IBrainEntities entities, params BrainPool[] pools)
    {
        ArgumentNullException.ThrowIfNull(entities);
        ArgumentNullException.ThrowIfNull(pools);
        foreach (var pool in pools)
        {
            ArgumentNullException.ThrowIfNull(pool, nameof(pools));
            if (pool.SensorCount > Sensors.Capacity || pool.MotorCount > Motors.Capacity)
            {
                throw new ArgumentException(
                    $"Brains with {pool.SensorCount} sensors and {pool.MotorCount} motors do not fit components of {Sensors.Capacity} and {Motors.Capacity}: "
                    + "write and read them through the spans of the pool.",
                    nameof(pools));
            }
        }

        _entities = entities;
        _pools = [.. pools];
        _frames = new PoolFrame[pools.Length];
    }

    /// <summary>What the last update did in each pool.</summary>
    public ReadOnlySpan<PoolFrame> Frames => _frames;

    /// <summary>Lets time pass.</summary>
    /// <param name="dt">ms since the last update.</param>
    /// <param name="budget">What each pool may do.</param>
    /// <exception cref="ArgumentException">An entity's brain was despawned, or its pool is none of the system's.</exception>
    public void Update(double dt, StepBudget budget = default)
    {
        var sensing = new Sensing(_pools);
        _entities.Visit(ref sensing);
        for (var i = 0; i < _pools.Length; i++)
            _frames[i] = _pools[i].Step(dt, budget);
        var acting = new Acting(_pools);
        _entities.Visit(ref acting);
    }

    private static BrainPool PoolOf(in BrainRef brain, BrainPool[] pools) => (uint)brain.Pool < (uint)pools.Length
        ? pools[brain.Pool]
        : throw new ArgumentException($"An entity has a brain of pool {brain.Pool}; the system has {pools.Length} pools.", nameof(brain));

    private readonly struct Sensing(BrainPool[] pools) : IBrainVisitor
    {
        public void Visit(ref BrainRef brain, ref Sensors sensors, ref Motors motors)
        {
            if (brain.Brain == default)
                return;
            var pool = PoolOf(in brain, pools);
            pool.Sense(brain.Brain, ((ReadOnlySpan<float>)sensors)[..pool.SensorCount]);
        }
    }

    private readonly struct Acting(BrainPool[] pools) : IBrainVisitor
    {
        public void Visit(ref BrainRef brain, ref Sensors sensors, ref Motors motors)
        {
            if (brain.Brain == default)
                return;
            var pool = PoolOf(in brain, pools);
            pool.Act(brain.Brain, ((Span<float>)motors)[..pool.MotorCount]);
        }
    }
}
