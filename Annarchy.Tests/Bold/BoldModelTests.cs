using Annarchy.Bold;

namespace Annarchy.Tests.Bold;

/// <summary>The predefined models against the formulas of the papers, integrated by hand with explicit Euler.</summary>
public class BoldModelTests
{
    private const double Dt = 1.0;
    private const double Second = 1000.0;
    private const int Steps = 4000;

    public static TheoryData<string> Models => [nameof(balloon_CN), nameof(balloon_CL), nameof(balloon_RN), nameof(balloon_RL), nameof(balloon_maith2021)];

    private static double Activity(double t) => t < 500.0 ? 0.0 : 0.3 + (0.2 * Math.Sin(t / 200.0));

    [Theory]
    [MemberData(nameof(Models))]
    public void Balloon_models_follow_the_papers(string name)
    {
        var expected = new double[Steps];
        var b = new Coefficients(name);
        var (s, f, q, v, fOut) = (0.0, 1.0, 1.0, 1.0, 1.0);
        var rate = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            var input = rate;
            (s, f) = (s + (Dt * (input - (b.Kappa * s) - (b.Gamma * (f - 1.0))) / Second), f + (Dt * s / Second));
            var extraction = 1.0 - Math.Pow(1.0 - b.E0, 1.0 / f);
            (q, v) = (q + (Dt * ((f * extraction / b.E0) - (q / v * fOut)) / (b.Tau * Second)), v + (Dt * (f - fOut) / (b.Tau * Second)));
            fOut = Math.Pow(v, 1.0 / b.Alpha);
            expected[step] = b.Signal(q, v);
            rate = Activity(step * Dt);
        }

        AssertSame(expected, Simulate(b.Model, Precision.Double), 1e-11);
        AssertSame(expected, Simulate(b.Model, Precision.Single), 1e-4);
    }

    [Fact]
    public void Two_inputs_drive_flow_and_oxygen_consumption_apart()
    {
        const double e0 = 0.34, tau = 0.98, alpha = 0.33, te = 0.04, gammaFlow = 1.0 / 2.46, gammaOxygen = 10.0 / 2.46;
        var expected = new double[Steps];
        var (sFlow, f, sOxygen, m, q, v) = (0.0, 1.0, 0.0, 1.0, 1.0, 1.0);
        var rate = 0.0;
        for (var step = 0; step < Steps; step++)
        {
            (sFlow, f) = (
                sFlow + (Dt * (rate - (0.7650920556760059 * sFlow) - (gammaFlow * (f - 1.0))) / Second), f + (Dt * sFlow / Second));
            var oxygen = 0.5 * rate;
            (sOxygen, m) = (
                sOxygen + (Dt * ((oxygen * gammaOxygen / gammaFlow) - (4.032389192727559 * sOxygen) - (gammaOxygen * (m - 1.0))) / Second),
                m + (Dt * sOxygen / Second));
            var surplus = f - Math.Pow(v, 1.0 / alpha);
            var viscous = surplus > 0.0 ? 0.0 : 20.0;
            var fOut = Math.Pow(v, 1.0 / alpha) + (viscous * surplus / (tau + viscous));
            (q, v) = (q + (Dt * (m - (q / v * fOut)) / (tau * Second)), v + (Dt * surplus / (tau + viscous) / Second));
            var (k1, k2) = (4.3 * 40.3 * e0 * te, 1.0 * 25.0 * e0 * te);
            expected[step] = 0.02 * ((k1 * (1.0 - q)) + (k2 * (1.0 - (q / v))));
            rate = Activity(step * Dt);
        }

        using var net = new Network(dt: Dt);
        var pop = net.Create(3, new Neuron(equations: "r = ite(t < 500.0, 0.0, 0.3 + 0.2*sin(t/200.0))\nhalf = 0.5 * r"));
        var bold = new BoldMonitor(
            net, [pop], new balloon_two_inputs(), mapping: new Dictionary<string, string> { ["I_CBF"] = "r", ["I_CMRO2"] = "half" }, start: true);
        net.Simulate(Steps * Dt);
        AssertSame(expected, bold.Get("BOLD").Series(0), 1e-11);
    }

    [Fact]
    public void Small_signals_at_short_steps_keep_their_digits_in_single_precision()
    {
        var signals = new List<double[]>();
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            using var net = new Network(dt: 0.1, precision: precision);
            var bold = new BoldMonitor(net, [net.Create(1, new Neuron(equations: "r = 0.002"))], start: true);
            net.Simulate(1500.0);
            signals.Add(bold.Get().Series(0));
        }

        AssertSame(signals[0], signals[1], 1e-3);
    }

    [Fact]
    public void A_constant_input_leads_to_the_steady_state()
    {
        const double input = 0.1, gamma = 1.0 / 2.46, alpha = 0.33, e0 = 0.34;
        using var net = new Network(dt: 5.0);
        var bold = new BoldMonitor(net, [net.Create(2, new Neuron(equations: $"r = {input}"))], new balloon_RN(), recordedVariables: ["f_in", "v", "q"], start: true);
        net.Simulate(120_000.0);
        var f = 1.0 + (input / gamma);
        var v = Math.Pow(f, alpha);
        var q = v * (1.0 - Math.Pow(1.0 - e0, 1.0 / f)) / e0;
        Assert.Equal(f, bold.Get("f_in").Series(0)[^1], 9);
        Assert.Equal(v, bold.Get("v").Series(0)[^1], 9);
        Assert.Equal(q, bold.Get("q").Series(0)[^1], 9);
    }

    [Fact]
    public void Models_of_ones_own_are_checked()
    {
        Assert.Equal(["I_CBF"], new BoldModel("", "BOLD = sum(I_CBF)", "I_CBF").Inputs);
        Assert.Equal(["x", "y"], new BoldModel("", "x = sum(a)\ny = sum(b)", ["a", "b"], outputs: ["x", "y"]).Outputs);
        var unread = Assert.Throws<ArgumentException>(() => new BoldModel("", "BOLD = sum(I_CBF)", ["I_CBF", "I_CMRO2"], name: "mine"));
        Assert.StartsWith("The equations of mine do not read its input 'I_CMRO2' as sum(I_CMRO2); they read sum(I_CBF).", unread.Message, StringComparison.Ordinal);
        var missing = Assert.Throws<EquationException>(() => new BoldModel("", "x = sum(I_CBF)", "I_CBF"));
        Assert.Equal("The neuron does not define its output 'BOLD'.", missing.Problem);
        Assert.Throws<EquationException>(() => new BoldModel("", "BOLD = sum(I_CBF", "I_CBF"));
        Assert.Throws<ArgumentException>(() => new BoldModel("", "BOLD = sum(I_CBF)", default));
    }

    private static double[] Simulate(BoldModel model, Precision precision)
    {
        using var net = new Network(dt: Dt, precision: precision);
        var pop = net.Create(3, new Neuron(equations: "r = ite(t < 500.0, 0.0, 0.3 + 0.2*sin(t/200.0))"));
        var bold = new BoldMonitor(net, [pop], model, start: true);
        net.Simulate(Steps * Dt);
        return bold.Get().Series(0);
    }

    private static void AssertSame(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * scale, $"step {i}: {expected[i]} and {actual[i]}");
    }

    /// <summary>Parameters of Friston et al. (2000), or those of Maith et al. (2021).</summary>
    private sealed class Coefficients(string name)
    {
        private readonly bool _isMaith = name == nameof(balloon_maith2021);

        public BoldModel Model { get; } = name switch
        {
            nameof(balloon_CN) => new balloon_CN(),
            nameof(balloon_CL) => new balloon_CL(),
            nameof(balloon_RN) => new balloon_RN(),
            nameof(balloon_RL) => new balloon_RL(),
            _ => new balloon_maith2021(),
        };

        public double Kappa => _isMaith ? 0.665 : 1.0 / 1.54;

        public double Gamma => _isMaith ? 0.412 : 1.0 / 2.46;

        public double E0 => _isMaith ? 0.3424 : 0.34;

        public double Tau => _isMaith ? 1.0368 : 0.98;

        public double Alpha => _isMaith ? 0.3215 : 0.33;

        public double Signal(double q, double v)
        {
            var (k1, k2, k3) = name switch
            {
                nameof(balloon_CN) or nameof(balloon_CL) => (0.98 * 4.3 * 40.3 * E0 * 0.04, 2.0 * E0, 1.0 - 1.43),
                nameof(balloon_RN) or nameof(balloon_RL) => (4.3 * 40.3 * E0 * 0.04, 1.43 * 25.0 * E0 * 0.04, 1.0 - 1.43),
                _ => (7.0 * E0, 2.0, (2.0 * E0) - 0.2),
            };
            return name is nameof(balloon_CL) or nameof(balloon_RL)
                ? 0.02 * (((k1 + k2) * (1.0 - q)) + ((k3 - k2) * (1.0 - v)))
                : 0.02 * ((k1 * (1.0 - q)) + (k2 * (1.0 - (q / v))) + (k3 * (1.0 - v)));
        }
    }
}
