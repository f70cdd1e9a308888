using System.Collections.Immutable;
using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Language;

/// <summary>Reads what neuron and synapse models have in common: parameters, equations, functions, events.</summary>
/// <param name="isSynapse">Whether the model is a synapse.</param>
/// <param name="owner">How messages name the model: "neuron 'LIF'" or "a neuron".</param>
internal sealed class ModelReader(bool isSynapse, string owner)
{
    /// <summary>Names of parameters and variables and where they stand.</summary>
    private readonly Dictionary<string, bool> _isParameter = [];

    private readonly List<GradientExpression> _quotients = [];

    /// <summary>Names of parameters and variables.</summary>
    public IReadOnlyCollection<string> Attributes => _isParameter.Keys;

    /// <summary>Whether there is a parameter or variable of this name.</summary>
    public bool Defines(string name) => _isParameter.ContainsKey(name);

    public SourceText Source(string text, string part) => new(text, $"{part} of {owner}");

    public ImmutableArray<ParameterSyntax> ReadParameters(ParameterList? list)
    {
        var parameters = ImmutableArray.CreateBuilder<ParameterSyntax>();
        foreach (var (text, typed) in list?.Entries ?? [])
        {
            if (typed is null)
            {
                foreach (var statement in Parser.ParseStatements(Source(text, "parameters")))
                    parameters.Add(ReadParameter(statement));
            }
            else
            {
                parameters.Add(ReadParameter(text, typed));
            }
        }

        return parameters.ToImmutable();
    }

    private ParameterSyntax ReadParameter(Statement statement)
    {
        const string Form = "a definition such as tau = 10.0";
        if (statement is not AssignmentStatement assignment)
            throw new EquationException("This defines no parameter.", statement.Span, Form);
        if (assignment.Operator != AssignmentOperator.Set || assignment.TargetOwner is not null)
            throw new EquationException("This defines no parameter.", assignment.TargetSpan, Form);
        var flags = AttributeFlags.Read(assignment.Flags, isSynapse, StatementRole.Parameter);
        var kind = flags.Kind ?? (assignment.Value is BooleanLiteral ? AttributeKind.Boolean : AttributeKind.Real);
        Define(assignment.Target, assignment.TargetSpan, isParameter: true);
        return new(assignment.Target, assignment.Value, kind, flags.Locality ?? Locality.Local, assignment.TargetSpan);
    }

    private ParameterSyntax ReadParameter(string name, Parameter parameter)
    {
        var span = NameSpan(name, Source(name, "parameters"));
        if (!isSynapse && parameter.Locality == Locality.Semiglobal)
            throw new EquationException(
                $"The locality of '{name}' is semiglobal, which has no meaning in a neuron.", span, "global or local");
        Define(name, span, isParameter: true);
        return new(name, parameter.Value.ToExpression($"parameter '{name}' of {owner}"), parameter.Kind, parameter.Locality, span);
    }

    /// <summary>Refuses a name given in code that could not stand in an equation.</summary>
    private static SourceSpan NameSpan(string name, SourceText source)
    {
        var span = new SourceSpan(source, 0, name.Length);
        return Parser.ParseExpression(source) is NameExpression { Name: var parsed } && parsed == name
            ? span
            : throw new EquationException($"'{name}' is not a name.", span, "letters, digits and underscores");
    }

    private void Define(string name, SourceSpan span, bool isParameter)
    {
        ReservedNames.CheckAttribute(name, span);
        if (!_isParameter.TryGetValue(name, out var before))
            _isParameter.Add(name, isParameter);
        else if (before != isParameter)
            throw new EquationException(
                $"'{name}' is both a parameter and a variable.", span, "one of the two: a parameter does not change");
        else
            throw new EquationException(
                $"'{name}' is defined twice.", span, isParameter ? "one value per parameter" : "one equation per variable");
    }

    /// <summary>Equations that are evaluated in every step.</summary>
    public ImmutableArray<EquationSyntax> ReadEquations(EquationList? list)
    {
        var equations = ReadStatements(list, "equations", StatementRole.Equation);
        foreach (var equation in equations)
        {
            var span = equation.Statement is DifferentialStatement differential
                ? differential.VariableSpan
                : ((AssignmentStatement)equation.Statement).TargetSpan;
            Define(equation.Variable, span, isParameter: false);
        }

        return equations;
    }

    /// <summary>Assignments that are made at certain times: resets and what happens at spikes.</summary>
    public ImmutableArray<EquationSyntax> ReadAssignments(EquationList? list, string part, StatementRole role) =>
        ReadStatements(list, part, role);

    private ImmutableArray<EquationSyntax> ReadStatements(EquationList? list, string part, StatementRole role)
    {
        var equations = ImmutableArray.CreateBuilder<EquationSyntax>();
        foreach (var (text, typed) in list?.Entries ?? [])
        {
            var source = Source(text, part);
            var statements = Parser.ParseStatements(source);
            if (typed is not null && statements.Length != 1)
            {
                var span = statements.IsEmpty ? new SourceSpan(source, 0, 0) : statements[1].Span;
                throw new EquationException($"A variable has one equation, not {statements.Length}.", span, "one equation");
            }

            foreach (var statement in statements)
            {
                var equation = ReadEquation(statement, role);
                equations.Add(typed is null ? equation : WithTypes(equation, typed));
            }
        }

        return equations.ToImmutable();
    }

    private EquationSyntax ReadEquation(Statement statement, StatementRole role)
    {
        var flags = AttributeFlags.Read(statement.Flags, isSynapse, role);
        _quotients.AddRange(statement.Quotients);
        var variable = statement switch
        {
            AssignmentStatement assignment => Target(assignment, role, flags),
            DifferentialStatement differential when role == StatementRole.Equation => differential.Variable,
            DifferentialStatement differential =>
                throw new EquationException(
                    "A differential equation cannot happen at a spike.", differential.Span, "assignments such as v = 0.0"),
            ExpressionStatement { Value: BinaryExpression { Operator: BinaryOperator.Equal } } =>
                throw new EquationException("This compares and assigns nothing.", statement.Span, "'=' to assign"),
            _ when role == StatementRole.Equation =>
                throw new EquationException(
                    "This is not an equation.", statement.Span, "variable = expression, or a differential equation"),
            _ => throw new EquationException("This is not an assignment.", statement.Span, "an assignment such as v = 0.0"),
        };
        return new(
            variable,
            statement,
            flags.Kind ?? AttributeKind.Real,
            flags.Locality ?? Locality.Local,
            flags.Method,
            flags.Initial,
            flags.Minimum,
            flags.Maximum,
            flags.UnlessPost,
            statement.Span);
    }

    private static string Target(AssignmentStatement assignment, StatementRole role, AttributeFlags flags)
    {
        if (assignment.TargetOwner is not null && role != StatementRole.SpikeEvent)
        {
            throw new EquationException(
                $"'{assignment.TargetSpan.Text}' belongs to another object and cannot be changed here.",
                assignment.TargetSpan,
                "a variable of the model");
        }

        if (flags.Method is not null)
            throw new EquationException(
                "A numerical method is for differential equations.",
                flags.MethodSpan,
                "no method, or a gradient in the equation");
        return assignment.Target;
    }

    /// <summary>Adds what a typed variable says to what its text says.</summary>
    private EquationSyntax WithTypes(EquationSyntax equation, Variable variable)
    {
        var name = equation.Variable;
        if (!isSynapse && variable.Locality == Locality.Semiglobal)
        {
            throw new EquationException(
                $"The locality of '{name}' is semiglobal, which has no meaning in a neuron.", equation.Span, "global or local");
        }

        if (variable.Method is not null && equation.Statement is not DifferentialStatement)
            throw new EquationException(
                "A numerical method is for differential equations.", equation.Span, "no method, or a gradient in the equation");
        if (variable.Method == NumericalMethod.EventDriven && !isSynapse)
            throw new EquationException(
                "The event-driven method is for the equations of synapses.", equation.Span, "another method");
        return equation with
        {
            Kind = variable.Kind != AttributeKind.Real ? variable.Kind : equation.Kind,
            Locality = variable.Locality != Locality.Local ? variable.Locality : equation.Locality,
            Method = Either(equation.Method, variable.Method, "method"),
            Initial = Either(equation.Initial, variable.Init?.ToExpression(Origin("init")), "init"),
            Minimum = Either(equation.Minimum, variable.Min?.ToExpression(Origin("min")), "min"),
            Maximum = Either(equation.Maximum, variable.Max?.ToExpression(Origin("max")), "max"),
        };

        string Origin(string flag) => $"{flag} of variable '{name}' of {owner}";

        T Either<T>(T fromText, T typed, string flag) => fromText is not null && typed is not null
            ? throw new EquationException(
                $"The text and the Variable object both give the '{flag}' of '{name}'.", equation.Span, "one of the two")
            : typed ?? fromText;
    }

    public ImmutableArray<FunctionDefinition> ReadFunctions(string? text)
    {
        if (text is null)
            return [];
        var functions = Parser.ParseFunctions(Source(text, "functions"));
        if (functions.FirstOrDefault(function => Defines(function.Name)) is { } clash)
            throw new EquationException(
                $"'{clash.Name}' is a function and an attribute.", clash.NameSpan, "another name for one of them");
        return functions;
    }

    /// <summary>A condition or psp: a text that is one expression; null if there is none.</summary>
    public Expression? ReadExpression(string? text, string part) =>
        text is null ? null : ReadExpression(Parser.ParseCondition(Source(text, part)));

    private Expression ReadExpression(ExpressionStatement statement)
    {
        _quotients.AddRange(statement.Quotients);
        return statement.Flags.IsEmpty
            ? statement.Value
            : throw new EquationException("Flags have no meaning here.", statement.Flags[0].Span, "an expression alone");
    }

    /// <summary>A condition of structural plasticity; flags that are not among <paramref name="allowed"/> are refused.</summary>
    public StructuralCondition ReadStructural(
        string text,
        string part,
        ReadOnlySpan<string> allowed,
        AttributeValue? probability,
        AttributeValue? weight,
        AttributeValue? delay)
    {
        var statement = Parser.ParseCondition(Source(text, part));
        _quotients.AddRange(statement.Quotients);
        var condition = new StructuralCondition(
            statement.Value,
            probability?.ToExpression($"probability of {part} of {owner}"),
            weight?.ToExpression($"weight of {part} of {owner}"),
            delay?.ToExpression($"delay of {part} of {owner}"));
        foreach (var flag in statement.Flags)
        {
            var name = flag.Name == "delay" ? "d" : flag.Name;
            if (!allowed.Contains(name))
            {
                var expected = string.Join(" or ", allowed.ToArray().Select(known => known + "="));
                throw new EquationException(
                    $"'{flag.Name}' is not a flag of {part}.",
                    flag.Span,
                    expected,
                    NearestName.Find(flag.Name, allowed.ToArray()));
            }

            if (flag.Value is null)
                throw new EquationException(
                    $"The flag '{flag.Name}' has no value.", flag.Span, $"a value, as in {flag.Name}=0.5");
            var before = name switch { "proba" => condition.Probability, "w" => condition.Weight, _ => condition.Delay };
            if (before is not null)
                throw new EquationException($"The flag '{flag.Name}' is given twice.", flag.Span);
            condition = name switch
            {
                "proba" => condition with { Probability = flag.Value },
                "w" => condition with { Weight = flag.Value },
                _ => condition with { Delay = flag.Value },
            };
        }

        return condition;
    }

    /// <summary>
    /// To be called last: refuses quotients such as <c>du/dt</c> that were meant as the gradient of a variable with another equation.
    /// </summary>
    public void CheckQuotients()
    {
        foreach (var quotient in _quotients)
        {
            if (Defines(quotient.Variable) && !Defines("d" + quotient.Variable))
            {
                throw new EquationException(
                    $"The gradient of '{quotient.Variable}' cannot be read here.",
                    quotient.Span,
                    $"gradients in their own equation only, and here the expression that d{quotient.Variable}/dt equals");
            }
        }
    }
}
