using Annarchy.Analysis;
using Annarchy.Kernels;
using Annarchy.Kernels.Interpreter;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Tests.Analysis;

namespace Annarchy.Tests.Kernels;

/// <summary>Synapse models from their text to kernels over a sparse projection, against the reference.</summary>
public class SynapseModelTests
{
    private static readonly InterpreterBackend Backend = new();
    private static readonly Neuron Rate = new(equations: "r = sum(exc)\ntheta = r", name: "Rate");
    private static readonly Neuron Spiking = new(equations: "v = g_exc", spike: "v > 1.0", reset: "v = 0.0", name: "Spiking");

    [Theory]
    [InlineData("w * pre.r", "sum")]
    [InlineData("w * log(1.0 + pos(pre.r * post.r))", "sum")]
    [InlineData("w * pre.r - post.theta", "max")]
    [InlineData("ite(pre.r > 0.5, w, 0.1)", "mean")]
    [InlineData("w", "min")]
    public void Contributions_of_dendrites(string psp, string operation)
    {
        var reduction = operation switch
        {
            "max" => Reduction.Maximum,
            "min" => Reduction.Minimum,
            "mean" => Reduction.Mean,
            _ => Reduction.Sum,
        };
        using var projection = new SynapseProjection(Compile(new Synapse(psp: psp, operation: operation), Rate), Backend, reduction);
        projection.OverDendrites(projection.Program.Psp!);
        projection.AssertAgrees(1e-13);
    }

    [Fact]
    public void Learning_with_a_threshold_for_each_neuron()
    {
        var bcm = new Synapse(
            parameters: "eta = 0.02 : projection\ntau = 200.0 : projection",
            equations: new[]
            {
                "tau * dtheta/dt + theta = post.r^2 : postsynaptic, exponential",
                "dw/dt = eta * post.r * (post.r - theta) * pre.r : min=0.0",
            });
        using var projection = new SynapseProjection(Compile(bcm, Rate), Backend);
        for (var step = 0; step < 5; step++)
        {
            projection.AllDendrites(projection.Program.Updates.Semiglobal!);
            projection.OverDendrites(projection.Program.Updates.Local!);
        }

        projection.AssertAgrees(1e-12);
    }

    [Fact]
    public void Built_in_learning_rules()
    {
        foreach (var model in new Synapse[] { new Hebb(), new Oja(), new IBCM() })
        {
            using var projection = new SynapseProjection(Compile(model, Rate), Backend);
            projection.OverDendrites(projection.Program.Updates.Local!);
            projection.AssertAgrees(1e-13);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Spike_timing_dependent_plasticity(bool storedByDendrite)
    {
        using var projection = new SynapseProjection(Compile(new STDP(), Spiking), Backend) { IsStoredByDendrite = storedByDendrite };
        var random = new Random(8);
        for (var step = 1; step < 40; step++)
        {
            projection.Step = step;
            if (random.Next(3) > 0)
                projection.OverAxon(projection.Program.Updates.PreSpike!, random.Next(SynapseProjection.PreSize));
            else
                projection.OverDendrite(projection.Program.Updates.PostSpike!, random.Next(SynapseProjection.PostSize));
        }

        projection.AssertAgrees(1e-12);
    }

    [Fact]
    public void Short_term_plasticity()
    {
        using var projection = new SynapseProjection(Compile(new STP(), Spiking), Backend) { IsStoredByDendrite = false };
        for (var step = 1; step < 40; step += 3)
        {
            projection.Step = step;
            projection.OverAxon(projection.Program.Updates.PreSpike!, step % 7);
        }

        projection.AssertAgrees(1e-12);
    }

    private static SynapseProgram Compile(Synapse synapse, Neuron neuron)
    {
        var scope = NeuronRun.Scope();
        var end = NeuronInterface.Of(neuron.Name, NeuronCompiler.Compile(neuron.Syntax, scope));
        return SynapseCompiler.Compile(synapse.Syntax, scope, end, end, ["exc"]);
    }
}
