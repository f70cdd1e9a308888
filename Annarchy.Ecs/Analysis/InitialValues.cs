using System.Collections.Immutable;
using Annarchy.Analysis.Algebra;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>
/// Evaluates what attributes are at the start: numbers, constants of the network, other attributes and arithmetic on them, or a
/// distribution to draw from.
/// </summary>
internal sealed class InitialValues
{
    private readonly ModelNames _names;
    private readonly Dictionary<string, Expression?> _expressions;
    private readonly Dictionary<string, Node> _values = [];
    private readonly HashSet<string> _pending = [];
    private readonly Substitution _constants;
    private readonly ExpressionResolver _resolver;

    public InitialValues(ModelNames names, IEnumerable<ParameterSyntax> parameters, IEnumerable<EquationSyntax> equations)
    {
        _names = names;
        _expressions = parameters.Select(p => KeyValuePair.Create(p.Name, (Expression?)p.Value))
            .Concat(equations.Select(e => KeyValuePair.Create(e.Variable, e.Initial)))
            .ToDictionary();
        var factory = names.Factory;
        _constants = new Substitution(
            factory,
            names.Scope.Constants
                .Select(c => KeyValuePair.Create(factory.Read(NetworkSlots.Constant(c.Key)), factory.Constant(c.Value)))
                .Append(KeyValuePair.Create(factory.Read(NetworkSlots.TimeStep), factory.Constant(names.Scope.TimeStep))));
        _resolver = new ExpressionResolver(names, Locality.Local, Value);
    }

    /// <summary>The definition of an attribute.</summary>
    public AttributeDefinition Define(ModelAttribute attribute)
    {
        var slot = attribute.Slot;
        return _expressions.GetValueOrDefault(slot.Name) is CallExpression call && RandomCalls.IsDistribution(call.Function)
            ? new AttributeDefinition(slot.Name, slot.Kind, slot.Locality, attribute.IsParameter, 0.0, Distribution(call))
            : new AttributeDefinition(slot.Name, slot.Kind, slot.Locality, attribute.IsParameter, Value(attribute).Value);
    }

    /// <summary>The value of an expression, or the distribution that it is.</summary>
    public InitialValue EvaluateOrDraw(Expression expression) =>
        expression is CallExpression call && RandomCalls.IsDistribution(call.Function)
            ? new InitialValue(0.0, Distribution(call))
            : new InitialValue(Evaluate(expression), null);

    /// <summary>The value of an expression that depends on initial values and constants only.</summary>
    public double Evaluate(Expression expression)
    {
        var node = _constants.Apply(_resolver.Resolve(expression));
        if (_names.Scope.IsOpen && !node.IsConstant)
            return 0.0;
        return node.IsConstant
            ? node.Value
            : throw new EquationException(
                "An initial value does not change in time.", expression.Span, "a number, constants, attributes, or one random distribution alone");
    }

    private Node Value(ModelAttribute attribute)
    {
        var name = attribute.Name;
        var factory = _names.Factory;
        if (_values.TryGetValue(name, out var value))
            return value;
        var expression = _expressions.GetValueOrDefault(name);
        if (expression is null)
            return factory.Convert(factory.Constant(0.0), attribute.Slot.Kind);
        if (!_pending.Add(name))
        {
            throw new EquationException(
                $"The initial value of '{name}' depends on itself.", expression.Span, "numbers, constants or other attributes");
        }

        if (expression is CallExpression call && RandomCalls.IsDistribution(call.Function))
        {
            throw new EquationException(
                $"'{name}' is drawn at random, so no other initial value can be computed from it.", call.Span, "a number");
        }

        value = factory.Convert(factory.Constant(Evaluate(expression)), attribute.Slot.Kind);
        _values.Add(name, value);
        return value;
    }

    private RandomDistribution Distribution(CallExpression call)
    {
        var arguments = RandomCalls.Arguments(call);
        try
        {
            return call.Function switch
            {
                "Uniform" => new Uniform(Number("min"), Number("max")),
                "DiscreteUniform" => new DiscreteUniform(Integer("min"), Integer("max")),
                "Normal" => new Normal(Number("mu"), Number("sigma"), Minimum(), Maximum()),
                "LogNormal" => new LogNormal(Number("mu"), Number("sigma"), Minimum(), Maximum()),
                "Exponential" => new Exponential(Number("lambda"), Minimum(), Maximum()),
                "Gamma" => new Gamma(Number("alpha"), arguments.ContainsKey("beta") ? Number("beta") : 1.0, Minimum(), Maximum()),
                _ => new Binomial(Integer("n"), Number("p")),
            };
        }
        catch (ArgumentException exception)
        {
            throw new EquationException($"There is no such distribution: {exception.Message}", call.Span);
        }

        double Number(string name) => Evaluate(arguments[name]);

        int Integer(string name) => Number(name) is var value && value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw new EquationException($"The argument '{name}' of {call.Function} is not an integer.", arguments[name].Span, "an integer");

        double Minimum() => arguments.ContainsKey("min") ? Number("min") : double.NegativeInfinity;

        double Maximum() => arguments.ContainsKey("max") ? Number("max") : double.PositiveInfinity;
    }
}
