namespace Annarchy;

/// <summary>The ordered systems of a network: what one step does. Stages run in the order of <see cref="Stage"/>.</summary>
public sealed class Pipeline
{
    private static readonly int StageCount = Enum.GetValues<Stage>().Length;
    private readonly List<ISystem>[] _stages = [.. Enumerable.Range(0, StageCount).Select(_ => new List<ISystem>())];
    private ISystem[] _order = [];

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
    }

    /// <summary>Removes a system.</summary>
    /// <param name="system">The system.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ISystem system)
    {
        var removed = _stages.Any(s => s.Remove(system));
        _order = [.. _stages.SelectMany(s => s)];
        return removed;
    }

    /// <summary>Runs every system once.</summary>
    internal void Run(in StepContext context)
    {
        foreach (var system in _order)
            system.Update(in context);
    }
}
