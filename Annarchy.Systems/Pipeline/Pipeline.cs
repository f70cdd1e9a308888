using System.Diagnostics;
using Annarchy.Threading;

namespace Annarchy;

/// <summary>The ordered systems of a network: what one step does. Stages run in the order of <see cref="Stage"/>.</summary>
public sealed class Pipeline
{
    private static readonly int StageCount = Enum.GetValues<Stage>().Length;
    private readonly List<ISystem>[] _stages = [.. Enumerable.Range(0, StageCount).Select(_ => new List<ISystem>())];
    private readonly Dictionary<ISystem, object> _owners = [];
    private ISystem[] _order = [];
    private object? _owner;
    private NeuronBlock? _block;

    /// <summary>The systems of one stage, in order.</summary>
    /// <param name="stage">The stage.</param>
    public IReadOnlyList<ISystem> this[Stage stage] => _stages[(int)stage];

    /// <summary>All systems in the order they run.</summary>
    public IReadOnlyList<ISystem> Systems => _order;

    /// <summary>Inserts a system at the end of a stage, or before another one.</summary>
    /// <param name="stage">When it runs.</param>
    /// <param name="system">What runs.</param>
    /// <param name="before">A system of that stage to run ahead of; null for the end of the stage.</param>
    /// <exception cref="ArgumentException"><paramref name="before"/> is not in the stage, or the system is already in the pipeline.</exception>
    public void Add(Stage stage, ISystem system, ISystem? before = null)
    {
        ArgumentNullException.ThrowIfNull(system);
        if (_order.Contains(system))
            throw new ArgumentException($"System '{system.Name}' is already in the pipeline.", nameof(system));
        var systems = _stages[(int)stage];
        var index = before is null ? systems.Count : systems.IndexOf(before);
        if (index < 0)
            throw new ArgumentException($"System '{before!.Name}' is not in stage {stage}.", nameof(before));
        systems.Insert(index, system);
        _order = [.. _stages.SelectMany(s => s)];
        if (_owner is not null)
            _owners[system] = _owner;
    }

    /// <summary>Removes a system.</summary>
    /// <param name="system">The system.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ISystem system)
    {
        var removed = _stages.Any(s => s.Remove(system));
        _order = [.. _stages.SelectMany(s => s)];
        _owners.Remove(system);
        return removed;
    }

    /// <summary>Lets a population or projection add the systems that work for it.</summary>
    internal void AddFor(object owner, Action<Pipeline> add)
    {
        _owner = owner;
        try
        {
            add(this);
        }
        finally
        {
            _owner = null;
        }
    }

    /// <summary>The population or projection a system works for; null for the whole network.</summary>
    internal object? OwnerOf(ISystem system) => _owners.GetValueOrDefault(system);

    /// <summary>When a system runs; null if it is not in the pipeline any more.</summary>
    internal Stage? StageOf(ISystem system)
    {
        var stage = Array.FindIndex(_stages, s => s.Contains(system));
        return stage < 0 ? null : (Stage)stage;
    }

    /// <summary>Lets the members of a team run systems together that are shared by neurons.</summary>
    internal void ShareAmong(ThreadTeam team) => _block = team.Size > 1 ? new NeuronBlock(team) : null;

    /// <summary>Runs every system once.</summary>
    internal void Run(in StepContext context)
    {
        if (_block is not null)
        {
            RunShared(in context, null);
            return;
        }

        foreach (var system in _order)
            system.Update(in context);
    }

    /// <summary>Runs every system once and adds the time each took, in ticks of <see cref="Stopwatch"/>.</summary>
    internal void Run(in StepContext context, long[] ticks)
    {
        if (_block is not null)
        {
            RunShared(in context, ticks);
            return;
        }

        // A system may change the pipeline: this step goes on as it began.
        var order = _order;
        var before = Stopwatch.GetTimestamp();
        for (var i = 0; i < order.Length; i++)
        {
            order[i].Update(in context);
            var after = Stopwatch.GetTimestamp();
            ticks[i] += after - before;
            before = after;
        }
    }

    private void RunShared(in StepContext context, long[]? ticks)
    {
        var order = _order;
        var next = 0;
        while (next < order.Length)
        {
            if (order[next] is INeuronSystem { CanShare: true })
            {
                next = _block!.Run(order, next, in context, ticks);
                continue;
            }

            var before = ticks is null ? 0 : Stopwatch.GetTimestamp();
            order[next].Update(in context);
            if (ticks is not null)
                ticks[next] += Stopwatch.GetTimestamp() - before;
            next++;
        }
    }
}
