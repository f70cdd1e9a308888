namespace Annarchy.Tests.Analysis;

/// <summary>What is said about synapses that mean nothing, word for word, and whether the definition or the network says it.</summary>
public class SynapseErrorTests
{
    private const string Parameters = "tau = 10.0\nT = 1.0 : projection";

    [Fact]
    public void Event_driven_and_nonlinear() => AssertRefused(
        () => Spiking("tau*dx/dt = -x^2 : event-driven"),
        """
        'x' cannot be event-driven: the equation is not linear in x: it contains x * x.
          in equations of synapse 'S', line 1, column 1:
            tau*dx/dt = -x^2 : event-driven
            ^^^^^^^^^^^^^^^^
          Expected a linear equation, or a clock-driven method.
        """);

    [Fact]
    public void Event_driven_and_coupled() => AssertRefused(
        () => Spiking("tau*dx/dt = y - x : event-driven\ntau*dy/dt = -y : event-driven"),
        """
        'x' cannot be event-driven: its equation depends on 'y', which may change between events.
          in equations of synapse 'S', line 1, column 1:
            tau*dx/dt = y - x : event-driven
            ^^^^^^^^^^^^^^^^^
          Expected parameters and constants only, or a clock-driven method.
        """);

    [Fact]
    public void Event_driven_on_a_neuron() => AssertRefusedByNetwork(
        () => Spiking("tau*dx/dt = post.v - x : event-driven"),
        """
        'x' cannot be event-driven: its equation depends on 'post.v', which may change between events.
          in equations of synapse 'S', line 1, column 1:
            tau*dx/dt = post.v - x : event-driven
            ^^^^^^^^^^^^^^^^^^^^^^
          Expected parameters and constants only, or a clock-driven method.
        """);

    [Fact]
    public void Event_driven_on_the_time() => AssertRefused(
        () => Spiking("tau*dx/dt = t - x : event-driven"),
        """
        'x' cannot be event-driven: its equation depends on 't', which may change between events.
          in equations of synapse 'S', line 1, column 1:
            tau*dx/dt = t - x : event-driven
            ^^^^^^^^^^^^^^^^^
          Expected parameters and constants only, or a clock-driven method.
        """);

    [Fact]
    public void Event_driven_on_random_numbers() => AssertRefused(
        () => Spiking("tau*dx/dt = Uniform(0.0, 1.0) - x : event-driven"),
        """
        'x' cannot be event-driven: its equation depends on 'uniform#0', which may change between events.
          in equations of synapse 'S', line 1, column 1:
            tau*dx/dt = Uniform(0.0, 1.0) - x : event-driven
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Expected parameters and constants only, or a clock-driven method.
        """);

    [Fact]
    public void Event_driven_and_global() => AssertRefused(
        () => Spiking("tau*dx/dt = -x : event-driven, projection"),
        """
        'x' is event-driven, so it has a value for each synapse.
          in equations of synapse 'S', line 1, column 1:
            tau*dx/dt = -x : event-driven, projection
            ^^^^^^^^^^^^^^
          Expected a local variable, or another method.
        """);

    [Fact]
    public void Psp_on_an_event_driven_variable() => AssertRefused(
        () => Spiking("tau*dx/dt = -x : event-driven", psp: "x*w"),
        """
        'x' is event-driven, so a psp, which is needed in every step, cannot read it.
          in psp of synapse 'S', line 1, column 1:
            x*w
            ^
          Expected a variable with a clock-driven method.
        """);

    [Fact]
    public void Post_spike_of_a_rate_coded_synapse() => AssertRefused(
        () => Spiking(pre: null, post: "w += 1.0"),
        """
        A synapse with 'postSpike' but without 'preSpike' is rate-coded, and nothing spikes.
          in post-spike of synapse 'S', line 1, column 1:
            w += 1.0
            ^^^^^^^^
          Expected a 'preSpike' as well.
        """);

    [Fact]
    public void Axonal_spike_of_a_rate_coded_synapse() => AssertRefused(
        () => Spiking(pre: null, axon: "g_target += w"),
        """
        A synapse with 'preAxonSpike' but without 'preSpike' receives no spikes.
          in pre-axon-spike of synapse 'S', line 1, column 1:
            g_target += w
            ^^^^^^^^^^^^^
          Expected a 'preSpike' as well.
        """);

    [Fact]
    public void Spikes_without_effect() => AssertRefused(
        () => Spiking(pre: "x += 1.0"),
        """
        The spikes have no effect on the post-synaptic neuron.
          in pre-spike of synapse 'S', line 1, column 1:
            x += 1.0
            ^^^^^^^^
          Expected 'g_target += w' or the like in 'preSpike', or a 'psp'.
        """);

    [Fact]
    public void Unless_post_elsewhere() => AssertRefused(
        () => Spiking(post: "x += 1.0 : unless_post"),
        """
        'unless_post' has a meaning in 'preSpike' only.
          in post-spike of synapse 'S', line 1, column 1:
            x += 1.0 : unless_post
            ^^^^^^^^
          Expected no such flag.
        """);

    [Fact]
    public void Conductance_after_a_post_synaptic_spike() => AssertRefused(
        () => Spiking(post: "g_target += w"),
        """
        'g_target' cannot change when the post-synaptic neuron spikes.
          in post-spike of synapse 'S', line 1, column 1:
            g_target += w
            ^^^^^^^^
          Expected variables of the synapse.
        """);

    [Fact]
    public void Post_synaptic_variable_after_its_spike() => AssertRefused(
        () => Spiking(post: "post.v += w"),
        """
        'post.v' cannot change when the post-synaptic neuron spikes.
          in post-spike of synapse 'S', line 1, column 1:
            post.v += w
            ^^^^^^
          Expected variables of the synapse.
        """);

    [Fact]
    public void Change_of_a_pre_synaptic_variable() => AssertRefused(
        () => Spiking(pre: "g_target += w\npre.v = 1.0"),
        """
        A synapse cannot change 'pre.v'.
          in pre-spike of synapse 'S', line 2, column 1:
            pre.v = 1.0
            ^^^^^
          Expected its own variables, or those of the post-synaptic neuron.
        """);

    [Fact]
    public void Change_of_a_post_synaptic_parameter() => AssertRefusedByNetwork(
        () => Spiking(pre: "g_target += w\npost.threshold = 1.0"),
        """
        A spike cannot change 'post.threshold', which is a parameter.
          in pre-spike of synapse 'S', line 2, column 1:
            post.threshold = 1.0
            ^^^^^^^^^^^^^^
          Expected a local variable of the post-synaptic neuron.
        """);

    [Fact]
    public void Change_of_a_parameter() => AssertRefused(
        () => Spiking(pre: "g_target += w\ntau = 1.0"),
        """
        'tau' is a parameter, so a spike cannot change it.
          in pre-spike of synapse 'S', line 2, column 1:
            tau = 1.0
            ^^^
          Expected a variable.
        """);

    [Fact]
    public void Change_of_a_shared_variable() => AssertRefused(
        () => Spiking("s = s : postsynaptic", pre: "g_target += w\ns += 1.0"),
        """
        's' is shared by several synapses, so a spike at one of them cannot change it.
          in pre-spike of synapse 'S', line 2, column 1:
            s += 1.0
            ^
          Expected a local variable.
        """);

    [Fact]
    public void Reading_the_target_conductance() => AssertRefused(
        () => Spiking(pre: "g_target += w\nx = g_target"),
        """
        'g_target' can only be changed.
          in pre-spike of synapse 'S', line 2, column 5:
            x = g_target
                ^^^^^^^^
          Expected an assignment such as g_target += w in 'preSpike'.
        """);

    [Fact]
    public void Unknown_attribute_of_a_neuron() => AssertRefusedByNetwork(
        () => Rate("w += pre.q2"),
        """
        The pre-synaptic neuron 'Rate' has no 'q2'.
          in equations of synapse 'S', line 1, column 6:
            w += pre.q2
                 ^^^^^^
          Expected one of its parameters and variables.
          Did you mean 'q'?
        """);

    [Fact]
    public void Attribute_without_its_neuron() => AssertRefusedByNetwork(
        () => Rate("w += r"),
        """
        Unknown name 'r'.
          in equations of synapse 'S', line 1, column 6:
            w += r
                 ^
          Expected 'pre.r' for the attribute of the pre-synaptic neuron.
        """);

    [Fact]
    public void Last_spike_of_a_neuron_in_a_synapse() => AssertRefused(
        () => Rate("w += t_last"),
        """
        't_last' has a meaning in neurons only.
          in equations of synapse 'S', line 1, column 6:
            w += t_last
                 ^^^^^^
          Expected t_pre or t_post.
        """);

    [Fact]
    public void Spike_time_of_a_rate_coded_neuron() => AssertRefusedByNetwork(
        () => Rate("w += t_pre"),
        """
        't_pre' is the time of the last spike of 'Rate', which does not spike.
          in equations of synapse 'S', line 1, column 6:
            w += t_pre
                 ^^^^^
          Expected a spiking pre-synaptic population.
        """);

    [Fact]
    public void Synaptic_variable_in_a_post_synaptic_equation() => AssertRefused(
        () => Rate("s = w : postsynaptic"),
        """
        'w' has a value for each synapse, so an equation per post-synaptic neuron cannot read it.
          in equations of synapse 'S', line 1, column 5:
            s = w : postsynaptic
                ^
          Expected projection-wide or postsynaptic attributes, or those of the post-synaptic neuron.
        """);

    [Fact]
    public void Pre_synaptic_variable_in_a_post_synaptic_equation() => AssertRefused(
        () => Rate("s = pre.r : postsynaptic"),
        """
        'pre.r' has a value for each pre-synaptic neuron, so an equation per post-synaptic neuron cannot read it.
          in equations of synapse 'S', line 1, column 5:
            s = pre.r : postsynaptic
                ^^^^^
          Expected projection-wide or postsynaptic attributes, or those of the post-synaptic neuron.
        """);

    [Fact]
    public void Post_synaptic_variable_in_a_projection_wide_equation() => AssertRefused(
        () => Rate("g = post.r : projection"),
        """
        'post.r' has a value for each post-synaptic neuron, so a projection-wide equation cannot read it.
          in equations of synapse 'S', line 1, column 5:
            g = post.r : projection
                ^^^^^^
          Expected projection-wide attributes.
        """);

    [Fact]
    public void Global_operation_on_synapses() => AssertRefused(
        () => Rate("w = mean(w)"),
        """
        'mean' over a population takes a variable of one of its neurons.
          in equations of synapse 'S', line 1, column 5:
            w = mean(w)
                ^^^^^^^
          Expected mean(pre.r) or mean(post.r).
        """);

    [Fact]
    public void Global_operation_of_a_population_wide_attribute() => AssertRefusedByNetwork(
        () => Rate("w = mean(pre.shared)"),
        """
        'pre.shared' has one value for the population, so there is nothing to take 'mean' of.
          in equations of synapse 'S', line 1, column 10:
            w = mean(pre.shared)
                     ^^^^^^^^^^
          Expected a local attribute.
        """);

    [Fact]
    public void Weighted_sum_of_a_synapse() => AssertRefused(
        () => Rate("w = sum(exc)"),
        """
        A synapse has no weighted sum.
          in equations of synapse 'S', line 1, column 5:
            w = sum(exc)
                ^^^^^^^^
          Expected pre.sum(exc) or post.sum(exc).
        """);

    [Fact]
    public void Weighted_sum_that_a_neuron_lacks() => AssertRefusedByNetwork(
        () => Rate("w = pre.sum(inh)"),
        """
        The pre-synaptic neuron 'Rate' has no 'sum(inh)'.
          in equations of synapse 'S', line 1, column 5:
            w = pre.sum(inh)
                ^^^^^^^^^^^^
          Expected one of its parameters and variables.
        """);

    [Fact]
    public void Unknown_name() => AssertRefusedByNetwork(
        () => Rate("w = taw"),
        """
        Unknown name 'taw'.
          in equations of synapse 'S', line 1, column 5:
            w = taw
                ^^^
          Expected a parameter, a variable or a constant.
          Did you mean 'tau'?
        """);

    [Fact]
    public void Creating_from_a_synaptic_variable() => AssertRefused(
        () => new Synapse(creating: "w > 1.0", name: "S"),
        """
        A synapse that does not exist yet has no 'w'.
          in creating of synapse 'S', line 1, column 1:
            w > 1.0
            ^
          Expected attributes of the neurons, or of the projection.
        """);

    [Fact]
    public void Probability_above_one() => AssertRefused(
        () => new Synapse(pruning: "w > 1.0 : proba=1.5", name: "S"),
        """
        1.5 is not a probability.
          in pruning of synapse 'S', line 1, column 17:
            w > 1.0 : proba=1.5
                            ^^^
          Expected a number from 0 to 1.
        """);

    private static Synapse Rate(string? equations = null, string? psp = null, string parameters = Parameters) =>
        new(parameters: parameters, equations: List(equations), psp: psp, name: "S");

    private static Synapse Spiking(
        string? equations = null, string? pre = "g_target += w", string? post = null, string? psp = null, string? axon = null) => new(
        parameters: Parameters,
        equations: List(equations),
        preSpike: List(pre),
        postSpike: List(post),
        preAxonSpike: List(axon),
        psp: psp,
        name: "S");

    private static EquationList? List(string? text) => text is null ? null : (EquationList)text;

    private static void AssertRefused(Func<Synapse> define, string message) =>
        Assert.Equal(message.ReplaceLineEndings("\n"), Assert.Throws<EquationException>(define).Message);

    private static void AssertRefusedByNetwork(Func<Synapse> define, string message)
    {
        var synapse = define();
        Assert.Equal(message.ReplaceLineEndings("\n"), Assert.Throws<EquationException>(() => new SynapseRun(synapse)).Message);
    }
}
