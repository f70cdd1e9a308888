namespace Annarchy.Gpu.Dialect;

/// <summary>Reads expressions and gives every operation its type, as C does.</summary>
internal sealed class ExpressionParser(TokenReader tokens, Scope scope)
{
    /// <summary>Binary operators, from those that bind least.</summary>
    private static readonly (string Symbol, Operator Operator)[][] Levels =
    [
        [("|", Operator.Or)],
        [("^", Operator.Xor)],
        [("&", Operator.And)],
        [("==", Operator.Equal), ("!=", Operator.NotEqual)],
        [("<", Operator.Less), ("<=", Operator.LessOrEqual), (">", Operator.Greater), (">=", Operator.GreaterOrEqual)],
        [("<<", Operator.ShiftLeft), (">>", Operator.ShiftRight)],
        [("+", Operator.Add), ("-", Operator.Subtract)],
        [("*", Operator.Multiply), ("/", Operator.Divide), ("%", Operator.Remainder)],
    ];

    public Expression Parse()
    {
        var left = ParseChoice();
        if (tokens.TryTake("="))
            return Set(left, Parse());
        foreach (var (symbol, operation) in Levels.SelectMany(l => l))
        {
            if (operation < Operator.Equal && tokens.TryTake(symbol + "="))
                return Change(left, operation, Parse(), yieldsOld: false);
        }

        return left;
    }

    /// <summary>A condition: 1 or 0.</summary>
    public Expression ParseTruth() => Conversion.ToTruth(Number(Parse()));

    /// <summary>An expression as a number of some type.</summary>
    public Expression ParseAs(NumberType type) => Conversion.To(type, Number(Parse()));

    private Expression ParseChoice()
    {
        var condition = ParseAny();
        if (!tokens.TryTake("?"))
            return condition;
        var then = Number(Parse());
        tokens.Expect(":");
        var otherwise = Number(ParseChoice());
        var type = NumberTypes.Common(then.Type, otherwise.Type);
        return new Choice(type, Conversion.ToTruth(Number(condition)), Conversion.To(type, then), Conversion.To(type, otherwise));
    }

    private Expression ParseAny()
    {
        var left = ParseAll();
        while (tokens.TryTake("||"))
            left = new Logical(IsAnd: false, Conversion.ToTruth(Number(left)), Conversion.ToTruth(Number(ParseAll())));
        return left;
    }

    private Expression ParseAll()
    {
        var left = ParseBinary(0);
        while (tokens.TryTake("&&"))
            left = new Logical(IsAnd: true, Conversion.ToTruth(Number(left)), Conversion.ToTruth(Number(ParseBinary(0))));
        return left;
    }

    private Expression ParseBinary(int level)
    {
        if (level == Levels.Length)
            return ParseUnary();
        var left = ParseBinary(level + 1);
        while (Array.Find(Levels[level], o => tokens.Current.Is(o.Symbol)) is { Symbol: not null } found)
        {
            tokens.Take();
            left = Operate(found.Operator, left, ParseBinary(level + 1));
        }

        return left;
    }

    private Expression ParseUnary()
    {
        if (tokens.TryTake("-"))
        {
            var operand = Promoted(ParseUnary());
            return operand is RealConstant real ? real with { Value = -real.Value } : new Negated(operand);
        }

        if (tokens.TryTake("+"))
            return Promoted(ParseUnary());
        if (tokens.TryTake("!"))
        {
            var truth = Conversion.ToTruth(Number(ParseUnary()));
            return new Binary(NumberType.I32, Operator.Equal, truth, new WholeConstant(NumberType.I32, 0));
        }

        if (tokens.TryTake("~"))
        {
            var operand = Promoted(ParseUnary());
            return operand.Type.IsReal() ? throw tokens.Error("'~' needs a whole number") : new Complement(operand);
        }

        if (tokens.TryTake("++"))
            return Change(ParseUnary(), Operator.Add, new WholeConstant(NumberType.I32, 1), yieldsOld: false);
        if (tokens.TryTake("--"))
            return Change(ParseUnary(), Operator.Subtract, new WholeConstant(NumberType.I32, 1), yieldsOld: false);
        if (tokens.Current.Is("(") && scope.TryGetType(tokens.Following.Text, out var type))
        {
            tokens.Take();
            tokens.Take();
            tokens.Expect(")");
            return Conversion.To(type, Number(ParseUnary()));
        }

        return ParsePostfix();
    }

    private Expression ParsePostfix()
    {
        var value = ParsePrimary();
        while (true)
        {
            if (tokens.TryTake("++"))
                value = Change(value, Operator.Add, new WholeConstant(NumberType.I32, 1), yieldsOld: true);
            else if (tokens.TryTake("--"))
                value = Change(value, Operator.Subtract, new WholeConstant(NumberType.I32, 1), yieldsOld: true);
            else
                return value;
        }
    }

    private Expression ParsePrimary()
    {
        if (tokens.TryTake("("))
        {
            var inner = Parse();
            tokens.Expect(")");
            return inner;
        }

        if (tokens.Current.Kind == TokenKind.Number)
        {
            var literal = NumberLiteral.Parse(tokens.Current.Text) ?? throw tokens.Error($"'{tokens.Current.Text}' is no number");
            tokens.Take();
            return literal;
        }

        var name = tokens.TakeName();
        if (name == "sizeof")
            return ParseSize();
        if (tokens.Current.Is("("))
            return ParseCall(name);
        if (scope.Find(name) is { } variable)
            return variable.IsAddress ? new ReadElement(ParseElement(variable)) : new ReadVariable(variable);
        if (Words.IsPosition(name))
            return scope.Function is { IsKernel: true } ? new Position(name) : throw tokens.Error($"{name} is known in kernels only");
        return Words.Constant(name) ?? throw tokens.Error($"'{name}' is not known");
    }

    private WholeConstant ParseSize()
    {
        tokens.Expect("(");
        var name = tokens.TakeName();
        if (!scope.TryGetType(name, out var type))
            throw tokens.Error($"'{name}' is no type");
        tokens.Expect(")");
        return new WholeConstant(NumberType.U64, type.Size());
    }

    private Element ParseElement(Variable array)
    {
        tokens.Expect("[");
        var index = Number(Parse());
        if (index.Type.IsReal())
            throw tokens.Error("an index is a whole number");
        tokens.Expect("]");
        return new Element(array, index);
    }

    private Expression ParseCall(string name)
    {
        tokens.Expect("(");
        var arguments = new List<Node>();
        while (!tokens.Current.Is(")"))
        {
            arguments.Add(ParseArgument());
            if (!tokens.TryTake(","))
                break;
        }

        tokens.Expect(")");
        if (scope.Functions.Find(f => f.Name == name) is { } function)
            return Call(function, arguments);
        return name switch
        {
            "ADD_ONE" when arguments is [Address { Type: NumberType.I32 } target] => new AddOne(target),
            "SET_BITS" when arguments is [Address { Type: NumberType.U32 } target, Expression bits] =>
                new SetBits(target, Conversion.To(NumberType.U32, bits)),
            _ when arguments.TrueForAll(a => a is Expression) && Words.Call(name, [.. arguments.Cast<Expression>()]) is { } call => call,
            _ => throw tokens.Error($"there is no function '{name}' of such arguments"),
        };
    }

    /// <summary>An argument: an expression, a whole array or buffer, or where an element is.</summary>
    private Node ParseArgument()
    {
        if (tokens.TryTake("&"))
        {
            var name = tokens.TakeName();
            return scope.Find(name) is { IsAddress: true } array ? ParseElement(array) : throw tokens.Error($"'{name}' has no elements");
        }

        if (scope.Find(tokens.Current.Text) is { IsAddress: true } whole && !tokens.Following.Is("["))
        {
            tokens.Take();
            return new Start(whole);
        }

        return Number(Parse());
    }

    private FunctionCall Call(Function function, List<Node> arguments)
    {
        if (function.IsKernel || arguments.Count != function.Parameters.Length)
            throw tokens.Error($"'{function.Name}' cannot be called so");
        var passed = function.Parameters.Zip(arguments, (parameter, argument) => argument switch
        {
            Expression value when !parameter.IsAddress => (Node)Conversion.To(parameter.Type, value),
            Address address when parameter.IsAddress && address.Type == parameter.Type => address,
            _ => throw tokens.Error($"'{parameter.Name}' of '{function.Name}' is something else"),
        });
        return new FunctionCall(function, [.. passed]);
    }

    private Binary Operate(Operator operation, Expression left, Expression right)
    {
        Number(left);
        Number(right);
        var common = NumberTypes.Common(left.Type, right.Type);
        var isShift = operation is Operator.ShiftLeft or Operator.ShiftRight;
        if (common.IsReal() && (isShift || operation is Operator.And or Operator.Or or Operator.Xor or Operator.Remainder))
            throw tokens.Error($"{operation} needs whole numbers");
        if (isShift)
        {
            var shifted = Promoted(left);
            return new Binary(shifted.Type, operation, shifted, Conversion.To(NumberType.I32, right));
        }

        var type = operation >= Operator.Equal ? NumberType.I32 : common;
        return new Binary(type, operation, Conversion.To(common, left), Conversion.To(common, right));
    }

    private Expression Set(Expression target, Expression value) => target switch
    {
        ReadVariable variable => new SetVariable(variable.Source, Conversion.To(variable.Type, Number(value))),
        ReadElement element => new SetElement(element.Source, Conversion.To(element.Type, Number(value))),
        _ => throw tokens.Error("only variables and elements can be set"),
    };

    private Expression Change(Expression target, Operator operation, Expression right, bool yieldsOld)
    {
        var value = Operate(operation, target, right);
        return target switch
        {
            ReadVariable variable when yieldsOld => new ReadThenSet(variable.Source, Conversion.To(variable.Type, value)),
            ReadVariable => Set(target, value),
            ReadElement element => new ChangeElement(element.Source, operation, value.Right, value.Left.Type, yieldsOld),
            _ => throw tokens.Error("only variables and elements can be changed"),
        };
    }

    private Expression Promoted(Expression value) => Conversion.Promote(Number(value));

    private Expression Number(Expression value) => value.Type == NumberType.Void ? throw tokens.Error("a number is missing") : value;
}
