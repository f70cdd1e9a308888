using Annarchy.Programs;

namespace Annarchy.Analysis.Methods;

/// <summary>
/// The classical Runge-Kutta method: <c>x += (k1 + 2 k2 + 2 k3 + k4) / 6</c> with k1 = dt f(x), k2 = dt f(x + k1/2),
/// k3 = dt f(x + k2/2), k4 = dt f(x + k3).
/// </summary>
internal sealed class RungeKutta4 : INumericalMethod
{
    public NumericalMethod Method => NumericalMethod.RungeKutta4;

    public Integration Advance(OdeSystem system)
    {
        var factory = system.Factory;
        var dt = system.TimeStep;
        var k1 = system.Increments(dt, system.Current);
        var k2 = system.Increments(dt, system.Move(Scale(k1, 0.5)));
        var k3 = system.Increments(dt, system.Move(Scale(k2, 0.5)));
        var k4 = system.Increments(dt, system.Move(k3));
        return system.Move(Scale([.. k1.Select((_, i) => Weigh(k1[i], k2[i], k3[i], k4[i]))], 1.0 / 6.0));

        Node Weigh(Node a, Node b, Node c, Node d) =>
            factory.Add(factory.Add(a, d), factory.Multiply(factory.Constant(2.0), factory.Add(b, c)));

        Node[] Scale(Node[] increments, double scale) => [.. increments.Select(k => factory.Multiply(factory.Constant(scale), k))];
    }
}
