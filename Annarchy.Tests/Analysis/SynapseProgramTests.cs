using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Tests.Analysis;

/// <summary>Psp, clock-driven equations at three localities, events, event-driven integration, plasticity, structure.</summary>
public class SynapseProgramTests
{
    [Fact]
    public void The_default_rate_coded_synapse_is_a_weighted_sum()
    {
        var run = new SynapseRun(new Synapse());
        Assert.True(run.Program.IsDefaultPsp);
        Assert.False(run.Program.IsPlastic);
        Assert.Equal(["w"], run.Program.Attributes.Select(a => a.Name));
        (run["w"], run["pre.r"]) = (2.0, 3.0);
        run.Run(run.Program.Psp);
        Assert.Equal(6.0, run["psp"]);
        Assert.True(new SynapseRun(new Synapse(psp: "pre.r * w")).Program.IsDefaultPsp);
        Assert.False(new SynapseRun(new Synapse(psp: "2.0 * w * pre.r")).Program.IsDefaultPsp);
        Assert.Null(new SynapseRun(new Synapse(preSpike: "g_target += w")).Program.Psp);
    }

    [Fact]
    public void A_psp_reads_both_neurons_and_the_synapse()
    {
        var run = new SynapseRun(new Synapse(parameters: "k = 0.5", psp: "k*w*(pre.r - post.q) + max(pre.r)", operation: "max"));
        (run["w"], run["pre.r"], run["post.q"], run["pre.max(r)"]) = (4.0, 3.0, 1.0, 10.0);
        run.Run(run.Program.Psp);
        Assert.Equal(14.0, run["psp"]);
        Assert.Equal("max", run.Program.Operation);
        Assert.Equal([new GlobalOperation("max", "r")], run.Program.PreOperations.AsEnumerable());
        Assert.Empty(run.Program.PostOperations);
    }

    [Fact]
    public void Clock_driven_equations_run_at_three_localities()
    {
        var run = new SynapseRun(new Synapse(
            parameters: "tau = 10.0 : projection",
            equations: "dw/dt = pre.r * theta + g : min=0.0, max=5.5\ntau*dtheta/dt = post.r - theta : postsynaptic\ng += 1.0 : projection"));
        (run["pre.r"], run["post.r"], run["w"], run["interval"]) = (2.0, 5.0, 3.0, 2.0);
        run.Run(run.Program.Updates.Global);
        run.Run(run.Program.Updates.Semiglobal);
        Assert.Equal((1.0, 1.0), (run["g"], run["theta"]));
        run.Run(run.Program.Updates.Local);
        Assert.Equal(5.5, run["w"]); // 3 + 2 (2 * 1 + 1), bounded: the step is that between updates.
        Assert.Equal(
            [Locality.Global, Locality.Semiglobal, Locality.Local],
            new[] { run.Program.Updates.Global, run.Program.Updates.Semiglobal, run.Program.Updates.Local }.Select(p => p!.Locality));
    }

    [Fact]
    public void What_depends_only_on_the_post_synaptic_neuron_is_constant_along_a_dendrite()
    {
        var run = new SynapseRun(new Synapse(parameters: "eta = 0.1 : projection", equations: "w += eta * post.r^2 * pre.r"));
        var product = run.Program.Updates.Local!.Nodes.Single(n => n.ToString() == "eta * (post.r * post.r)");
        Assert.Equal(Locality.Semiglobal, product.Locality);
    }

    [Fact]
    public void Without_plasticity_everything_but_the_weight_changes()
    {
        var run = new SynapseRun(new Synapse(
            equations: "dw/dt = x\ndx/dt = w\ntrace = w + x", preSpike: "g_target += w\nw = 7.0\ny = w", postSpike: "w += y"));
        Assert.True(run.Program.IsPlastic);
        (run["w"], run["x"], run["interval"]) = (2.0, 1.0, 1.0);
        run.Run(run.Program.UpdatesWithoutPlasticity.Local);
        Assert.Equal((2.0, 3.0, 5.0), (run["w"], run["x"], run["trace"]));
        run.Run(run.Program.UpdatesWithoutPlasticity.PreSpike);
        Assert.Equal((2.0, 2.0), (run["w"], run["y"]));
        Assert.Null(run.Program.UpdatesWithoutPlasticity.PostSpike);
        run.Run(run.Program.Updates.Local);
        Assert.Equal((5.0, 5.0, 10.0), (run["w"], run["x"], run["trace"]));
    }

    [Fact]
    public void A_spike_feeds_conductances_before_it_changes_the_synapse()
    {
        var run = new SynapseRun(new Synapse(parameters: "dec = 0.25", preSpike: "trace *= dec : init=1.0\ng_target += w*trace"));
        (run["w"], run["trace"], run["post.g_exc"]) = (2.0, 1.0, 10.0);
        run.PreSpike(0);
        Assert.Equal((12.0, 0.25), (run["post.g_exc"], run["trace"]));
        Assert.Equal(["dec", "w", "trace"], run.Program.Attributes.Select(a => a.Name));
        Assert.Equal([true, true, false], run.Program.Attributes.Select(a => a.IsParameter));
    }

    [Fact]
    public void Several_targets_are_fed_by_the_same_value()
    {
        var neuron = new Neuron(equations: "v = g_ampa - g_nmda", spike: "v > 1.0");
        var run = new SynapseRun(new Synapse(preSpike: "g_target -= w * Uniform(0.0, 1.0) : min=-1.5"), neuron, 1.0, "ampa", "nmda");
        (run["w"], run["uniform#0"], run["post.g_nmda"]) = (2.0, 0.5, -1.0);
        run.PreSpike(0);
        Assert.Equal((-1.0, -1.5), (run["post.g_ampa"], run["post.g_nmda"]));
        Assert.Single(run.Program.Updates.PreSpike!.Slots, s => s.Owner == SlotOwner.Random);
    }

    [Fact]
    public void A_spike_may_change_variables_of_the_post_synaptic_neuron()
    {
        var run = new SynapseRun(new Synapse(preSpike: "g_target += w\npost.v -= 0.5*w"));
        (run["w"], run["post.v"]) = (2.0, 3.0);
        run.PreSpike(0);
        Assert.Equal(2.0, run["post.v"]);
    }

    [Fact]
    public void Event_driven_variables_are_integrated_exactly_between_events()
    {
        const double Dt = 0.5;
        var run = new SynapseRun(
            new Synapse(
                parameters: "tau = 10.0 : projection\nU = 0.5",
                equations: "tau*dx/dt = -x : event-driven\ndu/dt = (U - u)/tau : event-driven, init=0.1",
                preSpike: "g_target += w\nx += 1.0",
                postSpike: "w += x\nu = 0.0"),
            dt: Dt);
        Assert.True(run.Program.HasEventDriven);
        run.PreSpike(3);
        Assert.Equal(1.0, run["x"]);
        Assert.Equal(0.5, run["u"], 1e-12); // In equilibrium after 10000 steps.
        Assert.Equal(3.0, run["last_event"]);
        run.PostSpike(7);
        Assert.Equal(Math.Exp(-4.0 * Dt / 10.0), run["w"], 1e-15);
        Assert.Equal(0.0, run["u"]);

        // An arriving spike was emitted one step earlier, so it integrates to the step before.
        run.PreSpike(10);
        Assert.Equal(0.5 * (1.0 - Math.Exp(-2.0 * Dt / 10.0)), run["u"], 1e-15);
        Assert.Equal(1.0 + Math.Exp(-6.0 * Dt / 10.0), run["x"], 1e-15);
    }

    [Fact]
    public void A_clock_driven_equation_reads_the_present_value_of_an_event_driven_variable()
    {
        var run = new SynapseRun(new Synapse(
            parameters: "tau = 10.0", equations: "tau*dx/dt = -x : event-driven\nw = x", preSpike: "g_target += w\nx += 1.0"));
        run.PreSpike(3);
        run["step"] = 8;
        run.Run(run.Program.Updates.Local);
        Assert.Equal(Math.Exp(-0.5), run["w"], 1e-15);
        Assert.Equal(1.0, run["x"]);
        Assert.Equal(3.0, run["last_event"]);
    }

    [Fact]
    public void Spike_times_are_those_of_the_neurons()
    {
        var run = new SynapseRun(new Synapse(preSpike: "g_target += w\na = t - t_post\nb = t_pre"), dt: 0.5);
        (run["pre.last_spike"], run["post.last_spike"]) = (9.0, 4.0);
        run.PreSpike(10);
        Assert.Equal((3.0, 4.5), (run["a"], run["b"]));
    }

    [Fact]
    public void Unless_post_spares_what_a_simultaneous_spike_would_change()
    {
        var run = new SynapseRun(new Synapse(preSpike: "g_target += w\nx += 1.0 : unless_post, max=5.0\ny += 1.0"));
        (run["pre.last_spike"], run["post.last_spike"]) = (9.0, 9.0);
        run.PreSpike(10);
        Assert.Equal((0.0, 1.0), (run["x"], run["y"]));
        run["post.last_spike"] = 8.0;
        run.PreSpike(10);
        Assert.Equal((1.0, 2.0), (run["x"], run["y"]));
    }

    [Fact]
    public void Axonal_spikes_have_their_own_program()
    {
        var run = new SynapseRun(new Synapse(preSpike: "g_target += w", preAxonSpike: "g_target += 10.0*w"));
        run["w"] = 1.0;
        run.Run(run.Program.Updates.PreAxonSpike);
        Assert.Equal(10.0, run["post.g_exc"]);
    }

    [Fact]
    public void Structural_conditions_find_synapses_and_pairs()
    {
        var run = new SynapseRun(new Synapse(
            parameters: "T = 3 : int, projection\nk = 0.5 : projection",
            equations: "age += 1.0",
            pruning: "age > T : proba=k",
            creating: "pre.r * post.r > 1.0 : proba=0.1, w=Uniform(0.0, 0.5), d=2.0"));
        Assert.False(run.Run(run.Program.Pruning!.Condition));
        run["age"] = 4.0;
        Assert.True(run.Run(run.Program.Pruning.Condition));
        Assert.Equal(0.5, run.Program.Pruning.Probability);
        (run["pre.r"], run["post.r"]) = (2.0, 2.0);
        Assert.True(run.Run(run.Program.Creating!.Condition));
        Assert.Equal(0.1, run.Program.Creating.Probability);
        Assert.Equal(0.5, Assert.IsType<Uniform>(run.Program.Creating.Weight.Distribution).Max);
        Assert.Equal(2.0, run.Program.Creating.Delay!.Value.Number);
    }

    [Fact]
    public void Random_streams_are_the_same_with_and_without_plasticity()
    {
        var run = new SynapseRun(new Synapse(psp: "w*pre.r + Normal(0.0, 1.0)", equations: "w += Uniform(0.0, 1.0)\nx = Uniform(0.0, 1.0)"));
        var with = run.Program.Updates.Local!.Stores.Single(s => s.Target.Name == "x").Value;
        var without = run.Program.UpdatesWithoutPlasticity.Local!.Stores.Single(s => s.Target.Name == "x").Value;
        Assert.Equal("uniform#2", with.ToString());
        Assert.Equal("uniform#2", without.ToString());
    }
}
