using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// Terms that depend on nothing but parameters that have a value per row. Most populations give all rows the same: such a term is
/// computed anew only for vectors of rows whose parameters differ from those of the vector before.
/// </summary>
internal sealed class SteadyTerms
{
    private readonly KernelShape _shape;
    private readonly HashSet<int> _written = [];
    private readonly HashSet<Term> _steady = [];
    private readonly HashSet<Term> _costly = [];

    /// <param name="shape">What is computed.</param>
    /// <param name="terms">What is computed for every vector of rows, operands first.</param>
    /// <param name="roots">What is written, or gathered as spikes, for every vector of rows.</param>
    public SteadyTerms(KernelShape shape, IReadOnlyList<Term> terms, IEnumerable<Term> roots)
    {
        _shape = shape;
        foreach (var store in shape.Program.Stores)
            _written.Add(shape.Program.Slots.IndexOf(store.Target));
        foreach (var term in terms)
            Classify(term);
        foreach (var term in terms)
        {
            if (_steady.Contains(term))
                continue;
            foreach (var operand in term.Operands)
                Keep(operand);
        }

        foreach (var root in roots)
            Keep(root);
        foreach (var term in Kept)
            CollectParameters(term);
    }

    /// <summary>Terms worth keeping from one vector of rows to the next.</summary>
    public List<Term> Kept { get; } = [];

    /// <summary>Reads of the columns they depend on.</summary>
    public List<Term> Parameters { get; } = [];

    private void Classify(Term term)
    {
        var isSteady = term.Op == Op.Read ? IsParameter(term) : !term.IsDraw;
        var isCostly = term.IsElementFunction || term.Op is Op.Divide or Op.SquareRoot;
        foreach (var operand in term.Operands)
        {
            isSteady &= operand.IsInvariant || _steady.Contains(operand);
            isCostly |= _costly.Contains(operand);
        }

        if (!isSteady || term.IsInvariant)
            return;
        _steady.Add(term);
        if (isCostly)
            _costly.Add(term);
    }

    /// <summary>A value per row that nothing writes while the network runs, as far as can be told: not an input of the neuron.</summary>
    private bool IsParameter(Term read)
    {
        var slot = _shape.Program.Slots[read.Column];
        return slot.Owner == SlotOwner.Self
            && _shape[read.Column].Kind == AccessKind.Row
            && !_written.Contains(read.Column)
            && !slot.Name.Contains('(', StringComparison.Ordinal)
            && !slot.Name.StartsWith("g_", StringComparison.Ordinal);
    }

    private void Keep(Term term)
    {
        if (_costly.Contains(term) && !Kept.Contains(term))
            Kept.Add(term);
    }

    private void CollectParameters(Term term)
    {
        if (term.Op == Op.Read && !term.IsInvariant && !Parameters.Contains(term))
            Parameters.Add(term);
        foreach (var operand in term.Operands)
            CollectParameters(operand);
    }
}
