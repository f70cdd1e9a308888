using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Programs;

namespace Annarchy.Analysis.Methods;

/// <summary>
/// A first-order ODE solved for its gradient: <c>dx/dt = Numerator / Denominator</c>. The denominator is kept apart so that
/// <c>dt / tau</c> can be computed once for all rows.
/// </summary>
/// <param name="Variable">Name of x.</param>
/// <param name="Unknown">The node that stands for x (and for other variables of the system in their equations).</param>
/// <param name="Current">x before the step.</param>
/// <param name="Numerator">In terms of the unknowns of the system.</param>
/// <param name="Denominator">Null for 1.</param>
internal sealed record Ode(string Variable, Node Unknown, Node Current, Node Numerator, Node? Denominator);

/// <summary>
/// The adjacent ODEs of one method: all are advanced together from the values before them. What is not an unknown of the
/// system keeps its value over the step.
/// </summary>
internal sealed class OdeSystem
{
    private readonly Node[] _unknowns;

    public OdeSystem(NodeFactory factory, ImmutableArray<Ode> equations, Node timeStep)
    {
        Factory = factory;
        Equations = equations;
        TimeStep = timeStep;
        _unknowns = [.. equations.Select(e => e.Unknown)];
    }

    public NodeFactory Factory { get; }

    public ImmutableArray<Ode> Equations { get; }

    /// <summary>dt.</summary>
    public Node TimeStep { get; }

    /// <summary>The values before the step.</summary>
    public Node[] Current => [.. Equations.Select(e => e.Current)];

    /// <summary>The same expression at other values of the unknowns.</summary>
    public Substitution At(IReadOnlyList<Node> values) => new(Factory, _unknowns.Zip(values, KeyValuePair.Create));

    /// <summary><c>step * dx/dt</c> of every equation at the given values of the unknowns.</summary>
    public Node[] Increments(Node step, IReadOnlyList<Node> values)
    {
        var at = At(values);
        return
        [
            .. Equations.Select(e => Factory.Multiply(
                at.Apply(e.Numerator),
                e.Denominator is null ? step : Factory.Divide(step, at.Apply(e.Denominator)))),
        ];
    }

    /// <summary>The values moved by increments.</summary>
    public Node[] Move(Node[] increments) => [.. Equations.Zip(increments, (e, increment) => Factory.Add(e.Current, increment))];
}
