using Annarchy.Analysis;
using Annarchy.Language;
using Annarchy.Programs;

namespace Annarchy.Tests.Analysis;

/// <summary>Threshold, reset, refractory period, conductances, axonal spikes.</summary>
public class SpikingNeuronTests
{
    [Fact]
    public void A_spike_resets_after_the_update()
    {
        using var run = new NeuronRun(new Neuron(equations: "v += 1.0\nu = v", spike: "v > 2.5", reset: "v = 0.5\nu += v"));
        run.Step(2);
        Assert.Empty(run.Spikes);
        run.Step();
        Assert.Equal([0], run.Spikes);
        Assert.Equal(0.5, run["v"][0]);
        Assert.Equal(3.5, run["u"][0]);
        Assert.Equal(2.0, run["last_spike"][0]);
    }

    [Fact]
    public void The_reset_sees_the_time_of_the_spike_before()
    {
        using var run = new NeuronRun(new Neuron(equations: "v += 1.0\nisi = isi", spike: "v > 2.5", reset: "v = 0.0\nisi = t - t_last"), dt: 0.5);
        run.Step(3);
        Assert.Equal((2 + 10000) * 0.5, run["isi"][0]);
        run.Step(3);
        Assert.Equal(1.5, run["isi"][0]);
    }

    [Fact]
    public void Intervals_are_exact_in_single_precision_however_long_the_run()
    {
        var neuron = new Neuron(equations: "v += 1.0\nisi = t - t_last", spike: "v > 2.5", reset: "v = 0.0");
        using var run = new NeuronRun(neuron, dt: 0.1, precision: Precision.Single);
        run.Column(NetworkSlots.Step)[0] = 20_000_000;
        run.Step(4);
        Assert.Equal(0.1f, run["isi"][0], 1e-9);
    }

    [Theory]
    [InlineData("2.0", 4)]
    [InlineData("1.9", 3)]
    [InlineData("0.3", 0)]
    [InlineData("0.0", 0)]
    public void Refractory_neurons_stand_still_except_for_conductances(string period, int steps)
    {
        foreach (var refractory in new AttributeValue[] { double.Parse(period, System.Globalization.CultureInfo.InvariantCulture), "period" })
        {
            var neuron = new Neuron(
                parameters: $"period = {period}",
                equations: "v += 1.0\ncount += 1.0\ng_exc *= 0.5 : init=1.0",
                spike: "v > 2.5",
                reset: "v = 0.0",
                refractory: refractory);
            using var run = new NeuronRun(neuron, dt: 0.5);
            run.Step(3);
            Assert.Equal([0], run.Spikes);
            Assert.Equal(steps, run["refractory_remaining"][0]);
            run.Step(steps);
            Assert.Equal((0.0, 3.0), (run["v"][0], run["count"][0]));
            Assert.Equal(Math.Pow(0.5, 3 + steps), run["g_exc"][0]);
            run.Step();
            Assert.Equal((1.0, 4.0), (run["v"][0], run["count"][0]));
            Assert.Equal(0.0, run["refractory_remaining"][0]);
        }
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Refractory_periods_that_are_multiples_of_dt_are_exact(Precision precision)
    {
        for (var steps = 1; steps < 400; steps++)
        {
            var neuron = new Neuron(equations: "v = v", spike: "v > -1.0", refractory: Math.Round(steps * 0.1, 1));
            using var run = new NeuronRun(neuron, dt: 0.1, precision: precision);
            run.Step();
            Assert.Equal(steps, run["refractory_remaining"][0]);
        }
    }

    [Fact]
    public void A_refractory_neuron_does_not_spike_even_above_threshold()
    {
        using var run = new NeuronRun(new Neuron(equations: "v = v : init=1.0", spike: "v > 0.5", refractory: 3.0), size: 2);
        run["v"][1] = 0.0;
        var steps = new List<int>();
        for (var i = 0; i < 10; i++)
        {
            run.Step();
            if (run.Spikes.Count > 0)
                steps.Add(i);
        }

        Assert.Equal([0, 4, 8], steps);
    }

    [Fact]
    public void Conductances_without_an_equation_last_one_step()
    {
        using var run = new NeuronRun(new Neuron(equations: "v += g_exc - g_inh", spike: "v > 10.0"));
        Assert.Equal(["exc", "inh"], run.Program.Targets.AsEnumerable());
        Assert.Equal(["v", "g_exc", "g_inh"], run.Program.Attributes.Select(a => a.Name));
        run["g_exc"][0] = 3.0;
        run["g_inh"][0] = 1.0;
        run.Step();
        Assert.Equal([2.0, 0.0, 0.0], new[] { "v", "g_exc", "g_inh" }.Select(name => run[name][0]));
    }

    [Fact]
    public void Axonal_spikes_need_no_rest_and_give_way_to_proper_ones()
    {
        var neuron = new Neuron(
            equations: "v += 1.0\na = a", spike: "v > 2.5", reset: "v = 0.0", refractory: 2.0, axonSpike: "v > 1.5 or a > 0.5", axonReset: "a = 0.0");
        using var run = new NeuronRun(neuron);
        var seen = new List<(int Step, bool Spike, bool Axon)>();
        for (var step = 0; step < 5; step++)
        {
            if (step == 3)
                run["a"][0] = 1.0;
            run.Step();
            seen.Add((step, run.Spikes.Count > 0, run.AxonSpikes.Count > 0));
        }

        Assert.Equal([(0, false, false), (1, false, true), (2, true, false), (3, false, true), (4, false, false)], seen);
        Assert.Equal(0.0, run["a"][0]);
    }

    [Fact]
    public void Random_numbers_of_a_reset_touch_only_spiking_neurons()
    {
        using var run = new NeuronRun(new Neuron(equations: "v = v", spike: "v > 0.5", reset: "v = Uniform(-2.0, -1.0)"), size: 2);
        run.Column(new Slot(SlotOwner.Random, SlotNames.UniformStream(0), Locality.Local, AttributeKind.Real)).CopyFrom([0.25, 0.75]);
        run["v"][1] = 1.0;
        run.Step();
        Assert.Equal([0.0, -1.25], run["v"].ToArray());
    }

    [Fact]
    public void A_stop_condition_finds_neurons_without_changing_any()
    {
        var neuron = new Neuron(parameters: "limit = 1.0", equations: "v += 1.0", spike: "v > 2.5", reset: "v = 0.0");
        var condition = Parser.ParseExpression(new SourceText("v > limit or spiked", "stop condition"));
        var program = NeuronCompiler.CompileCondition(neuron.Syntax, NeuronRun.Scope(), condition);
        Assert.Empty(program.Stores);
        Assert.Equal("v > limit or last_spike == step", program.Spike!.ToString());
    }
}
