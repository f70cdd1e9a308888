using Annarchy.Language;

namespace Annarchy.Tests.Language;

/// <summary>Messages about models whose parts do not fit.</summary>
public class ModelMessageTests
{
    [Fact]
    public void SpikesAndResets()
    {
        Refusal.Check(
            """
            There is more than one expression.
              in spike condition of a neuron, line 2, column 1:
                v > 2
                ^^^^^
              Expected a single expression.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1\nv > 2"));
        Refusal.Check(
            """
            An assignment has no value.
              in spike condition of a neuron, line 1, column 1:
                v = 1
                ^^^^^
              Expected an expression; '==' compares.
            """,
            () => new Neuron(equations: "v = 1", spike: "v = 1"));
        Refusal.Check(
            """
            Flags have no meaning here.
              in spike condition of a neuron, line 1, column 9:
                v > 1 : any
                        ^^^
              Expected an expression alone.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1 : any"));
        Refusal.Check(
            """
            The text is empty.
              in spike condition of a neuron, line 1, column 1:
              Expected an expression.
            """,
            () => new Neuron(equations: "v = 1", spike: ""));
        Refusal.Check(
            """
            In a spiking neuron 'r' is the measured firing rate and cannot be defined.
              in equations of neuron 'LIF', line 1, column 1:
                r = 1
                ^^^^^
              Expected another name.
            """,
            () => new Neuron(equations: "r = 1", spike: "r > 1", name: "LIF"));
        Refusal.Check(
            """
            The neuron has a reset but no spike condition.
              in reset of a neuron, line 1, column 1:
                r = 0
                ^^^^^
              Expected a spike condition.
            """,
            () => new Neuron(equations: "r = 1", reset: "r = 0"));
        Refusal.Check(
            """
            The neuron has a refractory period but no spike condition.
              in refractory period of a neuron, line 1, column 1:
                5
                ^
              Expected a spike condition.
            """,
            () => new Neuron(equations: "r = 1", refractory: 5.0));
        Refusal.Check(
            """
            The neuron has an axon spike condition but no spike condition.
              in axon spike condition of a neuron, line 1, column 1:
                r > 1
                ^^^^^
              Expected a spike condition.
            """,
            () => new Neuron(equations: "r = 1", axonSpike: "r > 1"));
        Refusal.Check(
            """
            The refractory period is not a duration.
              in refractory period of a neuron, line 1, column 1:
                -5
                ^^
              Expected 0 ms or more.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1", refractory: -5.0));
        Refusal.Check(
            """
            The neuron has no attribute 'tau_ref'.
              in refractory period of a neuron, line 1, column 1:
                tau_ref
                ^^^^^^^
              Expected a number in ms or the name of a parameter or variable.
              Did you mean 'tau_refrac'?
            """,
            () => new Neuron("tau_refrac=1", "v = 1", spike: "v > 1", refractory: "tau_ref"));
        Refusal.Check(
            """
            The refractory period is an expression.
              in refractory period of a neuron, line 1, column 1:
                tau_refrac*2
                ^^^^^^^^^^^^
              Expected a number in ms or the name of a parameter or variable.
            """,
            () => new Neuron("tau_refrac=1", "v = 1", spike: "v > 1", refractory: "tau_refrac*2"));
        Refusal.Check(
            """
            A differential equation cannot happen at a spike.
              in reset of a neuron, line 1, column 1:
                dv/dt = 0
                ^^^^^^^^^
              Expected assignments such as v = 0.0.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1", reset: "dv/dt = 0"));
        Refusal.Check(
            """
            This is not an assignment.
              in reset of a neuron, line 1, column 1:
                v
                ^
              Expected an assignment such as v = 0.0.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1", reset: "v"));
        Refusal.Check(
            """
            An assignment after a spike has no flags.
              in reset of a neuron, line 1, column 9:
                v = 1 : init=2
                        ^^^^^^
              Expected flags with the variable's equation.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1", reset: "v = 1 : init=2"));
        Refusal.Check(
            """
            The neuron has an axon reset but no axon spike condition.
              in axon reset of a neuron, line 1, column 1:
                v = 1
                ^^^^^
              Expected an axon spike condition.
            """,
            () => new Neuron(equations: "v = 1", spike: "v > 1", axonReset: "v = 1"));
        Refusal.Check(
            """
            The gradient of 'v' cannot be read here.
              in spike condition of a neuron, line 1, column 1:
                dv/dt > 1
                ^^^^^
              Expected gradients in their own equation only, and here the expression that dv/dt equals.
            """,
            () => new Neuron(equations: "v = 1", spike: "dv/dt > 1"));
    }

    [Fact]
    public void Functions()
    {
        Refusal.Check(
            """
            'r' is a function and an attribute.
              in functions of a neuron, line 1, column 1:
                r(x) = 2
                ^
              Expected another name for one of them.
            """,
            () => new Neuron(equations: "r = 1", functions: "r(x) = 2"));
        Refusal.Check(
            """
            'exp' is a function of the language already.
              in functions of a neuron, line 1, column 1:
                exp(x) = 2
                ^^^
              Expected another name.
            """,
            () => new Neuron(equations: "r = 1", functions: "exp(x) = 2"));
        Refusal.Check(
            """
            The function 'f' is defined twice.
              in functions of a neuron, line 2, column 1:
                f(y) = 3
                ^
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x) = 2\nf(y) = 3"));
        Refusal.Check(
            """
            A ',' is missing before 'x'.
              in functions of a neuron, line 1, column 5:
                f(x x) = 2
                    ^
              Expected ',' or ')'.
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x x) = 2"));
        Refusal.Check(
            """
            The argument 'x' is named twice.
              in functions of a neuron, line 1, column 6:
                f(x, x) = 2
                     ^
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x, x) = 2"));
        Refusal.Check(
            """
            The function 'f' is empty.
              in functions of a neuron, line 1, column 6:
                f(x) =
                     ^
              Expected an expression after '='.
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x) ="));
        Refusal.Check(
            """
            The function 'f' has no '='.
              in functions of a neuron, line 1, column 5:
                f(x)
                    ^
              Expected a definition such as f(x, y) = x + y.
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x)"));
        Refusal.Check(
            """
            The arguments of 'f' are missing.
              in functions of a neuron, line 1, column 1:
                f = x
                ^
              Expected a definition such as f(x, y) = x + y.
            """,
            () => new Neuron(equations: "r = 1", functions: "f = x"));
        Refusal.Check(
            """
            The types of 'f' do not fit its arguments.
              in functions of a neuron, line 1, column 12:
                f(x) = x : int
                           ^^^
              Expected 2 types: of the result, then of every argument.
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x) = x : int"));
        Refusal.Check(
            """
            The types of 'f' are given twice.
              in functions of a neuron, line 1, column 17:
                f(x: int) = x : int, int
                                ^^^
              Expected types in one place.
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x: int) = x : int, int"));
        Refusal.Check(
            """
            'itn' is not a type.
              in functions of a neuron, line 1, column 6:
                f(x: itn) = x
                     ^^^
              Expected float, int or bool.
              Did you mean 'int'?
            """,
            () => new Neuron(equations: "r = 1", functions: "f(x: itn) = x"));
        Refusal.Check(
            """
            '1' cannot name an argument.
              in functions of a neuron, line 1, column 3:
                f(1) = x
                  ^
              Expected a definition such as f(x, y) = x + y.
            """,
            () => new Neuron(equations: "r = 1", functions: "f(1) = x"));
    }

    [Fact]
    public void TypedObjects()
    {
        Refusal.Check(
            """
            A variable has one equation, not 2.
              in equations of a neuron, line 1, column 8:
                r = 1; v = 2
                       ^^^^^
              Expected one equation.
            """,
            () => new Neuron(equations: new Variable("r = 1; v = 2")));
        Refusal.Check(
            """
            A numerical method is for differential equations.
              in equations of a neuron, line 1, column 1:
                r = 1
                ^^^^^
              Expected no method, or a gradient in the equation.
            """,
            () => new Neuron(equations: new Variable("r = 1", method: NumericalMethod.Explicit)));
        Refusal.Check(
            """
            The text and the Variable object both give the 'init' of 'r'.
              in equations of a neuron, line 1, column 1:
                r = 1 : init=2
                ^^^^^
              Expected one of the two.
            """,
            () => new Neuron(equations: new Variable("r = 1 : init=2", init: 1)));
        Refusal.Check(
            """
            An operator is missing before 'b'.
              in parameters of a neuron, line 1, column 3:
                a b
                  ^
              Expected an operator or the end of the line.
            """,
            () => new Neuron(new ParameterList { ["a b"] = 1.0 }, "r = 1"));
        Refusal.Check(
            """
            A value is missing after 'if'.
              in parameters of a neuron, line 1, column 1:
                if
                ^^
              Expected a number, a name, a function or a bracket.
            """,
            () => new Neuron(new ParameterList { ["if"] = 1.0 }, "r = 1"));
        Refusal.Check(
            """
            'a' is defined twice.
              in parameters of a neuron, line 1, column 1:
                a
                ^
              Expected one value per parameter.
            """,
            () => new Neuron(new ParameterList { { "a", 1.0 }, { "a", 2.0 } }, "r = 1"));
        Refusal.Check(
            """
            A value is missing after '+'.
              in parameter 'a' of a neuron, line 1, column 3:
                1 +
                  ^
              Expected a number, a name, a function or a bracket.
            """,
            () => new Neuron(new ParameterList { ["a"] = "1 +" }, "r = 1"));
        Refusal.Check(
            """
            The locality of 'a' is semiglobal, which has no meaning in a neuron.
              in parameters of a neuron, line 1, column 1:
                a
                ^
              Expected global or local.
            """,
            () => new Neuron(new ParameterList { ["a"] = new Parameter(1.0, Locality.Semiglobal) }, "r = 1"));
    }

    [Fact]
    public void Synapses()
    {
        Refusal.Check(
            """
            The flag 'population' has no meaning in a synapse.
              in parameters of a synapse, line 1, column 9:
                a = 1 : population
                        ^^^^^^^^^^
              Expected projection, postsynaptic or local.
            """,
            () => new Synapse("a = 1 : population"));
        Refusal.Check(
            """
            The flag 'population' has no meaning in a synapse.
              in equations of a synapse, line 1, column 9:
                x = 1 : population
                        ^^^^^^^^^^
              Expected projection, postsynaptic or local.
            """,
            () => new Synapse(equations: "x = 1 : population"));
        Refusal.Check(
            """
            'prob' is not a flag of pruning.
              in pruning of a synapse, line 1, column 9:
                a > 1 : prob=1
                        ^^^^^^
              Expected proba=.
              Did you mean 'proba'?
            """,
            () => new Synapse(pruning: "a > 1 : prob=1"));
        Refusal.Check(
            """
            'w' is not a flag of pruning.
              in pruning of a synapse, line 1, column 9:
                a > 1 : w=1
                        ^^^
              Expected proba=.
            """,
            () => new Synapse(pruning: "a > 1 : w=1"));
        Refusal.Check(
            """
            The flag 'proba' has no value.
              in pruning of a synapse, line 1, column 9:
                a > 1 : proba
                        ^^^^^
              Expected a value, as in proba=0.5.
            """,
            () => new Synapse(pruning: "a > 1 : proba"));
        Refusal.Check(
            """
            The flag 'w' is given twice.
              in creating of a synapse, line 1, column 9:
                a > 1 : w=1
                        ^^^
            """,
            () => new Synapse(creating: new Creating("a > 1 : w=1", w: 2)));
        Refusal.Check(
            """
            A value is missing after '*'.
              in psp of a synapse, line 1, column 3:
                w *
                  ^
              Expected a number, a name, a function or a bracket.
            """,
            () => new Synapse(psp: "w *"));
        Refusal.Check(
            """
            This is not an assignment.
              in pre-spike of a synapse, line 1, column 1:
                g_target + w
                ^^^^^^^^^^^^
              Expected an assignment such as v = 0.0.
            """,
            () => new Synapse(preSpike: "g_target + w"));
        Refusal.Check(
            """
            The flag 'explicit' has no meaning for what happens at a spike.
              in pre-spike of a synapse, line 1, column 9:
                x = 1 : explicit
                        ^^^^^^^^
              Expected init=, min= or max=.
            """,
            () => new Synapse(preSpike: "x = 1 : explicit"));
        Refusal.Check(
            """
            'g_target' is the conductance a spike increases and cannot be defined by a model.
              in equations of a synapse, line 1, column 1:
                g_target += 1
                ^^^^^^^^
              Expected another name.
            """,
            () => new Synapse(equations: "g_target += 1"));
    }

    [Fact]
    public void ConditionsAndGlobalFunctions()
    {
        Refusal.Check(
            """
            'al' is not a flag of a stop condition.
              in stop condition of population 'pop0', line 1, column 9:
                r > 1 : al
                        ^^
              Expected any or all.
              Did you mean 'all'?
            """,
            () => StopConditionReader.Read("r > 1 : al", "pop0"));
        Refusal.Check(
            """
            The condition has several flags.
              in stop condition of population 'pop0', line 1, column 14:
                r > 1 : any, all
                             ^^^
              Expected one of any and all.
            """,
            () => StopConditionReader.Read("r > 1 : any, all", "pop0"));
        Refusal.Check(
            """
            The text defines several functions.
              in global function, line 1, column 11:
                f(x) = 1; g(x) = 2
                          ^
              Expected one definition.
            """,
            () => GlobalFunctionReader.Read("f(x) = 1; g(x) = 2"));
        Refusal.Check(
            """
            The text defines no function.
              in global function, line 1, column 1:
              Expected a definition such as f(x, y) = x + y.
            """,
            () => GlobalFunctionReader.Read(""));
    }
}
