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
    private readonly List<StorePlan> _stores;
    private readonly List<Term> _roots = [];
    private readonly List<Term> _rowTerms = [];
    private readonly List<Term> _terms = [];
    private readonly HashSet<Term> _locals = [];
    private readonly HashSet<Term> _scheduled = [];

    public KernelSchedule(KernelShape shape)
    {
        _program = shape.Program;
        _graph = new TermGraph(shape);
        _stores = StorePlan.Of(shape, _graph);
        CollectTerms();
        var steady = new SteadyTerms(shape, _rowTerms, _roots);
        SteadyParameters = steady.Parameters;
        Twins = shape.IsOverSynapses
            ? TwinTerms.Of(_rowTerms).Concat(TwinTerms.Of(_terms.Skip(_rowTerms.Count))).ToDictionary()
            : [];
        ChooseLocals();
        foreach (var (term, twin) in Twins)
            _locals.UnionWith([term, twin, term.Operands[0], twin.Operands[0]]);
        _locals.UnionWith(steady.Parameters);
        _locals.UnionWith(steady.Kept);
        ScheduleInvariants();
        foreach (var parameter in steady.Parameters)
            Add(parameter, Parameters);
        foreach (var term in steady.Kept)
            Add(term, Steady);
        ScheduleRows();
    }

    /// <summary>Terms that may be equal to another one, which is computed before them.</summary>
    public Dictionary<Term, Term> Twins { get; }

    /// <summary>Run once, before the loop.</summary>
    public List<Step> Prologue { get; } = [];

    /// <summary>The parameters on which <see cref="Steady"/> depends.</summary>
    public List<Term> SteadyParameters { get; }

    /// <summary>Run first for every vector of rows: reads the parameters of <see cref="Steady"/>.</summary>
    public List<Step> Parameters { get; } = [];

    /// <summary>Run next for vectors of rows whose parameters differ from those of the vector before.</summary>
    public List<Step> Steady { get; } = [];

    /// <summary>Run for every vector of rows.</summary>
    public List<Step> Loop { get; } = [];

    /// <summary>Run at the end for vectors with spiking rows.</summary>
    public List<Step> WhenSpiking { get; } = [];

    /// <summary>Every term needed, operands first.</summary>
    public IReadOnlyList<Term> Terms => _terms;

    /// <summary>Those needed for every vector of rows.</summary>
    public IReadOnlyList<Term> RowTerms => _rowTerms;

    /// <summary>What is written and when.</summary>
    public IReadOnlyList<StorePlan> Stores => _stores;

    private void CollectTerms()
    {
        foreach (var store in _stores)
        {
            if (store.Always is not null)
                _roots.Add(store.Always);
        }

        if (_program.Spike is not null)
            _roots.Add(_graph[_program.Spike]);
        if (_program.AxonSpike is not null)
            _roots.Add(_graph[_program.AxonSpike]);
        var seen = new HashSet<Term>();
        foreach (var root in _roots)
            Visit(root, seen, _rowTerms.Add);
        _terms.AddRange(_rowTerms);
        foreach (var store in _stores)
        {
            if (store.WhenSpiking is not null)
                Visit(store.WhenSpiking, seen, _terms.Add);
        }
    }

    private void ChooseLocals()
    {
        var uses = new Dictionary<Term, int>();
        foreach (var root in _roots)
            CountUse(root);
        foreach (var term in _terms)
        {
            foreach (var operand in term.Operands)
                CountUse(operand);
        }

        // A mask is computed where it is used: the compiler finds equal ones, and only then keeps them in registers for masks.
        foreach (var mask in Enumerable.Reverse(_terms).Where(IsShortMask))
        {
            foreach (var operand in mask.Operands)
                uses[operand] += uses[mask] - 1;
        }

        var depths = new Dictionary<Term, int>();
        foreach (var term in _terms)
        {
            var depth = 1;
            foreach (var operand in term.Operands)
            {
                if (!_locals.Contains(operand))
                    depth = Math.Max(depth, 1 + depths[operand]);
            }

            depths.Add(term, depth);

            // A column that is also written must have been read by then.
            var isReadBeforeWritten = term.Op == Op.Read && _stores.Exists(s => s.Column == term.Column && s.Always is not null);
            var isShared = uses.GetValueOrDefault(term) > 1 && !IsShortMask(term);
            if (!term.IsConstant && (isShared || depth >= DeepestExpression || isReadBeforeWritten))
                _locals.Add(term);
        }

        // What is computed once per run is kept for the rows that need it.
        foreach (var term in _rowTerms)
        {
            foreach (var operand in term.IsInvariant ? [] : term.Operands)
                KeepInvariant(operand);
        }

        foreach (var root in _roots)
            KeepInvariant(root);

        void CountUse(Term term) => uses[term] = uses.GetValueOrDefault(term) + 1;

        void KeepInvariant(Term term)
        {
            // Reals are broadcast from memory by the operations that need them; for whole vectors of integers there is only 0.
            if (term.IsInvariant && (!term.IsConstant || term is { Kind: AttributeKind.Integer, Value: not 0.0 }))
                _locals.Add(term);
        }

        static bool IsShortMask(Term term) => term.IsComparison
            || (term.Op is Op.And or Op.Or or Op.Not && Array.TrueForAll(term.Operands, o => o.IsComparison));
    }

    /// <summary>Functions come first: a call would have to save what was computed before it.</summary>
    private void ScheduleInvariants()
    {
        foreach (var term in _rowTerms)
        {
            if (term.IsInvariant && term.IsElementFunction)
                Add(term, Prologue);
        }

        foreach (var term in _rowTerms)
        {
            if (term.IsInvariant && _locals.Contains(term))
                Add(term, Prologue);
        }
    }

    private void ScheduleRows()
    {
        foreach (var store in _stores)
        {
            if (store.Always is null)
                continue;
            Add(store.Always, Loop);
            if (_terms.Find(t => t.Op == Op.Read && t.Column == store.Column) is { } read)
                Add(read, Loop);
            Loop.Add(new Step(StepKind.Store, store.Always, store.Column));
        }

        if (_program.AxonSpike is not null)
            AddSpike(StepKind.AxonSpike, _graph[_program.AxonSpike]);
        if (_program.Spike is not null)
            AddSpike(StepKind.Spike, _graph[_program.Spike]);
        foreach (var store in _stores)
        {
            if (store.WhenSpiking is not null)
                Add(store.WhenSpiking, WhenSpiking);
        }

        foreach (var store in _stores)
        {
            if (store.WhenSpiking is not null)
                WhenSpiking.Add(new Step(StepKind.Store, store.WhenSpiking, store.Column));
        }

        void AddSpike(StepKind kind, Term term)
        {
            Add(term, Loop);
            Loop.Add(new Step(kind, term));
        }
    }

    /// <summary>Schedules the locals that a term needs, itself included, operands and twins first.</summary>
    private void Add(Term root, List<Step> steps) => Visit(root, _scheduled, term =>
    {
        if (Twins.TryGetValue(term, out var twin))
            Add(twin, steps);
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
            // Met for the second time when its operands are done.
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
