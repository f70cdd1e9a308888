using Annarchy.Plots;

namespace Annarchy.Examples;

/// <summary>
/// One synapse, two receptors: each spike raises the conductance of fast AMPA and of slow, voltage-gated NMDA receptors by the same weight.
/// The neuron is a conductance-based Izhikevich neuron; the gate follows Izhikevich, Gally and Edelman (2004).
/// </summary>
internal sealed class AmpaNmda : IExample
{
    public string Name => "ampa-nmda";

    public string Description => "AMPA and NMDA currents fed by one synapse (targets ampa and nmda)";

    public void Run(string[] args)
    {
        var neuron = new Neuron(
            parameters: """
                a = 0.02         : population
                b = 0.2          : population
                c = -65.0        : population
                d = 8.0          : population
                tau_ampa = 5.0   : population
                tau_nmda = 150.0 : population
                E = 0.0          : population
                """,
            equations: """
                I_ampa = g_ampa * (E - v)
                I_nmda = g_nmda * gate(v) * (E - v)
                dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u + I_ampa + I_nmda : init = -70.0, midpoint
                du/dt = a * (b * v - u) : init = -14.0
                tau_ampa * dg_ampa/dt = -g_ampa
                tau_nmda * dg_nmda/dt = -g_nmda
                """,
            spike: "v >= 30.0",
            reset: """
                v = c
                u += d
                """,
            functions: "gate(v) = ((v + 80.0) / 60.0)^2 / (1.0 + ((v + 80.0) / 60.0)^2)",
            name: "AMPA-NMDA");

        using var net = new Network(dt: 0.1);
        double[] train = [.. Enumerable.Range(0, 5).Select(i => 20.0 + (10.0 * i))];
        var source = net.Create(new SpikeSourceArray([train]));
        var cell = net.Create(1, neuron, name: "cell");
        var synapse = net.Connect(source, cell, ["ampa", "nmda"]).OneToOne(weights: 0.1);
        var monitor = net.Monitor(cell, ["v", "g_ampa", "g_nmda", "I_ampa", "I_nmda", "spike"]);
        net.Compile();
        net.Simulate(400.0);

        double[] Trace(string name) => monitor.Get(name).Series(0);
        double[] ampa = Trace("I_ampa"), nmda = Trace("I_nmda"), gAmpa = Trace("g_ampa"), gNmda = Trace("g_nmda");
        double[] times = [.. Enumerable.Range(0, ampa.Length).Select(i => i * net.TimeStep)];
        Console.WriteLine($"synapses           {synapse.NbSynapses}, targets {string.Join(" and ", synapse.Targets)}, weight {synapse["w"].Scalar}");
        Console.WriteLine($"spikes             {train.Length} in, {monitor.Spikes().Values.Sum(s => s.Length)} out");
        Report("AMPA", gAmpa, ampa);
        Report("NMDA", gNmda, nmda);

        Picture.Write(
            new TracePlot { Title = "Currents through one synapse", YLabel = "current" }.Add(times, ampa, "AMPA").Add(times, nmda, "NMDA"),
            "ampa-nmda-currents");
        Picture.Write(
            new TracePlot { Title = "Conductances of one synapse", YLabel = "conductance" }.Add(times, gAmpa, "AMPA").Add(times, gNmda, "NMDA"),
            "ampa-nmda-conductances");
        Picture.Write(new TracePlot { Title = "Membrane potential", YLabel = "v (mV)" }.Add(times, Trace("v")), "ampa-nmda-potential");

        void Report(string receptor, double[] conductance, double[] current)
        {
            var last = (int)Math.Round((train[^1] + 50.0) / net.TimeStep);
            Console.WriteLine(
                $"{receptor}               peak conductance {conductance.Max():F4}, 50 ms after the last spike {conductance[last]:F6}, charge {current.Sum() * net.TimeStep:F1}");
        }
    }
}
