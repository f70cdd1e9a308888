using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>Turns expressions into nodes: resolves names, checks localities, inlines custom functions.</summary>
/// <param name="names">What names mean in the model.</param>
/// <param name="locality">The most local thing that may be read.</param>
/// <param name="read">The value an attribute has at this point of a pass.</param>
internal sealed class ExpressionResolver(ModelNames names, Locality locality, Func<ModelAttribute, Node> read)
{
    private const int MaximumNesting = 50;
    private readonly NodeFactory _factory = names.Factory;
    private readonly Dictionary<(string Function, string Arguments), Node> _calls = [];
    private Frame? _frame;
    private (string Variable, Node Node)? _gradient;

    /// <summary>The most local thing that may be read.</summary>
    public Locality Locality => locality;

    /// <summary>The column that <c>dt</c> reads.</summary>
    public Slot TimeStep { get; init; } = NetworkSlots.TimeStep;

    /// <summary>The same resolver for an ODE, where a node stands for the gradient.</summary>
    public ExpressionResolver WithGradient(string variable, Node gradient) =>
        new(names, locality, read) { TimeStep = TimeStep, _gradient = (variable, gradient) };

    public Node ResolveCondition(Expression expression) => _factory.ToBoolean(Resolve(expression));

    /// <summary>The node of an expression.</summary>
    /// <exception cref="EquationException">A name has no meaning, or not here.</exception>
    public Node Resolve(Expression expression)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new EquationException("The expression has too many operations within each other.", expression.Span, "auxiliary variables for its parts");
        return expression switch
        {
            NumberLiteral { IsInteger: true, Value: < 1e15 } number => _factory.Constant((long)number.Value),
            NumberLiteral number => _factory.Constant(number.Value),
            BooleanLiteral boolean => _factory.Constant(boolean.Value),
            NameExpression name => ResolveName(name),
            MemberExpression member => ResolveMember(member),
            GradientExpression gradient => ResolveGradient(gradient),
            CallExpression call => ResolveCall(call),
            UnaryExpression unary => ResolveUnary(unary),
            BinaryExpression binary => ResolveBinary(binary),
            ConditionalExpression c => _factory.Select(ResolveCondition(c.Condition), Resolve(c.Then), Resolve(c.Else)),
            _ => throw new InvalidOperationException($"No meaning for {expression.GetType().Name}."),
        };
    }

    /// <summary>The value of an attribute at this point, if it may be read here.</summary>
    public Node Read(ModelAttribute attribute, SourceSpan span)
    {
        names.CheckLocality(attribute.Slot, locality, span);
        return read(attribute);
    }

    /// <summary>Checks a custom function without calling it.</summary>
    public void Validate(FunctionDefinition function)
    {
        var arguments = function.Parameters.Select((name, i) => _factory.Read(new Slot(
            SlotOwner.Unknown, name, Locality.Global, function.ParameterKinds[i] ?? AttributeKind.Real)));
        Inline(function, [.. arguments], function.NameSpan);
    }

    private Node ResolveName(NameExpression name)
    {
        if (_frame is not null)
        {
            if (_frame.Arguments.TryGetValue(name.Name, out var argument))
                return argument;
        }
        else if (names.TryAttribute(name.Name, out var attribute))
        {
            return Read(attribute, name.Span);
        }

        switch (name.Name)
        {
            case "pi":
                return _factory.Constant(Math.PI);
            case SlotNames.Time:
                return _factory.Read(NetworkSlots.Time);
            case SlotNames.TimeStep:
                return _factory.Read(TimeStep);
        }

        if (_frame is null && names.TrySpecial(name, this) is { } special)
            return special;
        if (names.Scope.Constants.ContainsKey(name.Name))
            return _factory.Read(NetworkSlots.Constant(name.Name));
        if (names.Scope.IsOpen)
            return _factory.Read(NetworkSlots.Constant(name.Name));
        throw Unknown(name);
    }

    private EquationException Unknown(NameExpression name)
    {
        if (_frame is { Function: var function })
        {
            var known = _frame.Arguments.Keys.Concat(names.Scope.Constants.Keys).Concat(["t", "dt", "pi"]);
            return new EquationException(
                $"Unknown name '{name.Name}' in the function '{function.Name}'.",
                name.Span,
                $"an argument of '{function.Name}' or a constant of the network",
                NearestName.Find(name.Name, known));
        }

        return names.Unknown(name);
    }

    private Node ResolveMember(MemberExpression member)
    {
        if (_frame is not null)
        {
            throw new EquationException(
                $"The function '{_frame.Function.Name}' cannot read {member.Owner}.{member.Name}.",
                member.Span,
                "an argument that takes its value");
        }

        return names.ResolveMember(member, this);
    }

    private Node ResolveGradient(GradientExpression gradient)
    {
        if (_gradient is var (variable, node) && variable == gradient.Variable)
            return node;
        throw new EquationException(
            $"The gradient of '{gradient.Variable}' stands where it has no meaning.", gradient.Span, "a gradient in its own equation only");
    }

    private Node ResolveUnary(UnaryExpression unary) => unary.Operator switch
    {
        UnaryOperator.Plus => Resolve(unary.Operand),
        UnaryOperator.Minus => _factory.Negate(Resolve(unary.Operand)),
        _ => _factory.Make(Op.Not, Resolve(unary.Operand)),
    };

    private Node ResolveBinary(BinaryExpression binary)
    {
        var op = binary.Operator switch
        {
            BinaryOperator.Add => Op.Add,
            BinaryOperator.Subtract => Op.Subtract,
            BinaryOperator.Multiply => Op.Multiply,
            BinaryOperator.Divide => Op.Divide,
            BinaryOperator.Power => Op.Power,
            BinaryOperator.Less => Op.Less,
            BinaryOperator.LessOrEqual => Op.LessOrEqual,
            BinaryOperator.Greater => Op.Greater,
            BinaryOperator.GreaterOrEqual => Op.GreaterOrEqual,
            BinaryOperator.Equal => Op.Equal,
            BinaryOperator.NotEqual => Op.NotEqual,
            BinaryOperator.And => Op.And,
            _ => Op.Or,
        };
        return _factory.Make(op, Resolve(binary.Left), Resolve(binary.Right));
    }

    private Node ResolveCall(CallExpression call)
    {
        if (names.TryFunction(call.Function, out var function))
        {
            if (call.Arguments.Length != function.Parameters.Length)
                throw WrongCount(call, function.Parameters.Length);
            return Inline(function, [.. call.Arguments.Select(a => Resolve(a.Value))], call.FunctionSpan);
        }

        if (RandomCalls.IsDistribution(call.Function))
            return names.Random.Draw(call, Resolve, locality);
        if (_frame is null && names.TryOperation(call, this) is { } operation)
            return operation;
        if (BuiltInFunctions.Arity(call.Function) is not { } arity)
        {
            if (names.Scope.IsOpen)
                return Opaque(call);
            throw new EquationException(
                $"Unknown function '{call.Function}'.",
                call.FunctionSpan,
                suggestion: NearestName.Find(call.Function, names.FunctionNames));
        }

        if (call.Arguments.Length != arity)
            throw WrongCount(call, arity);
        return BuiltInFunctions.Build(call.Function, _factory, [.. call.Arguments.Select(a => Resolve(a.Value))]);
    }

    /// <summary>Stands for a function that is not known yet, as if it depended on nothing.</summary>
    private Node Opaque(CallExpression call)
    {
        var most = call.Arguments.Select(a => Resolve(a.Value).Locality).DefaultIfEmpty(Locality.Global).Max();
        return _factory.Read(new Slot(SlotOwner.Unknown, $"{call.Function}()", most, AttributeKind.Real));
    }

    private static EquationException WrongCount(CallExpression call, int expected)
    {
        var given = call.Arguments.Length;
        return new EquationException(
            $"The function '{call.Function}' takes {Count(expected)}, but {given} {(given == 1 ? "is" : "are")} given.",
            call.Span,
            Count(expected));

        static string Count(int n) => n == 1 ? "1 argument" : $"{n} arguments";
    }

    /// <summary>
    /// The body of a function with arguments in the place of its parameters. Equal calls are resolved once, so that functions
    /// of functions take no more time than they have lines; only calls that draw random numbers differ each time.
    /// </summary>
    private Node Inline(FunctionDefinition function, ImmutableArray<Node> arguments, SourceSpan callSpan)
    {
        var call = (function.Name, string.Join(',', arguments.Select(a => a.Id)));
        if (_calls.TryGetValue(call, out var known))
            return known;
        CheckNesting(function, callSpan);
        var values = new Dictionary<string, Node>();
        for (var i = 0; i < arguments.Length; i++)
        {
            var kind = function.ParameterKinds[i];
            values.Add(function.Parameters[i], kind is null ? arguments[i] : _factory.Convert(arguments[i], kind.Value));
        }

        var draws = names.Random.NextStream;
        _frame = new Frame(function, values, _frame);
        var result = Resolve(function.Body);
        _frame = _frame.Outer;
        if (function.ReturnKind is { } returnKind)
            result = _factory.Convert(result, returnKind);
        if (names.Random.NextStream == draws)
            _calls.Add(call, result);
        return result;
    }

    private void CheckNesting(FunctionDefinition function, SourceSpan callSpan)
    {
        var depth = 0;
        for (var frame = _frame; frame is not null; frame = frame.Outer)
        {
            if (frame.Function == function)
                throw new EquationException($"The function '{function.Name}' calls itself.", callSpan, "a function that calls only others");
            if (++depth == MaximumNesting)
                throw new EquationException($"Functions call each other more than {MaximumNesting} deep.", callSpan, "fewer functions");
        }
    }

    /// <summary>A custom function being inlined.</summary>
    private sealed record Frame(FunctionDefinition Function, Dictionary<string, Node> Arguments, Frame? Outer);
}
