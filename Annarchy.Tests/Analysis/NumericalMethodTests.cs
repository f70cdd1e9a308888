namespace Annarchy.Tests.Analysis;

/// <summary>Every method against its definition written out by hand.</summary>
public class NumericalMethodTests
{
    private const double Dt = 0.5;
    private const double Tau = 7.0;
    private const double B = 1.3;

    [Fact]
    public void Explicit_Euler() => AssertTrajectory("tau*dr/dt + r = B", "explicit", r => r + (Dt * (B - r) / Tau));

    [Fact]
    public void Backward_Euler() => AssertTrajectory("tau*dr/dt + r = B", "implicit", r => ((Tau * r) + (Dt * B)) / (Tau + Dt));

    [Fact]
    public void Exponential_Euler() =>
        AssertTrajectory("tau*dr/dt + r = B", "exponential", r => r + ((1.0 - Math.Exp(-Dt / Tau)) * (B - r)));

    [Fact]
    public void Exponential_Euler_without_decay_is_a_ramp() => AssertTrajectory("tau*dr/dt = B", "exponential", r => r + (Dt * B / Tau));

    [Fact]
    public void Semi_implicit_Euler_is_implicit_in_the_linear_part_only() =>
        AssertTrajectory("tau*dr/dt = B*sin(r) - r", "semiimplicit", r => ((Tau * r) + (Dt * B * Math.Sin(r))) / (Tau + Dt));

    [Fact]
    public void Midpoint()
    {
        AssertTrajectory("tau*dr/dt = B - r^2", "midpoint", r => r + (Dt * F(r + (Dt / 2.0 * F(r)))));

        static double F(double r) => (B - (r * r)) / Tau;
    }

    [Fact]
    public void Runge_Kutta()
    {
        AssertTrajectory("tau*dr/dt = B - r^2", "rk4", r =>
        {
            var k1 = F(r);
            var k2 = F(r + (Dt / 2.0 * k1));
            var k3 = F(r + (Dt / 2.0 * k2));
            var k4 = F(r + (Dt * k3));
            return r + (Dt / 6.0 * (k1 + (2.0 * k2) + (2.0 * k3) + k4));
        });

        static double F(double r) => (B - (r * r)) / Tau;
    }

    [Theory]
    [InlineData(NumericalMethod.Explicit)]
    [InlineData(NumericalMethod.Midpoint)]
    [InlineData(NumericalMethod.RungeKutta4)]
    [InlineData(NumericalMethod.Implicit)]
    public void The_default_method_serves_equations_that_name_none(NumericalMethod method)
    {
        using var named = new NeuronRun(Relaxation("tau*dr/dt + r = B", NameOf(method)), dt: Dt);
        using var byDefault = new NeuronRun(Relaxation("tau*dr/dt + r = B", null), dt: Dt, method: method);
        named.Step(20);
        byDefault.Step(20);
        Assert.Equal(named["r"][0], byDefault["r"][0]);
    }

    [Fact]
    public void Coupled_equations_are_solved_together_by_backward_Euler()
    {
        using var run = new NeuronRun(
            new Neuron(equations: "dr/dt = -0.2*r + 0.7*s + 0.1 : implicit, init=1.0\nds/dt = -0.9*r - 0.3*s : implicit, init=0.5"), dt: Dt);
        var (r, s) = (1.0, 0.5);
        for (var step = 0; step < 40; step++)
        {
            // Cramer's rule on (1 - dt A) x' = x + dt b.
            var (a, b, c, d) = (1.0 + (0.2 * Dt), -0.7 * Dt, 0.9 * Dt, 1.0 + (0.3 * Dt));
            var determinant = (a * d) - (b * c);
            var (p, q) = (r + (Dt * 0.1), s);
            (r, s) = (((p * d) - (b * q)) / determinant, ((a * q) - (c * p)) / determinant);
            run.Step();
            Assert.Equal(r, run["r"][0], 1e-13);
            Assert.Equal(s, run["s"][0], 1e-13);
        }
    }

    [Fact]
    public void Backward_Euler_solves_one_after_the_other_where_the_coupling_is_one_way()
    {
        // Nonlinear in s, but s does not depend on r.
        using var run = new NeuronRun(
            new Neuron(equations: "dr/dt = -r + s^2 : implicit, init=1.0\nds/dt = -0.3*s : implicit, init=0.5"), dt: Dt);
        run.Step();
        var s = 0.5 / (1.0 + (0.3 * Dt));
        Assert.Equal(s, run["s"][0], 1e-15);
        Assert.Equal((1.0 + (Dt * s * s)) / (1.0 + Dt), run["r"][0], 1e-15);
    }

    [Fact]
    public void Runge_Kutta_moves_all_variables_of_the_group()
    {
        using var run = new NeuronRun(new Neuron(equations: "dr/dt = s : rk4, init=1.0\nds/dt = -r : rk4"), dt: 0.01);
        run.Step(1000);

        // Harmonic oscillator; the global error of order 4 is about t * dt^4 / 120.
        Assert.Equal(Math.Cos(10.0), run["r"][0], 1e-9);
        Assert.Equal(-Math.Sin(10.0), run["s"][0], 1e-9);
    }

    [Fact]
    public void Methods_mix_within_a_group_and_see_the_values_before_it()
    {
        using var run = new NeuronRun(
            new Neuron(equations: "dr/dt = s - r : implicit, init=1.0\nds/dt = -r : explicit, init=2.0"), dt: Dt);
        run.Step();
        Assert.Equal((1.0 + (Dt * 2.0)) / (1.0 + Dt), run["r"][0], 1e-15);
        Assert.Equal(2.0 - (Dt * 1.0), run["s"][0], 1e-15);
    }

    [Fact]
    public void What_an_assignment_computed_before_stays_constant_over_the_step()
    {
        using var run = new NeuronRun(new Neuron(equations: "I = -r\ndr/dt = I : rk4, init=1.0"), dt: Dt);
        run.Step();
        Assert.Equal(1.0 - Dt, run["r"][0], 1e-15);
    }

    [Theory]
    [InlineData("tau*dr/dt = B - r")]
    [InlineData("tau*dr/dt + r = B")]
    [InlineData("tau*dr/dt + r - B = 0")]
    [InlineData("dr/dt = (B - r)/tau")]
    [InlineData("B - r = tau*dr/dt")]
    [InlineData("(dr/dt + r/tau)*tau = B")]
    [InlineData("2.0*tau*dr/dt - B = B - 2.0*r")]
    [InlineData("tau*(2.0*dr/dt - (B - r)/tau) = tau*dr/dt")]
    [InlineData("-dr/dt/(B - r) = -1/tau")]
    [InlineData("ite(tau > 0.0, tau*dr/dt, dr/dt) = B - r")]
    public void Any_linear_arrangement_means_the_same(string equation)
    {
        foreach (var method in new[] { "explicit", "rk4" })
            AssertSame(equation, "tau*dr/dt + r = B", method);
    }

    [Theory]
    [InlineData("tau*dr/dt + r - B = 0")]
    [InlineData("dr/dt = (B - r)/tau")]
    [InlineData("(dr/dt + r/tau)*tau = B")]
    [InlineData("tau*dr/dt = B - 0.5*r - ite(B > 0.0, 0.5*r, r)")]
    public void Any_linear_arrangement_can_be_implicit_or_exponential(string equation)
    {
        foreach (var method in new[] { "implicit", "semiimplicit", "exponential" })
            AssertSame(equation, "tau*dr/dt + r = B", method);
    }

    private static string? NameOf(NumericalMethod method) => method switch
    {
        NumericalMethod.RungeKutta4 => "rk4",
        _ => method.ToString().ToLowerInvariant(),
    };

    private static Neuron Relaxation(string equation, string? method) => new(
        parameters: "tau = 7.0 : population\nB = 1.3", equations: $"{equation} : init=0.2{(method is null ? "" : $", {method}")}");

    private static void AssertTrajectory(string equation, string method, Func<double, double> step)
    {
        using var run = new NeuronRun(Relaxation(equation, method), dt: Dt);
        var r = 0.2;
        for (var i = 0; i < 50; i++)
        {
            r = step(r);
            run.Step();
            Assert.Equal(r, run["r"][0], 1e-13);
        }
    }

    private static void AssertSame(string equation, string standard, string method)
    {
        using var run = new NeuronRun(Relaxation(equation, method), dt: Dt);
        using var expected = new NeuronRun(Relaxation(standard, method), dt: Dt);
        for (var i = 0; i < 20; i++)
        {
            run.Step();
            expected.Step();
            Assert.Equal(expected["r"][0], run["r"][0], 1e-13);
        }
    }
}
