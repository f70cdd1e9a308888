using System.Diagnostics.CodeAnalysis;
using Annarchy.Analysis.Algebra;
using Annarchy.Programs;

namespace Annarchy.Analysis.Methods;

/// <summary>
/// A linear ODE <c>D dx/dt = a x + b</c>: relaxation towards -b/a with the time constant -D/a. Null stands for a = 0, b = 0
/// and D = 1.
/// </summary>
internal sealed record Relaxation(Node? Factor, Node? Rest, Node? Denominator)
{
    /// <summary>The linear form of an equation, or why it has none.</summary>
    public static bool TryFind(
        NodeFactory factory,
        Ode ode,
        [NotNullWhen(true)] out Relaxation? relaxation,
        [NotNullWhen(false)] out Refusal? refusal)
    {
        var analysis = new LinearAnalysis(factory, [ode.Unknown]);
        var form = analysis.Of(ode.Numerator);
        var culprit = form.Nonlinear ?? (ode.Denominator is { } d && !analysis.IsFree(d) ? d : null);
        relaxation = culprit is null ? new Relaxation(form.Factors[0], form.Rest, ode.Denominator) : null;
        refusal = culprit is null
            ? null
            : new Refusal(
                ode.Variable,
                $"the equation is not linear in {ode.Variable}: it contains {ExpressionPrinter.PrintShort(culprit)}",
                "the explicit, midpoint or rk4 method");
        return culprit is null;
    }

    /// <summary>The same equation after replacing nodes.</summary>
    public Relaxation Apply(Substitution substitution) => new(
        Factor is null ? null : substitution.Apply(Factor),
        Rest is null ? null : substitution.Apply(Rest),
        Denominator is null ? null : substitution.Apply(Denominator));

    /// <summary>What x has become after some time, exactly, while a, b and D keep their values.</summary>
    public Node After(NodeFactory factory, Node time, Node x)
    {
        if (Factor is null)
            return Rest is null ? x : factory.Add(x, factory.Multiply(Over(factory, time), Rest));
        var exponent = Over(factory, factory.Multiply(time, Factor));
        if (Rest is null)
            return factory.Multiply(x, factory.Make(Op.Exp, exponent));

        // 1 - exp(-dt/tau) as it stands would lose the digits of dt/tau, and with them those of tau.
        var fraction = factory.Negate(factory.Make(Op.Expm1, exponent));
        return factory.Add(x, factory.Multiply(fraction, factory.Subtract(SteadyState(factory), x)));
    }

    private Node SteadyState(NodeFactory factory) => factory.Divide(Rest!, factory.Negate(Factor!));

    private Node Over(NodeFactory factory, Node x) => Denominator is null ? x : factory.Divide(x, Denominator);
}
