using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>
/// The order in which terms are computed: what is the same for every row before the loop, the rest inside, each value as late
/// as its first use so that few are alive at a time.
/// </summary>
internal sealed class KernelSchedule
{
    /// <summary>Expressions deeper than this are cut by a local, for the sake of recursive passes, ours and the JIT's.</summary>
    private const int DeepestExpression = 16;

    private readonly UpdateProgram _program;
    private readonly TermGraph _graph;
    private readonly List<Term> _terms = [];
    private readonly Dictionary<Term, int> _uses = [];
    private readonly Dictionary<Term, int> _depths = [];
    private readonly HashSet<Term> _scheduled = [];
    private readonly HashSet<Term> _locals = [];
    private readonly List<Step> _prologue = [];
    private readonly List<Step> _loop = [];

    public KernelSchedule(UpdateProgram program)
    {
        _program = program;
        _graph = new TermGraph(program);
        CollectTerms();
        ChooseLocals();
        ScheduleInvariants();
        ScheduleRows();
    }

    /// <summary>Run once, before the loop.</summary>
    public IReadOnlyList<Step> Prologue => _prologue;

    /// <summary>Run for every vector of rows.</summary>
    public IReadOnlyList<Step> Loop => _loop;

    /// <summary>Every term needed, operands first.</summary>
    public IReadOnlyList<Term> Terms => _terms;

    private IEnumerable<Term> Roots()
    {
        foreach (var store in _program.Stores)
            yield return _graph[store.Value];
        if (_program.Spike is not null)
            yield return _graph[_program.Spike];
        if (_program.AxonSpike is not null)
            yield return _graph[_program.AxonSpike];
    }

    private void CollectTerms()
    {
        var seen = new HashSet<Term>();
        foreach (var root in Roots())
        {
            Visit(root, seen, _terms.Add);
            CountUse(root);
        }

        foreach (var term in _terms)
        {
            foreach (var operand in term.Operands)
                CountUse(operand);
        }

        void CountUse(Term term) => _uses[term] = _uses.GetValueOrDefault(term) + 1;
    }

    private void ChooseLocals()
    {
        var written = new HashSet<Slot>();
        foreach (var store in _program.Stores)
        {
            if (!ChangesSpikingRowsOnly(store))
                written.Add(store.Target);
        }

        foreach (var term in _terms)
        {
            var depth = 1;
            foreach (var operand in term.Operands)
            {
                if (!_locals.Contains(operand))
                    depth = Math.Max(depth, 1 + _depths[operand]);
            }

            _depths.Add(term, depth);

            // A column that is also written must have been read by then.
            var isReadBeforeWritten = term.Op == Op.Read && written.Contains(_program.Slots[term.Column]);
            if (!term.IsConstant && (_uses[term] > 1 || depth >= DeepestExpression || isReadBeforeWritten))
                _locals.Add(term);
        }

        // What is computed once per run is kept for the rows that need it.
        foreach (var term in _terms)
        {
            foreach (var operand in term.IsInvariant ? [] : term.Operands)
                KeepInvariant(operand);
        }

        foreach (var root in Roots())
            KeepInvariant(root);

        void KeepInvariant(Term term)
        {
            if (term.IsInvariant && !term.IsConstant)
                _locals.Add(term);
        }
    }

    /// <summary>Functions come first: a call would have to save what was computed before it.</summary>
    private void ScheduleInvariants()
    {
        foreach (var term in _terms)
        {
            if (term.IsInvariant && term.IsElementFunction)
                Add(term, _prologue);
        }

        foreach (var term in _terms)
        {
            if (term.IsInvariant && _locals.Contains(term))
                Add(term, _prologue);
        }
    }

    /// <summary>Whether a column keeps its value in rows that do not spike, like the time of the last spike.</summary>
    private bool ChangesSpikingRowsOnly(Store store) =>
        _program.Spike is not null
        && _graph[store.Value] is { Op: Op.Select } select
        && select.Operands[0] == _graph[_program.Spike]
        && select.Operands[2] is { Op: Op.Read } old
        && _program.Slots[old.Column] == store.Target;

    private void ScheduleRows()
    {
        var whenSpiking = new List<Step>();
        foreach (var store in _program.Stores)
        {
            var value = _graph[store.Value];
            Add(value, _loop);
            var column = _program.Slots.IndexOf(store.Target);
            if (ChangesSpikingRowsOnly(store))
            {
                whenSpiking.Add(new Step(StepKind.Store, value, column));
                continue;
            }

            if (_terms.Find(t => t.Op == Op.Read && t.Column == column) is { } read)
                Add(read, _loop);
            _loop.Add(new Step(StepKind.Store, value, column));
        }

        if (_program.Spike is not null)
            AddSpike(StepKind.Spike, _graph[_program.Spike], whenSpiking);
        if (_program.AxonSpike is not null)
            AddSpike(StepKind.AxonSpike, _graph[_program.AxonSpike], null);

        void AddSpike(StepKind kind, Term term, List<Step>? steps)
        {
            Add(term, _loop);
            _loop.Add(new Step(kind, term, whenSpiking: steps));
        }
    }

    /// <summary>Schedules the locals that a term needs, itself included, operands first.</summary>
    private void Add(Term root, List<Step> steps) => Visit(root, _scheduled, term =>
    {
        if (_locals.Contains(term))
            steps.Add(new Step(StepKind.Evaluate, term));
    });

    /// <summary>Visits a term and all below it that were not seen before, operands first.</summary>
    private static void Visit(Term root, HashSet<Term> seen, Action<Term> visit)
    {
        var pending = new Stack<Term>();
        pending.Push(root);
        while (pending.TryPeek(out var term))
        {
            // Seen from above for the second time when its operands are done.
            var before = pending.Count;
            if (!seen.Contains(term))
            {
                for (var i = term.Operands.Length - 1; i >= 0; i--)
                {
                    if (!seen.Contains(term.Operands[i]))
                        pending.Push(term.Operands[i]);
                }

                if (pending.Count > before)
                    continue;
                seen.Add(term);
                visit(term);
            }

            pending.Pop();
        }
    }
}
