using System.Diagnostics.CodeAnalysis;
using Annarchy.Programs;

namespace Annarchy.Analysis.Methods;

/// <summary>A way to advance a system of ODEs by one step; it accepts the system or says why it cannot.</summary>
internal interface INumericalMethod
{
    NumericalMethod Method { get; }

    /// <summary>Values after the step, in the order of the equations, or a refusal.</summary>
    Integration Advance(OdeSystem system);
}

/// <summary>Values after a step, free of unknowns, or the reason why there are none.</summary>
internal readonly struct Integration
{
    private Integration(Node[]? values, Refusal? refusal)
    {
        Values = values;
        Refusal = refusal;
    }

    public Node[]? Values { get; }

    public Refusal? Refusal { get; }

    [MemberNotNullWhen(true, nameof(Values))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsAccepted => Values is not null;

    public static implicit operator Integration(Node[] values) => new(values, null);

    public static implicit operator Integration(Refusal refusal) => new(null, refusal);
}

/// <summary>Why a method cannot serve an equation.</summary>
/// <param name="Variable">Whose equation.</param>
/// <param name="Reason">A clause to follow "since".</param>
/// <param name="Remedy">What would do instead.</param>
internal sealed record Refusal(string Variable, string Reason, string Remedy);
