using System.Reflection;

namespace Annarchy.Gpu.Dialect;

/// <summary>A variable or parameter; of an array or buffer it holds where that begins.</summary>
internal sealed class Variable(string name, NumberType type, bool isAddress)
{
    public string Name { get; } = name;

    /// <summary>Type of the number, or of an element.</summary>
    public NumberType Type { get; } = type;

    public bool IsAddress { get; } = isAddress;
}

/// <summary>A kernel, or a function kernels call.</summary>
internal sealed class Function(string name, NumberType result, Variable[] parameters, bool isKernel)
{
    public string Name { get; } = name;

    public NumberType Result { get; } = result;

    public Variable[] Parameters { get; } = parameters;

    public bool IsKernel { get; } = isKernel;

    /// <summary>Whether the items of a group wait for each other.</summary>
    public bool Meets { get; set; }

    public Statement Body { get; set; } = new Block([]);
}

/// <summary>What can be passed to a function.</summary>
/// <param name="Type">Type of the number, or of an element.</param>
internal abstract record Node(NumberType Type);

/// <summary>Where numbers are.</summary>
internal abstract record Address(NumberType Type) : Node(Type);

internal sealed record Start(Variable Array) : Address(Array.Type);

internal sealed record Element(Variable Array, Expression Index) : Address(Array.Type);

/// <summary>A number.</summary>
internal abstract record Expression(NumberType Type) : Node(Type);

internal sealed record WholeConstant(NumberType Type, long Bits) : Expression(Type);

internal sealed record RealConstant(NumberType Type, double Value) : Expression(Type);

/// <summary>Where the item is among all items: a word as <see cref="Words"/> knows it.</summary>
internal sealed record Position(string Word) : Expression(NumberType.I32);

internal sealed record ReadVariable(Variable Source) : Expression(Source.Type);

internal sealed record ReadElement(Element Source) : Expression(Source.Type);

internal sealed record SetVariable(Variable Target, Expression Value) : Expression(Target.Type);

internal sealed record SetElement(Element Target, Expression Value) : Expression(Target.Type);

/// <summary>Changes an element by an operation with another number.</summary>
/// <param name="Target">What is changed.</param>
/// <param name="Operator">The operation.</param>
/// <param name="Right">Its right operand.</param>
/// <param name="Operands">The type it is done in.</param>
/// <param name="YieldsOld">Whether the value is that before the change.</param>
internal sealed record ChangeElement(Element Target, Operator Operator, Expression Right, NumberType Operands, bool YieldsOld) : Expression(Target.Type);

/// <summary>The value of a variable, which changes afterwards.</summary>
internal sealed record ReadThenSet(Variable Target, Expression Value) : Expression(Target.Type);

internal sealed record Converted(NumberType Type, Expression Operand) : Expression(Type);

internal sealed record Negated(Expression Operand) : Expression(Operand.Type);

internal sealed record Complement(Expression Operand) : Expression(Operand.Type);

/// <summary>An operation with operands of one type; shifts have a right operand of 32 bits.</summary>
internal sealed record Binary(NumberType Type, Operator Operator, Expression Left, Expression Right) : Expression(Type);

/// <summary>1 if both are not 0, or any is; the right operand is evaluated only if it matters.</summary>
internal sealed record Logical(bool IsAnd, Expression Left, Expression Right) : Expression(NumberType.I32);

internal sealed record Choice(NumberType Type, Expression Condition, Expression Then, Expression Else) : Expression(Type);

internal sealed record FunctionCall(Function Function, Node[] Arguments) : Expression(Function.Result);

internal sealed record MethodCall(NumberType Type, MethodInfo Method, Expression[] Arguments) : Expression(Type);

/// <summary>Adds one to an element without interference of other items; the value before.</summary>
internal sealed record AddOne(Address Target) : Expression(NumberType.I32);

/// <summary>Sets bits of an element without interference of other items; the value before.</summary>
internal sealed record SetBits(Address Target, Expression Bits) : Expression(NumberType.U32);

internal enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal abstract record Statement;

internal sealed record Block(Statement[] Statements) : Statement;

internal sealed record Evaluate(Expression Expression) : Statement;

/// <summary>Makes an array of constant length, of the item or of its group.</summary>
internal sealed record DeclareArray(Variable Array, int Length, bool IsShared) : Statement;

internal sealed record If(Expression Condition, Statement Then, Statement? Else) : Statement;

/// <summary>A loop; <paramref name="Step"/> follows the body and every <c>continue</c>.</summary>
internal sealed record Loop(Statement? First, Expression? Condition, Expression? Step, Statement Body) : Statement;

internal sealed record Break : Statement;

internal sealed record Continue : Statement;

internal sealed record Return(Expression? Value) : Statement;

/// <summary>The items of a group wait for each other.</summary>
internal sealed record Meet : Statement;
