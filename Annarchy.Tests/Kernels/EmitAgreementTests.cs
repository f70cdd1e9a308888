namespace Annarchy.Tests.Kernels;

/// <summary>Emitted kernels and the interpreter give the same results for all neurons of the library.</summary>
public class EmitAgreementTests
{
    public static TheoryData<string> Models => [.. Neurons().Select(n => n.GetType().Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Backends_agree(string model)
    {
        var neuron = Neurons().Single(n => n.GetType().Name == model);
        var emitted = Run(neuron, KernelBackend.Emitted);
        var interpreted = Run(neuron, KernelBackend.Interpreter);
        foreach (var (name, values) in interpreted)
        {
            var largest = Math.Max(values.Max(Math.Abs), 1.0);
            for (var row = 0; row < values.Length; row++)
                Assert.True(Math.Abs(values[row] - emitted[name][row]) <= 1e-12 * largest, $"{name}[{row}]: {values[row]:R}, {emitted[name][row]:R}");
        }
    }

    [Fact]
    public void The_network_explains_its_machine_code()
    {
        using var emitted = new Network(dt: 0.1, backend: KernelBackend.Emitted);
        var text = emitted.Explain(emitted.Create(3, new IF_curr_exp()));
        Assert.Contains("only when parameters differ from those of the rows before: exp(-(dt / tau_syn_E))", text, StringComparison.Ordinal);
        using var interpreted = new Network(dt: 0.1, backend: KernelBackend.Interpreter);
        Assert.DoesNotContain("machine code", interpreted.Explain(interpreted.Create(3, new IF_curr_exp())), StringComparison.Ordinal);
    }

    private static Neuron[] Neurons() =>
    [
        new LeakyIntegrator(tau: 10.0, B: 0.5), new Izhikevich(i_offset: 6.0, tau_refrac: 2.0),
        new IF_curr_exp(i_offset: 1.0, tau_refrac: 3.0), new IF_cond_exp(i_offset: 1.0, tau_refrac: 3.0),
        new IF_curr_alpha(i_offset: 1.0, tau_refrac: 3.0), new IF_cond_alpha(i_offset: 1.0, tau_refrac: 3.0),
        new HH_cond_exp(i_offset: 0.5), new EIF_cond_exp_isfa_ista(i_offset: 1.0, tau_refrac: 3.0),
        new EIF_cond_alpha_isfa_ista(i_offset: 1.0, tau_refrac: 3.0),
    ];

    private static Dictionary<string, double[]> Run(Neuron neuron, KernelBackend backend)
    {
        const int Size = 37;
        using var network = new Network(dt: 0.1, seed: 3, backend: backend);
        var population = network.Create(Size, neuron);
        network.Compile();
        var values = new Dictionary<string, double[]>();
        for (var part = 0; part < 10; part++)
        {
            // Conductances decay from values of their own in every part.
            foreach (var target in new[] { "g_exc", "g_inh" }.Where(g => population.Attributes.Contains(g)))
                population[target] = Enumerable.Range(0, Size).Select(i => 0.002 * ((i * 7) + part)).ToArray();
            network.Simulate(3.0);
            foreach (var name in population.Attributes)
                values[$"{name} after {part}"] = population[name];
        }

        return values.Where(v => v.Value.Length == Size).ToDictionary();
    }
}
