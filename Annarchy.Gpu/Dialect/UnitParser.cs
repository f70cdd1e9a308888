namespace Annarchy.Gpu.Dialect;

/// <summary>
/// Reads the C kernels are written in: functions and kernels of numbers and of buffers of numbers, with variables, arrays of constant length,
/// conditions and loops. There are no structures, no arithmetic of addresses, no recursion and nothing global.
/// </summary>
internal sealed class UnitParser
{
    private readonly TokenReader _tokens;
    private readonly Scope _scope = new();
    private readonly ExpressionParser _expressions;

    private UnitParser(SourceText source)
    {
        _tokens = new TokenReader(source);
        _expressions = new ExpressionParser(_tokens, _scope);
    }

    /// <summary>The functions and kernels of a text, in its order.</summary>
    /// <exception cref="DeviceException">A line is outside of what is compiled.</exception>
    public static IReadOnlyList<Function> Parse(string text) => new UnitParser(new SourceText(text)).Parse();

    private List<Function> Parse()
    {
        while (!_tokens.IsAtEnd)
        {
            if (_tokens.TryTake("typedef"))
                ParseTypedef();
            else
                ParseFunction();
        }

        return _scope.Functions;
    }

    private void ParseTypedef()
    {
        var type = ParseType();
        _scope.DefineType(_tokens.TakeName(), type);
        _tokens.Expect(";");
    }

    private NumberType ParseType()
    {
        _tokens.TryTake("const");
        if (!_scope.TryGetType(_tokens.Current.Text, out var type))
            throw _tokens.Error($"a type is expected instead of '{_tokens.Current.Text}'");
        _tokens.Take();
        return type;
    }

    private void ParseFunction()
    {
        var isKernel = _tokens.TryTake("KERNEL");
        if (!isKernel)
            _tokens.Expect("INLINE");
        var result = ParseType();
        var name = _tokens.TakeName();
        if (_scope.Functions.Exists(f => f.Name == name))
            throw _tokens.Error($"there is another '{name}'");
        _tokens.Expect("(");
        _scope.Open();
        var parameters = new List<Variable>();
        while (!_tokens.Current.Is(")"))
        {
            parameters.Add(ParseParameter());
            if (!_tokens.TryTake(","))
                break;
        }

        _tokens.Expect(")");
        var function = new Function(name, result, [.. parameters], isKernel);
        _scope.Function = function;
        function.Body = ParseBlock();
        _scope.Function = null;
        _scope.Close();
        _scope.Functions.Add(function);
    }

    private Variable ParseParameter()
    {
        var isBuffer = _tokens.TryTake("GLOBAL");
        var type = ParseType();
        var isAddress = _tokens.TryTake("*");
        if (isBuffer && !isAddress)
            throw _tokens.Error("GLOBAL is said of addresses");
        return Declare(_tokens.TakeName(), type, isAddress);
    }

    private Variable Declare(string name, NumberType type, bool isAddress)
    {
        if (type == NumberType.Void)
            throw _tokens.Error($"'{name}' has no type");
        var variable = new Variable(name, type, isAddress);
        return _scope.TryDeclare(variable) ? variable : throw _tokens.Error($"there is another '{name}'");
    }

    private Block ParseBlock()
    {
        _tokens.Expect("{");
        _scope.Open();
        var statements = new List<Statement>();
        while (!_tokens.TryTake("}"))
            statements.Add(ParseStatement());
        _scope.Close();
        return new Block([.. statements]);
    }

    private Statement ParseStatement()
    {
        var word = _tokens.Current;
        if (word.Is("{"))
            return ParseBlock();
        if (word.Is("SHARED") || word.Is("const") || (word.Kind == TokenKind.Name && _scope.TryGetType(word.Text, out _)))
            return ParseDeclaration();
        if (_tokens.TryTake("if"))
            return ParseIf();
        if (_tokens.TryTake("for"))
            return ParseFor();
        if (_tokens.TryTake("while"))
            return new Loop(null, ParseCondition(), null, ParseStatement());
        return ParseSimple();
    }

    private Statement ParseSimple()
    {
        if (_tokens.TryTake(";"))
            return new Block([]);
        Statement statement;
        if (_tokens.TryTake("return"))
            statement = new Return(ParseResult());
        else if (_tokens.TryTake("continue"))
            statement = new Continue();
        else if (_tokens.TryTake("break"))
            statement = new Break();
        else if (_tokens.TryTake("MEET"))
            statement = ParseMeet();
        else
            statement = new Evaluate(_expressions.Parse());
        _tokens.Expect(";");
        return statement;
    }

    private Expression? ParseResult()
    {
        if (_scope.Function!.Result != NumberType.Void)
            return _expressions.ParseAs(_scope.Function.Result);
        return _tokens.Current.Is(";") ? null : throw _tokens.Error("nothing is returned here");
    }

    private Meet ParseMeet()
    {
        if (!_scope.Function!.IsKernel)
            throw _tokens.Error("items meet in kernels only");
        _scope.Function.Meets = true;
        return new Meet();
    }

    private Expression ParseCondition()
    {
        _tokens.Expect("(");
        var condition = _expressions.ParseTruth();
        _tokens.Expect(")");
        return condition;
    }

    private If ParseIf()
    {
        var condition = ParseCondition();
        var then = ParseStatement();
        return new If(condition, then, _tokens.TryTake("else") ? ParseStatement() : null);
    }

    private Loop ParseFor()
    {
        _scope.Open();
        _tokens.Expect("(");
        var first = ParseStatement();
        var condition = _tokens.Current.Is(";") ? null : _expressions.ParseTruth();
        _tokens.Expect(";");
        var step = _tokens.Current.Is(")") ? null : _expressions.Parse();
        _tokens.Expect(")");
        var body = ParseStatement();
        _scope.Close();
        return new Loop(first, condition, step, body);
    }

    /// <summary>Variables with or without a value, or arrays.</summary>
    private Block ParseDeclaration()
    {
        var isShared = _tokens.TryTake("SHARED");
        var type = ParseType();
        var statements = new List<Statement>();
        do
        {
            var name = _tokens.TakeName();
            if (_tokens.TryTake("["))
            {
                if (_expressions.Parse() is not WholeConstant { Bits: > 0 and <= 4096 } length)
                    throw _tokens.Error("the length of an array is a constant of at most 4096");
                _tokens.Expect("]");
                statements.Add(new DeclareArray(Declare(name, type, isAddress: true), (int)length.Bits, isShared));
            }
            else if (isShared)
            {
                throw _tokens.Error("only arrays are shared");
            }
            else if (_tokens.TryTake("="))
            {
                var value = _expressions.ParseAs(type);
                statements.Add(new Evaluate(new SetVariable(Declare(name, type, isAddress: false), value)));
            }
            else
            {
                Declare(name, type, isAddress: false);
            }
        }
        while (_tokens.TryTake(","));
        _tokens.Expect(";");
        return new Block([.. statements]);
    }
}
