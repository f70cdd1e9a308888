using Annarchy.Programs;
using Annarchy.Synapses;

namespace Annarchy.Tests.Synapses;

/// <summary>Spikes that arrive at synapses that have not seen the last post-synaptic spike: both in one pass.</summary>
public class CaughtUpProgramTests
{
    [Fact]
    public void A_trace_takes_one_exponential_per_synapse_and_one_per_neuron()
    {
        using var network = Create(new STDP(), Precision.Double, KernelBackend.Default, out var projection);
        var updates = projection.Model!.Program.Updates;
        var program = CaughtUpProgram.Of(PostponedProgram.TryMake(updates.PostSpike!)!, updates.PreSpike!);
        Assert.Equal(2, program.Arrival.Nodes.Count(n => n.Op == Op.Exp));
        Assert.Equal(2, program.Decays!.Stores.Length);
        Assert.Equal(
            updates.PreSpike!.Stores.Concat(updates.PostSpike!.Stores).Select(s => s.Target.ToString()).Distinct().Order(),
            program.Arrival.Stores.Select(s => s.Target.ToString()).Order());
    }

    /// <summary>Looking at the synapses shows them all spikes first, so that nothing is left to be done in one pass.</summary>
    [Theory]
    [InlineData(20.0, Precision.Double, KernelBackend.Emitted)]
    [InlineData(20.0, Precision.Single, KernelBackend.Emitted)]
    [InlineData(33.0, Precision.Double, KernelBackend.Emitted)]
    [InlineData(33.0, Precision.Single, KernelBackend.Emitted)]
    [InlineData(33.0, Precision.Double, KernelBackend.Interpreter)]
    [InlineData(33.0, Precision.Single, KernelBackend.Interpreter)]
    public void One_pass_has_the_bits_of_one_after_the_other(double tau, Precision precision, KernelBackend backend)
    {
        using var together = Create(new STDP(tau_minus: tau), precision, backend, out var learned);
        using var apart = Create(new STDP(tau_minus: tau), precision, backend, out var expected);
        for (var step = 0; step < 300; step++)
        {
            together.Step();
            _ = expected["x"];
            apart.Step();
        }

        foreach (var attribute in new[] { "w", "x", "y" })
            Assert.Equal(expected.Rows(attribute), learned.Rows(attribute));
        Assert.True(learned.Rows("w").SelectMany(w => w).Distinct().Count() > 1000);
    }

    private static Network Create(STDP synapse, Precision precision, KernelBackend backend, out Projection projection)
    {
        var network = new Network(dt: 1.0, seed: 5, precision: precision, backend: backend);
        var pre = network.Create(new PoissonPopulation(60, rates: 30.0));
        var post = network.Create(50, new Neuron(parameters: "drive = 0.0", equations: "v += drive + 0.0 * g_exc", spike: "v > 1", reset: "v = 0"));
        post["drive"] = new Uniform(0.005, 0.2);
        projection = network.Connect(pre, post, "exc", synapse).AllToAll(weights: new Uniform(0.2, 0.8));
        network.Compile();
        return network;
    }
}
