namespace Annarchy.Tests.Analysis;

/// <summary>Order of evaluation within a step, bounds, localities, kinds.</summary>
public class EquationOrderTests
{
    [Fact]
    public void Assignments_run_in_sequence_and_adjacent_ODEs_together()
    {
        using var run = new NeuronRun(new Neuron(equations:
            """
            a = 2.0*r
            du/dt = r
            dr/dt = u + a : init=1.0
            b = r + u
            """));
        var (u, r) = (0.0, 1.0);
        for (var i = 0; i < 5; i++)
        {
            var a = 2.0 * r;
            (u, r) = (u + r, r + u + a);
            run.Step();
            Assert.Equal([a, u, r, r + u], new[] { "a", "u", "r", "b" }.Select(name => run[name][0]));
        }
    }

    [Fact]
    public void An_assignment_between_two_ODEs_separates_them()
    {
        using var run = new NeuronRun(new Neuron(equations: "du/dt = r\na = u\ndr/dt = u : init=1.0"));
        run.Step();
        Assert.Equal([1.0, 1.0, 2.0], new[] { "u", "a", "r" }.Select(name => run[name][0]));
    }

    [Fact]
    public void Population_wide_equations_run_first_and_do_not_separate_ODEs()
    {
        using var run = new NeuronRun(new Neuron(equations: "du/dt = r\ng += 1.0 : population\ndr/dt = u + g : init=1.0"), size: 3);
        run.Step();
        Assert.Equal([1.0], run["g"].ToArray());
        Assert.Equal([2.0, 2.0, 2.0], run["r"].ToArray()); // u before the step, g after its own.
    }

    [Fact]
    public void Increments_and_their_like_use_the_value_before()
    {
        using var run = new NeuronRun(new Neuron(equations: "r += 1.0 : init=2.0\na -= 1.0\nb *= r : init=1.0\nc /= 2.0 : init=1.0"));
        run.Step(2);
        Assert.Equal([4.0, -2.0, 12.0, 0.25], new[] { "r", "a", "b", "c" }.Select(name => run[name][0]));
    }

    [Fact]
    public void Bounds_follow_each_change()
    {
        using var run = new NeuronRun(new Neuron(
            parameters: "top = 2.5",
            equations: "a += 1.0 : max=top\nr = a + 1.0 : min=-1.0, max=2.0*top - 2.0\ndx/dt = -1.0 : init=0.2, min=0.0"));
        run.Step(3);
        Assert.Equal([2.5, 3.0, 0.0], new[] { "a", "r", "x" }.Select(name => run[name][0]));
    }

    [Fact]
    public void Integers_truncate_and_booleans_are_truth_values()
    {
        using var run = new NeuronRun(new Neuron(
            parameters: "n = 7 : int\nflag = True",
            equations:
            """
            half = n/2
            k = n/2 : int
            m = modulo(-n, 3) : int
            q = modulo(7.9, 3.2)
            on = n > 3 : bool
            off = on and not flag : bool
            sum2 = on + on : int
            r = ite(on == True, 1, 0.5)
            """));
        run.Step();
        Assert.Equal(
            [3.5, 3.0, -1.0, 1.0, 1.0, 0.0, 2.0, 1.0],
            new[] { "half", "k", "m", "q", "on", "off", "sum2", "r" }.Select(name => run[name][0]));
    }

    [Theory]
    [InlineData(2.5, 3.0)]
    [InlineData(-2.5, -3.0)]
    [InlineData(0.49999999999999994, 0.0)]
    [InlineData(-1.2, -1.0)]
    public void Round_takes_halves_away_from_zero(double x, double expected)
    {
        using var run = new NeuronRun(new Neuron(parameters: "x = 0.0", equations: "r = round(x)"));
        run["x"][0] = x;
        run.Step();
        Assert.Equal(expected, run["r"][0]);
    }

    [Theory]
    [InlineData("isnan(x)", double.NaN, 1.0)]
    [InlineData("isnan(x)", double.PositiveInfinity, 0.0)]
    [InlineData("isfinite(x)", double.NegativeInfinity, 0.0)]
    [InlineData("isfinite(x)", double.NaN, 0.0)]
    [InlineData("isfinite(x)", 1e300, 1.0)]
    [InlineData("ceiling(x) - floor(x)", 1.5, 1.0)]
    [InlineData("min(x, 2.0) + max(x, 2.0)", 5.0, 7.0)]
    public void Functions_of_special_numbers(string expression, double x, double expected)
    {
        using var run = new NeuronRun(new Neuron(parameters: "x = 0.0", equations: $"r = {expression}"));
        run["x"][0] = x;
        run.Step();
        Assert.Equal(expected, run["r"][0]);
    }

    [Fact]
    public void Custom_functions_are_inlined_with_their_types()
    {
        using var run = new NeuronRun(
            new Neuron(
                parameters: "x = 2.7",
                equations: "r = twice(square(x)) + shift(x)\nk = whole(x)",
                functions: "square(x) = x^2\ntwice(y) = if y > 0: 2.0*y else: 0.0\nwhole(n: int) -> float = n/2"),
            constants: new Dictionary<string, double> { ["offset"] = 10.0 },
            functions: "shift(x) = x + offset");
        run.Step();
        Assert.Equal((2.0 * 2.7 * 2.7) + 12.7, run["r"][0], 1e-12);
        Assert.Equal(1.0, run["k"][0]);
    }

    [Fact]
    public void Constants_can_change_between_steps()
    {
        using var run = new NeuronRun(new Neuron(equations: "r = c"), constants: new Dictionary<string, double> { ["c"] = 1.0 });
        run.Step();
        run.Constant("c", 3.0);
        run.Step();
        Assert.Equal(3.0, run["r"][0]);
    }

    [Fact]
    public void Global_operations_read_the_previous_step()
    {
        using var run = new NeuronRun(new Neuron(parameters: "B = 0.0", equations: "m = mean(r)\ns = max(r) - min(r)\nr += B"), size: 3);
        run["B"].CopyFrom([1.0, 2.0, 6.0]);
        run.Step();
        Assert.Equal(0.0, run["m"][0]);
        run.Step();
        Assert.Equal(3.0, run["m"][1]);
        Assert.Equal(5.0, run["s"][2]);
        Assert.Equal(["mean(r)", "max(r)", "min(r)"], run.Program.GlobalOperations.Select(o => o.SlotName));
    }

    [Fact]
    public void Initial_values_may_be_computed_from_constants_and_attributes()
    {
        var constants = new Dictionary<string, double> { ["c"] = 4.0 };
        using var run = new NeuronRun(
            new Neuron(parameters: "a = 2.0*b\nb = -c\nn = 3.7 : int", equations: "r = r : init=a + sqrt(c) + dt\nk = k : int, init=n/2"),
            dt: 0.5,
            constants: constants);
        Assert.Equal([-8.0, -4.0, 3.0, -5.5, 1.0], new[] { "a", "b", "n", "r", "k" }.Select(name => run[name][0]));
    }

    [Fact]
    public void Initial_values_may_be_drawn()
    {
        var neuron = new Neuron(parameters: "a = Uniform(-1.0, c)", equations: "r = r : init=Normal(0.0, 2.0*c, min=0.0)");
        using var run = new NeuronRun(neuron, constants: new Dictionary<string, double> { ["c"] = 4.0 });
        var uniform = Assert.IsType<Uniform>(run.Program.Attributes[0].InitialDistribution);
        Assert.Equal((-1.0, 4.0), (uniform.Min, uniform.Max));
        var normal = Assert.IsType<Normal>(run.Program.Attributes[1].InitialDistribution);
        Assert.Equal((0.0, 8.0, 0.0), (normal.Mu, normal.Sigma, normal.Min));
    }

    [Fact]
    public void Distributions_given_as_objects_stay_what_they_are()
    {
        RandomDistribution[] distributions =
        [
            new Uniform(-1e-7, 3.0), new DiscreteUniform(-2, 3), new Normal(0.0, 1e-9, min: -1.0, max: 1e20), new LogNormal(1.0, 2.0, max: 4.0),
            new Exponential(2.0, min: 0.5), new Gamma(1.0, 2.0, max: 3.0), new Binomial(10, 0.3),
        ];
        foreach (var distribution in distributions)
        {
            using var run = new NeuronRun(new Neuron(
                parameters: new ParameterList { ["a"] = new Parameter(distribution, Locality.Local) },
                equations: new Variable("r = r", init: distribution)));
            foreach (var attribute in run.Program.Attributes)
                Assert.Equal(distribution.ToString(), attribute.InitialDistribution!.ToString());
        }
    }
}
