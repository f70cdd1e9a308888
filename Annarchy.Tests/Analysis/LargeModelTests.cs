namespace Annarchy.Tests.Analysis;

/// <summary>Models of unreasonable size take reasonable time and no stack.</summary>
public class LargeModelTests
{
    [Theory]
    [InlineData("explicit")]
    [InlineData("rk4")]
    [InlineData("semiimplicit")]
    public void Thousands_of_assignments_that_build_on_each_other(string method)
    {
        const int Count = 3000;
        var lines = Enumerable.Range(1, Count).Select(i => $"a{i} = 0.5*a{i - 1} + 0.5*a{i - 1}");
        var neuron = new Neuron(equations: $"a0 = 1.0\n{string.Join('\n', lines)}\ndr/dt = a{Count}*sin(r) - r : {method}");
        using var run = new NeuronRun(neuron);
        run.Step();
        Assert.Equal(1.0, run[$"a{Count}"][0]);
    }

    [Fact]
    public void Functions_that_double_each_other()
    {
        var functions = Enumerable.Range(1, 45).Select(i => $"f{i}(x) = 0.5*f{i - 1}(x) + 0.5*f{i - 1}(x)");
        using var run = new NeuronRun(new Neuron(equations: "r = f45(3.0)", functions: $"f0(x) = x\n{string.Join('\n', functions)}"));
        run.Step();
        Assert.Equal(3.0, run["r"][0]);
    }

    [Fact]
    public void Functions_nested_too_deep_are_refused()
    {
        var functions = Enumerable.Range(1, 60).Select(i => $"f{i}(x) = f{i - 1}(x)");
        var text = $"f0(x) = x\n{string.Join('\n', functions)}";
        var exception = Assert.Throws<EquationException>(() => new Neuron(equations: "r = f60(3.0)", functions: text));
        Assert.Equal("Functions call each other more than 50 deep.", exception.Problem);
    }

    [Fact]
    public void An_error_in_a_huge_expression_has_a_short_message()
    {
        var lines = Enumerable.Range(1, 100).Select(i => $"a{i} = a{i - 1}*a{i - 1}");
        var equations = $"a0 = t\n{string.Join('\n', lines)}\ndr/dt = sin(r)*a100 : exponential";
        var exception = Assert.Throws<EquationException>(() => new Neuron(equations: equations));
        Assert.InRange(exception.Message.Length, 50, 500);
    }
}
