using System.Diagnostics.CodeAnalysis;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Programs;

namespace Annarchy.Analysis;

/// <summary>What names mean in a model: its attributes and functions, the network's constants, and what the simulator provides.</summary>
internal abstract class ModelNames
{
    private readonly Dictionary<string, ModelAttribute> _attributes = [];
    private readonly Dictionary<string, FunctionDefinition> _functions = [];
    private readonly List<ModelAttribute> _order = [];

    protected ModelNames(ModelScope scope, IEnumerable<FunctionDefinition> functions, int firstStream = 0)
    {
        Scope = scope;
        Factory = new NodeFactory();
        Random = new RandomCalls(Factory, firstStream);
        foreach (var function in functions)
            _functions.Add(function.Name, function);
    }

    public ModelScope Scope { get; }

    public NodeFactory Factory { get; }

    public RandomCalls Random { get; }

    /// <summary>In order of declaration.</summary>
    public IReadOnlyList<ModelAttribute> Attributes => _order;

    /// <summary>Everything that can be called, for suggestions.</summary>
    public virtual IEnumerable<string> FunctionNames =>
        [.. _functions.Keys, .. Scope.Functions.Keys, .. BuiltInFunctions.Names, .. ReservedNames.Distributions, .. ReservedNames.Operations, "ite"];

    /// <summary>Names an expression may use, for suggestions.</summary>
    public virtual IEnumerable<string> ValueNames =>
        [.. _attributes.Keys, .. Scope.Constants.Keys, SlotNames.Time, SlotNames.TimeStep, "pi"];

    public bool TryAttribute(string name, [NotNullWhen(true)] out ModelAttribute? attribute) => _attributes.TryGetValue(name, out attribute);

    /// <summary>A function of the model or of the network.</summary>
    public bool TryFunction(string name, [NotNullWhen(true)] out FunctionDefinition? function) =>
        _functions.TryGetValue(name, out function) || Scope.Functions.TryGetValue(name, out function);

    /// <summary>Checks the functions of the model, called or not; to be done last, since it may use up random streams.</summary>
    public void ValidateFunctions()
    {
        var resolver = new ExpressionResolver(this, Locality.Global, a => throw new InvalidOperationException($"A function reads '{a.Name}'."));
        foreach (var function in _functions.Values)
            resolver.Validate(function);
    }

    /// <summary>What the simulator provides under a name, or null.</summary>
    public abstract Node? TrySpecial(NameExpression name, ExpressionResolver resolver);

    /// <summary>A weighted sum or a global operation, or null for other calls.</summary>
    public abstract Node? TryOperation(CallExpression call, ExpressionResolver resolver);

    /// <summary>An attribute of the neuron before or behind a synapse.</summary>
    public abstract Node ResolveMember(MemberExpression member, ExpressionResolver resolver);

    /// <summary>Refuses to read what is more local than the equation that reads it.</summary>
    public abstract void CheckLocality(Slot slot, Locality allowed, SourceSpan span);

    /// <summary>The error for a name that means nothing.</summary>
    public virtual EquationException Unknown(NameExpression name)
    {
        if (TryFunction(name.Name, out _) || BuiltInFunctions.Arity(name.Name) is not null)
            return new EquationException($"'{name.Name}' is a function.", name.Span, $"its arguments in brackets after '{name.Name}'");
        return new EquationException(
            $"Unknown name '{name.Name}'.",
            name.Span,
            "a parameter, a variable or a constant",
            NearestName.Find(name.Name, ValueNames));
    }

    /// <summary>Adds an attribute, whose name the reader has found to be free.</summary>
    protected void Declare(ModelAttribute attribute)
    {
        _attributes.Add(attribute.Name, attribute);
        _order.Add(attribute);
    }

    protected void DeclareParameters(IEnumerable<ParameterSyntax> parameters, Predicate<string>? changes = null)
    {
        foreach (var p in parameters)
            Declare(new ModelAttribute(new Slot(SlotOwner.Self, p.Name, p.Locality, p.Kind), changes?.Invoke(p.Name) != true));
    }

    protected void DeclareVariables(IEnumerable<EquationSyntax> equations)
    {
        foreach (var e in equations)
            Declare(new ModelAttribute(new Slot(SlotOwner.Self, e.Variable, e.Locality, e.Kind), false));
    }
}
