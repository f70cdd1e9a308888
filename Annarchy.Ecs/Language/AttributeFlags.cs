using System.Collections.Immutable;
using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Language;

/// <summary>What a statement is for; decides which flags it may have.</summary>
internal enum StatementRole
{
    Parameter,
    Equation,
    Reset,

    /// <summary>What happens when a synapse sees a spike.</summary>
    SpikeEvent,
}

/// <summary>The flags of a parameter or an equation, understood; null where none was given.</summary>
internal sealed class AttributeFlags
{
    private readonly bool _isSynapse;
    private readonly StatementRole _role;

    private AttributeFlags(bool isSynapse, StatementRole role) => (_isSynapse, _role) = (isSynapse, role);

    public AttributeKind? Kind { get; private set; }

    public Locality? Locality { get; private set; }

    public NumericalMethod? Method { get; private set; }

    public Expression? Initial { get; private set; }

    public Expression? Minimum { get; private set; }

    public Expression? Maximum { get; private set; }

    public bool UnlessPost { get; private set; }

    /// <summary>Where the method stands, for messages.</summary>
    public SourceSpan MethodSpan { get; private set; }

    public static AttributeFlags Read(ImmutableArray<Flag> flags, bool isSynapse, StatementRole role)
    {
        var result = new AttributeFlags(isSynapse, role);
        foreach (var flag in flags)
            result.Add(flag);
        return result;
    }

    private void Add(Flag flag)
    {
        if (_role == StatementRole.Reset)
        {
            if (flag.Name != FlagNames.UnlessRefractory)
                throw new EquationException(
                    "An assignment after a spike has no flags.", flag.Span, "flags with the variable's equation");
            return;
        }

        switch (flag.Name)
        {
            case FlagNames.Initial:
                Initial = Bound(flag, Initial);
                break;
            case FlagNames.Minimum:
                Minimum = Bound(flag, Minimum);
                break;
            case FlagNames.Maximum:
                Maximum = Bound(flag, Maximum);
                break;
            default:
                if (flag.Value is not null && IsKnown(flag.Name))
                    throw new EquationException($"The flag '{flag.Name}' takes no value.", flag.Span, $"'{flag.Name}' alone");
                AddWord(flag);
                break;
        }
    }

    private static bool IsKnown(string name) =>
        name is FlagNames.UnlessPost or FlagNames.UnlessRefractory
        || FlagNames.Kind(name) is not null || FlagNames.Method(name) is not null || FlagNames.Locality(name) is not null;

    private Expression Bound(Flag flag, Expression? before)
    {
        if (_role == StatementRole.Parameter)
        {
            var expected = flag.Name == FlagNames.Initial ? "the value after '='" : "bounds on variables only";
            throw new EquationException($"A parameter does not change, so it has no '{flag.Name}'.", flag.Span, expected);
        }

        if (flag.Value is null)
            throw new EquationException($"The flag '{flag.Name}' has no value.", flag.Span, $"a value, as in {flag.Name}=0.0");
        if (before is not null)
            throw new EquationException($"The flag '{flag.Name}' is given twice.", flag.Span);
        return flag.Value;
    }

    private void AddWord(Flag flag)
    {
        if (FlagNames.Kind(flag.Name) is { } kind)
        {
            if (Kind is not null)
                throw new EquationException("The type is given twice.", flag.Span, "one of float, int and bool");
            Kind = kind;
        }
        else if (FlagNames.Locality(flag.Name) is var (locality, neurons, synapses))
        {
            if (_isSynapse ? !synapses : !neurons)
            {
                var (owner, fitting) = _isSynapse ? ("synapse", "projection, postsynaptic or local") : ("neuron", "population or local");
                throw new EquationException($"The flag '{flag.Name}' has no meaning in a {owner}.", flag.Span, fitting);
            }

            if (Locality is not null)
                throw new EquationException("The locality is given twice.", flag.Span, "one locality");
            Locality = locality;
        }
        else if (FlagNames.Method(flag.Name) is { } method && _role == StatementRole.Equation)
        {
            if (Method is not null)
                throw new EquationException("The numerical method is given twice.", flag.Span, "one method");
            if (method == NumericalMethod.EventDriven && !_isSynapse)
                throw new EquationException(
                    $"The method '{flag.Name}' is for the equations of synapses.", flag.Span, "another method");
            (Method, MethodSpan) = (method, flag.Span);
        }
        else if (flag.Name == FlagNames.UnlessPost && _role == StatementRole.SpikeEvent)
        {
            UnlessPost = true;
        }
        else
        {
            throw Unknown(flag);
        }
    }

    private EquationException Unknown(Flag flag)
    {
        if (!IsKnown(flag.Name))
        {
            return new EquationException(
                $"'{flag.Name}' is not a flag.", flag.Span, Expectation(), NearestName.Find(flag.Name, FlagNames.All));
        }

        var where = _role switch
        {
            StatementRole.Parameter => "a parameter",
            StatementRole.Equation => "an equation",
            _ => "what happens at a spike",
        };
        return new EquationException($"The flag '{flag.Name}' has no meaning for {where}.", flag.Span, Expectation());
    }

    private string Expectation()
    {
        var localities = _isSynapse ? "projection, postsynaptic" : "population";
        return _role switch
        {
            StatementRole.Parameter => $"{localities}, int or bool",
            StatementRole.Equation => $"init=, min=, max=, {localities}, int, bool or a numerical method",
            _ => "init=, min= or max=",
        };
    }
}
