namespace Annarchy.Tests.Analysis;

/// <summary>What is said about models that mean nothing, word for word.</summary>
public class EquationErrorTests
{
    private const string Parameters = "tau = 10.0\nT = 1.0 : population";

    [Fact]
    public void Unknown_name() => AssertMessage(
        () => Rate("tau*dr/dt = taw - r"),
        """
        Unknown name 'taw'.
          in equations of neuron 'N', line 1, column 13:
            tau*dr/dt = taw - r
                        ^^^
          Expected a parameter, a variable or a constant.
          Did you mean 'tau'?
        """);

    [Fact]
    public void Locality_of_an_attribute() => AssertMessage(
        () => Rate("r = tau\ng = r + 1.0 : population"),
        """
        'r' has a value for each neuron, so a population-wide equation cannot read it.
          in equations of neuron 'N', line 2, column 5:
            g = r + 1.0 : population
                ^
          Expected population-wide attributes, or a global operation such as mean(r).
        """);

    [Fact]
    public void Locality_of_a_sum() => AssertMessage(
        () => Rate("r = tau\ng = sum(exc) : population"),
        """
        'sum(exc)' has a value for each neuron, so a population-wide equation cannot read it.
          in equations of neuron 'N', line 2, column 5:
            g = sum(exc) : population
                ^^^^^^^^
          Expected population-wide attributes.
        """);

    [Fact]
    public void Sum_of_an_expression() => AssertMessage(
        () => Rate("r = sum(exc + inh)"),
        """
        'sum' takes the name of one target.
          in equations of neuron 'N', line 1, column 5:
            r = sum(exc + inh)
                ^^^^^^^^^^^^^^
          Expected sum(exc), or sum() for all targets.
        """);

    [Fact]
    public void Sum_of_two_targets() => AssertMessage(
        () => Rate("r = sum(exc, inh)"),
        """
        'sum' takes the name of one target.
          in equations of neuron 'N', line 1, column 5:
            r = sum(exc, inh)
                ^^^^^^^^^^^^^
          Expected sum(exc), or sum() for all targets.
        """);

    [Fact]
    public void Conductance_in_a_rate_coded_neuron() => AssertMessage(
        () => Rate("r = g_exc"),
        """
        Unknown name 'g_exc'.
          in equations of neuron 'N', line 1, column 5:
            r = g_exc
                ^^^^^
          Expected 'sum(exc)': a neuron without 'spike' receives weighted sums, not conductances.
        """);

    [Fact]
    public void Sum_in_a_spiking_neuron() => AssertMessage(
        () => Spiking("v = sum(exc)"),
        """
        A spiking neuron receives no weighted sum.
          in equations of neuron 'N', line 1, column 5:
            v = sum(exc)
                ^^^^^^^^
          Expected the conductance 'g_exc'.
        """);

    [Fact]
    public void Unknown_function() => AssertMessage(
        () => Rate("r = sinn(1.0)"),
        """
        Unknown function 'sinn'.
          in equations of neuron 'N', line 1, column 5:
            r = sinn(1.0)
                ^^^^
          Did you mean 'sin'?
        """);

    [Fact]
    public void Too_many_arguments() => AssertMessage(
        () => Rate("r = exp(1.0, 2.0)"),
        """
        The function 'exp' takes 1 argument, but 2 are given.
          in equations of neuron 'N', line 1, column 5:
            r = exp(1.0, 2.0)
                ^^^^^^^^^^^^^
          Expected 1 argument.
        """);

    [Fact]
    public void Too_few_arguments() => AssertMessage(
        () => Rate("r = clip(1.0)"),
        """
        The function 'clip' takes 3 arguments, but 1 is given.
          in equations of neuron 'N', line 1, column 5:
            r = clip(1.0)
                ^^^^^^^^^
          Expected 3 arguments.
        """);

    [Fact]
    public void Arguments_of_a_custom_function() => AssertMessage(
        () => Rate("r = f(1.0, 2.0)", functions: "f(x) = 2.0*x"),
        """
        The function 'f' takes 1 argument, but 2 are given.
          in equations of neuron 'N', line 1, column 5:
            r = f(1.0, 2.0)
                ^^^^^^^^^^^
          Expected 1 argument.
        """);

    [Fact]
    public void Nonlinear_and_exponential() => AssertMessage(
        () => Rate("tau*dr/dt = 1.0 - r^2 : exponential"),
        """
        The method 'exponential' cannot integrate 'r': the equation is not linear in r: it contains r * r.
          in equations of neuron 'N', line 1, column 1:
            tau*dr/dt = 1.0 - r^2 : exponential
            ^^^^^^^^^^^^^^^^^^^^^
          Expected the explicit, midpoint or rk4 method.
        """);

    [Fact]
    public void Nonlinear_and_implicit() => AssertMessage(
        () => Rate("tau*dr/dt = 1.0 - exp(r) : implicit"),
        """
        The method 'implicit' cannot integrate 'r': the equation is not linear in r: it contains exp(r).
          in equations of neuron 'N', line 1, column 1:
            tau*dr/dt = 1.0 - exp(r) : implicit
            ^^^^^^^^^^^^^^^^^^^^^^^^
          Expected the explicit, semi-implicit, midpoint or rk4 method.
        """);

    [Fact]
    public void Coupled_nonlinear_and_implicit() => AssertMessage(
        () => Rate("tau*dr/dt = s*r : implicit\nds/dt = -r*s : implicit"),
        """
        The method 'implicit' cannot integrate 'r': the equations, which are solved together, are not linear in r and s: it contains s * r.
          in equations of neuron 'N', line 1, column 1:
            tau*dr/dt = s*r : implicit
            ^^^^^^^^^^^^^^^
          Expected the explicit, semi-implicit, midpoint or rk4 method.
        """);

    [Fact]
    public void Nothing_linear_and_semi_implicit() => AssertMessage(
        () => Rate("tau*dr/dt = exp(r) : semiimplicit"),
        """
        The method 'semiimplicit' cannot integrate 'r': no term of the equation is linear in r.
          in equations of neuron 'N', line 1, column 1:
            tau*dr/dt = exp(r) : semiimplicit
            ^^^^^^^^^^^^^^^^^^
          Expected the explicit, midpoint or rk4 method.
        """);

    [Fact]
    public void Gradient_inside_a_function() => AssertMessage(
        () => Rate("exp(dr/dt) = 1.0 - r"),
        """
        The equation cannot be solved for dr/dt: it is not linear in it.
          in equations of neuron 'N', line 1, column 1:
            exp(dr/dt) = 1.0 - r
            ^^^^^^^^^^^^^^^^^^^^
          Expected dr/dt multiplied by and added to other terms only, unlike in exp(dr/dt).
        """);

    [Fact]
    public void Gradient_cancels() => AssertMessage(
        () => Rate("tau*dr/dt - tau*dr/dt = 1.0 - r"),
        """
        The equation cannot be solved for dr/dt: it cancels out.
          in equations of neuron 'N', line 1, column 1:
            tau*dr/dt - tau*dr/dt = 1.0 - r
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Expected dr/dt with a factor other than zero.
        """);

    [Fact]
    public void Gradient_of_a_truth_value() => AssertMessage(
        () => Rate("dr/dt = r : bool"),
        """
        'r' is a truth value, so it has no gradient.
          in equations of neuron 'N', line 1, column 1:
            dr/dt = r : bool
            ^^^^^
          Expected a float variable.
        """);

    [Fact]
    public void Member_in_a_neuron() => AssertMessage(
        () => Rate("r = pre.r"),
        """
        A neuron cannot read 'pre.r'.
          in equations of neuron 'N', line 1, column 5:
            r = pre.r
                ^^^^^
          Expected pre and post in synapses only.
        """);

    [Fact]
    public void Last_spike_of_a_rate_coded_neuron() => AssertMessage(
        () => Rate("r = t_last"),
        """
        't_last' is the time of the last spike, and this neuron has no 'spike'.
          in equations of neuron 'N', line 1, column 5:
            r = t_last
                ^^^^^^
          Expected a spiking neuron.
        """);

    [Fact]
    public void Times_of_synapses_in_a_neuron() => AssertMessage(
        () => Spiking("v = t_pre"),
        """
        't_pre' has a meaning in synapses only.
          in equations of neuron 'N', line 1, column 5:
            v = t_pre
                ^^^^^
          Expected 't_last'.
        """);

    [Fact]
    public void Reset_of_an_unknown_variable() => AssertMessage(
        () => Spiking("v += 1.0", reset: "u = 1.0"),
        """
        Unknown variable 'u'.
          in reset of neuron 'N', line 1, column 1:
            u = 1.0
            ^
          Expected a variable of the neuron.
        """);

    [Fact]
    public void Reset_of_a_parameter() => AssertMessage(
        () => new Neuron(parameters: "a = 1.0", equations: "v += a", spike: "v > 1.0", reset: "a = 0.0", name: "N"),
        """
        'a' is a parameter, so a reset cannot change it.
          in reset of neuron 'N', line 1, column 1:
            a = 0.0
            ^
          Expected a variable.
        """);

    [Fact]
    public void Reset_of_a_population_wide_variable() => AssertMessage(
        () => Spiking("v += 1.0\ng = 1.0 : population", reset: "g = 1.0"),
        """
        'g' has one value for the population, so a neuron cannot reset it.
          in reset of neuron 'N', line 1, column 1:
            g = 1.0
            ^
          Expected a local variable.
        """);

    [Fact]
    public void Recursive_functions() => AssertMessage(
        () => Rate("r = f(1.0)", functions: "f(x) = g(x)\ng(x) = f(x)"),
        """
        The function 'f' calls itself.
          in functions of neuron 'N', line 2, column 8:
            g(x) = f(x)
                   ^
          Expected a function that calls only others.
        """);

    [Fact]
    public void Function_that_reads_an_attribute() => AssertMessage(
        () => Rate("r = f(1.0)", functions: "f(x) = x*tau"),
        """
        Unknown name 'tau' in the function 'f'.
          in functions of neuron 'N', line 1, column 10:
            f(x) = x*tau
                     ^^^
          Expected an argument of 'f' or a constant of the network.
        """);

    [Fact]
    public void Global_operation_of_a_global_attribute() => AssertMessage(
        () => Rate("r = mean(T)"),
        """
        'T' has one value for the population, so there is nothing to take 'mean' of.
          in equations of neuron 'N', line 1, column 10:
            r = mean(T)
                     ^
          Expected a local attribute.
        """);

    [Fact]
    public void Global_operation_of_an_expression() => AssertMessage(
        () => Rate("r = mean(r + 1.0)"),
        """
        'mean' over a population takes the name of one variable.
          in equations of neuron 'N', line 1, column 5:
            r = mean(r + 1.0)
                ^^^^^^^^^^^^^
          Expected mean(v).
        """);

    [Fact]
    public void Minimum_of_an_expression() => AssertMessage(
        () => Rate("r = min(r + 1.0)"),
        """
        'min' over a population takes the name of one variable.
          in equations of neuron 'N', line 1, column 5:
            r = min(r + 1.0)
                ^^^^^^^^^^^^
          Expected min(v), or two values: min(x, y).
        """);

    [Fact]
    public void Global_operation_of_an_unknown_name() => AssertMessage(
        () => Rate("r = mean(rr)"),
        """
        Unknown name 'rr'.
          in equations of neuron 'N', line 1, column 10:
            r = mean(rr)
                     ^^
          Expected a parameter, a variable or a constant.
          Did you mean 'r'?
        """);

    [Fact]
    public void Too_few_parameters_of_a_distribution() => AssertMessage(
        () => Rate("r = Normal(0.0)"),
        """
        The distribution Normal has the wrong number of arguments.
          in equations of neuron 'N', line 1, column 5:
            r = Normal(0.0)
                ^^^^^^^^^^^
          Expected Normal(mu, sigma[, min][, max]).
        """);

    [Fact]
    public void Too_many_parameters_of_a_distribution() => AssertMessage(
        () => Rate("r = Normal(0.0, 1.0, 2.0, 3.0, 4.0)"),
        """
        The distribution Normal has the wrong number of arguments.
          in equations of neuron 'N', line 1, column 5:
            r = Normal(0.0, 1.0, 2.0, 3.0, 4.0)
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          Expected Normal(mu, sigma[, min][, max]).
        """);

    [Fact]
    public void Unknown_parameter_of_a_distribution() => AssertMessage(
        () => Rate("r = Normal(0.0, sigm=1.0)"),
        """
        The distribution Normal has no argument 'sigm'.
          in equations of neuron 'N', line 1, column 22:
            r = Normal(0.0, sigm=1.0)
                                 ^^^
          Expected Normal(mu, sigma[, min][, max]).
          Did you mean 'sigma'?
        """);

    [Fact]
    public void Function_without_brackets() => AssertMessage(
        () => Rate("r = exp"),
        """
        'exp' is a function.
          in equations of neuron 'N', line 1, column 5:
            r = exp
                ^^^
          Expected its arguments in brackets after 'exp'.
        """);

    [Fact]
    public void Initial_value_that_changes() => AssertMessage(
        () => Rate("r = r : init=t"),
        """
        An initial value does not change in time.
          in equations of neuron 'N', line 1, column 14:
            r = r : init=t
                         ^
          Expected a number, constants, attributes, or one random distribution alone.
        """);

    [Fact]
    public void Circular_initial_values() => AssertMessage(
        () => Rate("r = r : init=q\nq = r : init=r"),
        """
        The initial value of 'r' depends on itself.
          in equations of neuron 'N', line 1, column 14:
            r = r : init=q
                         ^
          Expected numbers, constants or other attributes.
        """);

    [Fact]
    public void Initial_value_from_a_random_one() => AssertMessage(
        () => Rate("r = r : init=a", parameters: "a = Uniform(0.0, 1.0)"),
        """
        'a' is drawn at random, so no other initial value can be computed from it.
          in parameters of neuron 'N', line 1, column 5:
            a = Uniform(0.0, 1.0)
                ^^^^^^^^^^^^^^^^^
          Expected a number.
        """);

    [Fact]
    public void Empty_distribution() => AssertMessage(
        () => Rate("r = r : init=Uniform(1.0, 0.0)"),
        """
        There is no such distribution: Uniform: the lower bound 1 is above the upper bound 0. (Parameter 'min')
          in equations of neuron 'N', line 1, column 14:
            r = r : init=Uniform(1.0, 0.0)
                         ^^^^^^^^^^^^^^^^^
        """);

    [Fact]
    public void Broken_integer_of_a_distribution() => AssertMessage(
        () => Rate("r = r : init=DiscreteUniform(1.5, 3.0)"),
        """
        The argument 'min' of DiscreteUniform is not an integer.
          in equations of neuron 'N', line 1, column 30:
            r = r : init=DiscreteUniform(1.5, 3.0)
                                         ^^^
          Expected an integer.
        """);

    [Fact]
    public void Arithmetic_on_an_initial_distribution() => AssertMessage(
        () => Rate("r = r : init=2.0*Uniform(0.0, 1.0)"),
        """
        An initial value does not change in time.
          in equations of neuron 'N', line 1, column 14:
            r = r : init=2.0*Uniform(0.0, 1.0)
                         ^^^^^^^^^^^^^^^^^^^^^
          Expected a number, constants, attributes, or one random distribution alone.
        """);

    private static Neuron Rate(string equations, string parameters = Parameters, string? functions = null) =>
        new(parameters: parameters, equations: equations, functions: functions, name: "N");

    private static Neuron Spiking(string equations, string spike = "v > 1.0", string reset = "v = 0.0") =>
        new(equations: equations, spike: spike, reset: reset, name: "N");

    private static void AssertMessage(Func<Neuron> define, string message)
    {
        var exception = Assert.Throws<EquationException>(() => new NeuronRun(define()).Dispose());
        Assert.Equal(message.ReplaceLineEndings("\n"), exception.Message);
    }
}
