using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Programs;
using FsCheck;
using FsCheck.Fluent;
using MathNet.Numerics.LinearAlgebra;

namespace Annarchy.Tests.Analysis;

/// <summary>Linear forms, linear systems, substitution, and the identities of the node factory.</summary>
public class AlgebraTests
{
    private readonly NodeFactory _nodes = new();

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Linear_systems_have_the_solution_of_the_numeric_solver(int size)
    {
        var random = new System.Random(size);
        for (var trial = 0; trial < 20; trial++)
        {
            // Diagonally dominant, so that elimination without a choice of pivots is accurate; a third of the entries are zero.
            var values = Matrix<double>.Build.Dense(size, size, (i, j) =>
                i == j ? size + random.NextDouble() : random.Next(3) == 0 ? 0.0 : (2.0 * random.NextDouble()) - 1.0);
            var right = Vector<double>.Build.Dense(size, _ => random.NextDouble());
            Node?[][] matrix = [.. values.EnumerateRows().Select(row => row.Select(Entry).ToArray())];
            var solution = LinearSystem.Solve(_nodes, matrix, [.. right.Select(Entry)])!;
            var expected = values.Solve(right);
            for (var i = 0; i < size; i++)
                Assert.Equal(expected[i], solution[i].Value, 1e-12);
        }

        Node? Entry(double value) => value == 0.0 ? null : _nodes.Constant(value);
    }

    [Fact]
    public void A_system_without_full_rank_has_no_solution()
    {
        var a = Read("a");
        Node?[][] matrix = [[a, null], [a, null]];
        Assert.Null(LinearSystem.Solve(_nodes, matrix, [a, a]));
    }

    [Fact]
    public void A_linear_form_is_equal_to_the_expression()
    {
        // Random expressions linear in x and y; the form is evaluated at random values and compared.
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                var random = new System.Random(seed);
                var (x, y) = (Read("x"), Read("y"));
                var expression = RandomLinear(random, [x, y], 5);
                var form = new LinearAnalysis(_nodes, [x, y]).Of(expression);
                var (p, q) = (random.NextDouble(), random.NextDouble());
                Dictionary<Node, Node> values = new() { [x] = _nodes.Constant(p), [y] = _nodes.Constant(q) };
                var expected = new Substitution(_nodes, values).Apply(expression).Value;
                var actual = ((form.Factors[0]?.Value ?? 0.0) * p) + ((form.Factors[1]?.Value ?? 0.0) * q) + (form.Rest?.Value ?? 0.0);
                return form.IsLinear && Math.Abs(expected - actual) <= 1e-9 * Math.Max(1.0, Math.Abs(expected));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_not_linear_stays_in_the_rest()
    {
        var x = Read("x");
        var square = _nodes.Multiply(x, x);
        var form = new LinearAnalysis(_nodes, [x]).Of(_nodes.Add(_nodes.Multiply(_nodes.Constant(3.0), x), square));
        Assert.Equal(3.0, form.Factors[0]!.Value);
        Assert.Same(square, form.Rest);
        Assert.Same(square, form.Nonlinear);
    }

    [Fact]
    public void Equal_expressions_are_one_node_in_whatever_order()
    {
        var (a, b) = (Read("a"), Read("b"));
        Assert.Same(_nodes.Add(a, b), _nodes.Add(b, a));
        Assert.Same(_nodes.Make(Op.Equal, a, b), _nodes.Make(Op.Equal, b, a));
        Assert.NotSame(_nodes.Subtract(a, b), _nodes.Subtract(b, a));
        Assert.Equal("a + b", _nodes.Add(b, a).ToString());
    }

    [Fact]
    public void Times_are_subtracted_as_steps()
    {
        var last = _nodes.Multiply(
            _nodes.ToReal(_nodes.Read(new Slot(SlotOwner.Self, "last_spike", Locality.Local, AttributeKind.Integer))),
            _nodes.Read(NetworkSlots.TimeStep));
        Assert.Equal("(step - last_spike) * dt", _nodes.Subtract(_nodes.Read(NetworkSlots.Time), last).ToString());
        Assert.Equal("(last_spike - step) * dt", _nodes.Subtract(last, _nodes.Read(NetworkSlots.Time)).ToString());
    }

    [Fact]
    public void Selects_with_a_known_or_repeated_condition_are_simpler()
    {
        var condition = _nodes.Make(Op.Less, Read("a"), Read("b"));
        var (x, y, z) = (Read("x"), Read("y"), Read("z"));
        Assert.Same(_nodes.Select(condition, x, z), _nodes.Select(condition, _nodes.Select(condition, x, y), z));
        Assert.Same(_nodes.Select(condition, y, x), _nodes.Select(_nodes.Make(Op.Not, condition), x, y));
        Assert.Same(condition, _nodes.Select(condition, _nodes.Constant(true), _nodes.Constant(false)));
        Assert.Same(x, _nodes.Select(_nodes.Constant(true), x, y));
    }

    [Fact]
    public void Zero_times_x_is_kept_since_it_may_be_NaN() =>
        Assert.Equal("0 * x", _nodes.Multiply(_nodes.Constant(0.0), Read("x")).ToString());

    private Node Read(string name) => _nodes.Read(new Slot(SlotOwner.Self, name, Locality.Local, AttributeKind.Real));

    private Node RandomLinear(System.Random random, ImmutableArray<Node> unknowns, int depth)
    {
        if (depth == 0)
            return random.Next(2) == 0 ? unknowns[random.Next(unknowns.Length)] : Number();
        return random.Next(6) switch
        {
            0 => _nodes.Add(Next(), Next()),
            1 => _nodes.Subtract(Next(), Next()),
            2 => _nodes.Multiply(Number(), Next()),
            3 => _nodes.Divide(Next(), Number()),
            4 => _nodes.Negate(Next()),
            _ => _nodes.Select(_nodes.Make(Op.Less, Number(), Number()), Next(), Next()),
        };

        Node Next() => RandomLinear(random, unknowns, depth - 1);

        Node Number() => _nodes.Constant(0.5 + random.NextDouble());
    }
}
