namespace Annarchy.Tests.Language;

/// <summary>Messages about equations and parameters that say the wrong thing.</summary>
public class EquationMessageTests
{
    [Theory]
    [InlineData(
        "r = : init=0",
        """
        The right-hand side is empty.
          in equations of a neuron, line 1, column 3:
            r = : init=0
              ^
          Expected an expression after it.
        """)]
    [InlineData(
        "r = 1 : intt",
        """
        'intt' is not a flag.
          in equations of a neuron, line 1, column 9:
            r = 1 : intt
                    ^^^^
          Expected init=, min=, max=, population, int, bool or a numerical method.
          Did you mean 'int'?
        """)]
    [InlineData(
        "r = 1 : exponetial",
        """
        'exponetial' is not a flag.
          in equations of a neuron, line 1, column 9:
            r = 1 : exponetial
                    ^^^^^^^^^^
          Expected init=, min=, max=, population, int, bool or a numerical method.
          Did you mean 'exponential'?
        """)]
    [InlineData(
        "r = 1 : exponential",
        """
        A numerical method is for differential equations.
          in equations of a neuron, line 1, column 9:
            r = 1 : exponential
                    ^^^^^^^^^^^
          Expected no method, or a gradient in the equation.
        """)]
    [InlineData(
        "r = 1 : population, local",
        """
        The locality is given twice.
          in equations of a neuron, line 1, column 21:
            r = 1 : population, local
                                ^^^^^
          Expected one locality.
        """)]
    [InlineData(
        "r = 1 : projection",
        """
        The flag 'projection' has no meaning in a neuron.
          in equations of a neuron, line 1, column 9:
            r = 1 : projection
                    ^^^^^^^^^^
          Expected population or local.
        """)]
    [InlineData(
        "r = 1 : init",
        """
        The flag 'init' has no value.
          in equations of a neuron, line 1, column 9:
            r = 1 : init
                    ^^^^
          Expected a value, as in init=0.0.
        """)]
    [InlineData(
        "r = 1 : init=1, init=2",
        """
        The flag 'init' is given twice.
          in equations of a neuron, line 1, column 17:
            r = 1 : init=1, init=2
                            ^^^^^^
        """)]
    [InlineData(
        "r = 1 : int population",
        """
        A ',' is missing before 'population'.
          in equations of a neuron, line 1, column 13:
            r = 1 : int population
                        ^^^^^^^^^^
          Expected flags separated by ','.
        """)]
    [InlineData(
        "r = 1 : int=2",
        """
        The flag 'int' takes no value.
          in equations of a neuron, line 1, column 9:
            r = 1 : int=2
                    ^^^^^
          Expected 'int' alone.
        """)]
    [InlineData(
        "r = 1 : unless_post",
        """
        The flag 'unless_post' has no meaning for an equation.
          in equations of a neuron, line 1, column 9:
            r = 1 : unless_post
                    ^^^^^^^^^^^
          Expected init=, min=, max=, population, int, bool or a numerical method.
        """)]
    [InlineData(
        "r = 1 : init=1,\n",
        """
        A flag is missing after ','.
          in equations of a neuron, line 1, column 15:
            r = 1 : init=1,
                          ^
          Expected a flag such as init=0.0.
        """)]
    [InlineData(
        "r = 1\nr = 2",
        """
        'r' is defined twice.
          in equations of a neuron, line 2, column 1:
            r = 2
            ^
          Expected one equation per variable.
        """)]
    [InlineData(
        "dr/dt = 1\ndr/dt = 2",
        """
        'r' is defined twice.
          in equations of a neuron, line 2, column 1:
            dr/dt = 2
            ^^^^^
          Expected one equation per variable.
        """)]
    [InlineData(
        "r = 1\nt = 2",
        """
        't' is the time in ms and cannot be defined by a model.
          in equations of a neuron, line 2, column 1:
            t = 2
            ^
          Expected another name.
        """)]
    [InlineData(
        "r = 1\nexp = 2",
        """
        'exp' is a function of the language and cannot name an attribute.
          in equations of a neuron, line 2, column 1:
            exp = 2
            ^^^
          Expected another name.
        """)]
    [InlineData(
        "r = 1\nNormal = 2",
        """
        'Normal' is a function of the language and cannot name an attribute.
          in equations of a neuron, line 2, column 1:
            Normal = 2
            ^^^^^^
          Expected another name.
        """)]
    [InlineData(
        "r = 1\na = 2",
        """
        'a' is both a parameter and a variable.
          in equations of a neuron, line 2, column 1:
            a = 2
            ^
          Expected one of the two: a parameter does not change.
        """)]
    [InlineData(
        "tau*dr/dt + du/dt = 0",
        """
        The equation has the gradients of 'r' and of 'u'.
          in equations of a neuron, line 1, column 13:
            tau*dr/dt + du/dt = 0
                        ^^^^^
          Expected one equation per gradient.
        """)]
    [InlineData(
        "u = 1\nr = du/dt",
        """
        The gradient of 'u' cannot be read here.
          in equations of a neuron, line 2, column 5:
            r = du/dt
                ^^^^^
          Expected gradients in their own equation only, and here the expression that du/dt equals.
        """)]
    [InlineData(
        "r += dr/dt",
        """
        A differential equation has two sides, it does not increment.
          in equations of a neuron, line 1, column 3:
            r += dr/dt
              ^^
          Expected '='.
        """)]
    [InlineData(
        "dr/dt += 1",
        """
        A differential equation has two sides, it does not increment.
          in equations of a neuron, line 1, column 7:
            dr/dt += 1
                  ^^
          Expected '='.
        """)]
    [InlineData(
        "2*r = 1",
        """
        The left-hand side is neither a variable nor has it a gradient.
          in equations of a neuron, line 1, column 1:
            2*r = 1
            ^^^
          Expected a variable, or a gradient such as dv/dt in it.
        """)]
    [InlineData(
        "r",
        """
        This is not an equation.
          in equations of a neuron, line 1, column 1:
            r
            ^
          Expected variable = expression, or a differential equation.
        """)]
    [InlineData(
        "r = a = b",
        """
        '=' cannot stand here.
          in equations of a neuron, line 1, column 7:
            r = a = b
                  ^
          Expected one assignment per equation; '==' compares.
        """)]
    [InlineData(
        "r == 1",
        """
        This compares and assigns nothing.
          in equations of a neuron, line 1, column 1:
            r == 1
            ^^^^^^
          Expected '=' to assign.
        """)]
    [InlineData(
        "r = f(x=1)",
        """
        'f' has no named arguments.
          in equations of a neuron, line 1, column 7:
            r = f(x=1)
                  ^
          Expected values alone; '==' compares.
        """)]
    [InlineData(
        "pre.x = 1\nr = 1",
        """
        'pre.x' belongs to another object and cannot be changed here.
          in equations of a neuron, line 1, column 1:
            pre.x = 1
            ^^^^^
          Expected a variable of the model.
        """)]
    [InlineData(
        "dr/dt = 1 : event-driven",
        """
        The method 'event-driven' is for the equations of synapses.
          in equations of a neuron, line 1, column 13:
            dr/dt = 1 : event-driven
                        ^^^^^^^^^^^^
          Expected another method.
        """)]
    [InlineData(
        "v = 1",
        """
        The neuron defines no 'r', which is the firing rate of a rate-coded neuron.
          in equations of a neuron, line 1, column 1:
            v = 1
            ^^^^^
          Expected an equation for 'r', or a spike condition.
        """)]
    [InlineData(
        "",
        """
        The neuron defines no 'r', which is the firing rate of a rate-coded neuron.
          in equations of a neuron, line 1, column 1:
          Expected an equation for 'r', or a spike condition.
        """)]
    [InlineData(
        "r = a\n\n  b",
        """
        This is not an equation.
          in equations of a neuron, line 3, column 3:
              b
              ^
          Expected variable = expression, or a differential equation.
        """)]
    public void Equations(string text, string message) => Refusal.Check(message, () => new Neuron("a = 1", text));

    [Theory]
    [InlineData(
        "a",
        """
        This defines no parameter.
          in parameters of a neuron, line 1, column 1:
            a
            ^
          Expected a definition such as tau = 10.0.
        """)]
    [InlineData(
        "a += 1",
        """
        This defines no parameter.
          in parameters of a neuron, line 1, column 1:
            a += 1
            ^
          Expected a definition such as tau = 10.0.
        """)]
    [InlineData(
        "a = 1 : min=0",
        """
        A parameter does not change, so it has no 'min'.
          in parameters of a neuron, line 1, column 9:
            a = 1 : min=0
                    ^^^^^
          Expected bounds on variables only.
        """)]
    [InlineData(
        "a = 1 : exponential",
        """
        The flag 'exponential' has no meaning for a parameter.
          in parameters of a neuron, line 1, column 9:
            a = 1 : exponential
                    ^^^^^^^^^^^
          Expected population, int or bool.
        """)]
    [InlineData(
        "a = 1 : init=1",
        """
        A parameter does not change, so it has no 'init'.
          in parameters of a neuron, line 1, column 9:
            a = 1 : init=1
                    ^^^^^^
          Expected the value after '='.
        """)]
    [InlineData(
        "a = 1 : boolean",
        """
        'boolean' is not a flag.
          in parameters of a neuron, line 1, column 9:
            a = 1 : boolean
                    ^^^^^^^
          Expected population, int or bool.
          Did you mean 'bool'?
        """)]
    [InlineData(
        "a = 1\na = 2",
        """
        'a' is defined twice.
          in parameters of a neuron, line 2, column 1:
            a = 2
            ^
          Expected one value per parameter.
        """)]
    [InlineData(
        "da/dt = 1",
        """
        This defines no parameter.
          in parameters of a neuron, line 1, column 1:
            da/dt = 1
            ^^^^^^^^^
          Expected a definition such as tau = 10.0.
        """)]
    [InlineData(
        "a = 1 : population = 2",
        """
        The flag 'population' takes no value.
          in parameters of a neuron, line 1, column 9:
            a = 1 : population = 2
                    ^^^^^^^^^^^^^^
          Expected 'population' alone.
        """)]
    [InlineData(
        "a =",
        """
        The right-hand side is empty.
          in parameters of a neuron, line 1, column 3:
            a =
              ^
          Expected an expression after it.
        """)]
    [InlineData(
        "t = 1",
        """
        't' is the time in ms and cannot be defined by a model.
          in parameters of a neuron, line 1, column 1:
            t = 1
            ^
          Expected another name.
        """)]
    public void Parameters(string text, string message) => Refusal.Check(message, () => new Neuron(text, "r = a"));
}
