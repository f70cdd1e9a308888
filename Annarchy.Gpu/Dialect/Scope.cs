namespace Annarchy.Gpu.Dialect;

/// <summary>The names that are known at a place of a text.</summary>
internal sealed class Scope
{
    private readonly Dictionary<string, NumberType> _types = new(StringComparer.Ordinal)
    {
        ["void"] = NumberType.Void,
        ["int"] = NumberType.I32,
        ["float"] = NumberType.Single,
        ["double"] = NumberType.Double,
        ["u16"] = NumberType.U16,
        ["i32"] = NumberType.I32,
        ["u32"] = NumberType.U32,
        ["i64"] = NumberType.I64,
        ["u64"] = NumberType.U64,
    };

    private readonly Stack<Dictionary<string, Variable>> _variables = new();

    /// <summary>Functions and kernels, in the order of the text.</summary>
    public List<Function> Functions { get; } = [];

    /// <summary>The function in question.</summary>
    public Function? Function { get; set; }

    public bool TryGetType(string name, out NumberType type) => _types.TryGetValue(name, out type);

    public void DefineType(string name, NumberType type) => _types[name] = type;

    public void Open() => _variables.Push(new Dictionary<string, Variable>(StringComparer.Ordinal));

    public void Close() => _variables.Pop();

    public bool TryDeclare(Variable variable) => _variables.Peek().TryAdd(variable.Name, variable);

    public Variable? Find(string name)
    {
        foreach (var variables in _variables)
        {
            if (variables.TryGetValue(name, out var variable))
                return variable;
        }

        return null;
    }
}
