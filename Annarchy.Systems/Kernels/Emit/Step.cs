namespace Annarchy.Kernels.Emit;

/// <summary>What a <see cref="Step"/> does.</summary>
internal enum StepKind
{
    /// <summary>Evaluates a term and keeps it in a local.</summary>
    Evaluate,

    /// <summary>Writes a term to the rows of a column.</summary>
    Store,

    /// <summary>Gathers the rows where a mask is set.</summary>
    Spike,

    /// <summary>Gathers the rows where a mask is set as axonal spikes.</summary>
    AxonSpike,
}

/// <summary>One statement of the emitted code.</summary>
internal sealed class Step(StepKind kind, Term term, int column = -1)
{
    public StepKind Kind { get; } = kind;

    public Term Term { get; } = term;

    /// <summary>Index of the column of a <see cref="StepKind.Store"/>, otherwise -1.</summary>
    public int Column { get; } = column;
}
