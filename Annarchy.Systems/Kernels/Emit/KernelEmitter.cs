using System.Diagnostics.CodeAnalysis;
using System.Reflection.Emit;
using System.Text;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits the loop of a program: what is the same for every row first, then one pass over whole vectors of rows.</summary>
internal sealed class KernelEmitter
{
    private readonly KernelShape _shape;
    private readonly VectorMethods _vectors;
    private readonly ILWriter _il;
    private readonly KernelFrame _frame;
    private readonly TermEmitter _terms;
    private readonly ColumnEmitter _columns;
    private readonly SpikeEmitter _spikes;
    private readonly CallEmitter _calls;
    private readonly KernelSchedule _schedule;
    private readonly Dictionary<Term, LocalBuilder> _locals = [];

    private KernelEmitter(KernelShape shape, VectorMethods vectors, ILWriter il)
    {
        _shape = shape;
        _vectors = vectors;
        _il = il;
        _frame = new KernelFrame(il, vectors, shape);
        _terms = new TermEmitter(il, vectors);
        _columns = new ColumnEmitter(_frame);
        _spikes = new SpikeEmitter(_frame);
        _calls = new CallEmitter(_frame);
        _schedule = new KernelSchedule(shape);
    }

    /// <summary>Compiles a program over neurons.</summary>
    /// <param name="shape">What to compute.</param>
    /// <param name="precision">Width of its numbers.</param>
    /// <param name="width">Width of the vectors.</param>
    /// <param name="text">Where the instructions are written as text; null for nowhere.</param>
    [RequiresDynamicCode(DynamicCode.Reason)]
    public static unsafe EmittedKernel CompileNeurons(
        KernelShape shape, Precision precision, VectorWidth width, StringBuilder? text = null)
    {
        // A delegate with a target is called without a shuffle of arguments; a run over no rows compiles the method.
        Type[] parameters = [typeof(object), typeof(nint*), typeof(int), typeof(int), typeof(KernelSpikes*)];
        var body = Emit(shape, precision, width, text, parameters).CreateDelegate<KernelBody>(string.Empty);
        body(null, 0, 0, null);
        return new EmittedKernel(body, width);
    }

    /// <summary>Compiles a program over synapses.</summary>
    /// <inheritdoc cref="CompileNeurons"/>
    [RequiresDynamicCode(DynamicCode.Reason)]
    public static unsafe EmittedSynapseKernel CompileSynapses(
        KernelShape shape, Precision precision, VectorWidth width, StringBuilder? text = null)
    {
        Type[] parameters = [typeof(object), typeof(nint*), typeof(int**), typeof(int), typeof(int), typeof(KernelSpikes*)];
        var body = Emit(shape, precision, width, text, parameters).CreateDelegate<SynapseKernelBody>(string.Empty);
        body(null, null, 0, 0, null);
        return new EmittedSynapseKernel(body, width);
    }

    [RequiresDynamicCode(DynamicCode.Reason)]
    private static DynamicMethod Emit(
        KernelShape shape, Precision precision, VectorWidth width, StringBuilder? text, Type[] parameters)
    {
        var method = new DynamicMethod(
            "Kernel", typeof(void), parameters, typeof(KernelEmitter).Module, skipVisibility: true) { InitLocals = false };
        new KernelEmitter(shape, VectorMethods.Of(width, precision), new ILWriter(method.GetILGenerator(), text)).EmitMethod();
        return method;
    }

    private void EmitMethod()
    {
        var (done, next) = (_il.DefineLabel(), _il.DefineLabel());
        if (_schedule.Loop.Count > 0)
        {
            _frame.PushBegin();
            _frame.PushEnd();
            _il.Branch(OpCodes.Bge, done);
            foreach (var term in _schedule.Terms)
            {
                if (term.Op == Op.Read)
                    _frame.UseColumn(term.Column);
            }

            foreach (var store in _schedule.Stores)
                _frame.UseColumn(store.Column);
            if (CallEmitter.IsNeeded(_schedule.Terms))
                _frame.BeginCalls();
            _il.Comment("once per run");
            foreach (var step in _schedule.Prologue)
                EmitStep(step);
            _columns.BeginReductions();
            _frame.BeginRows();
            var previous = _schedule.SteadyParameters.ConvertAll(OtherThanFirst);
            _il.Comment("for every vector of rows");
            _il.MarkLabel(next);
            _frame.BeginVector();
            EmitSteadyTerms(previous);
            foreach (var step in _schedule.Loop)
                EmitStep(step);
            _columns.NextVector();
            _frame.NextVector(next);
            _columns.EndReductions();
        }

        _il.MarkLabel(done);
        _il.Emit(OpCodes.Ret);
    }

    /// <summary>A local whose lanes differ from a parameter in the first rows, so that the first vector of rows is seen as new.</summary>
    private LocalBuilder OtherThanFirst(Term parameter)
    {
        var previous = _il.DeclareLocal(_vectors.IntegerVector);
        _frame.PushRowAddress(parameter.Column);
        _il.LoadObject(_vectors.IntegerVector);
        _il.Call(_vectors.OfIntegers(Op.Not));
        _il.StoreLocal(previous);
        return previous;
    }

    /// <summary>Computes what depends on parameters only, if they are not those of the vector of rows before.</summary>
    private void EmitSteadyTerms(List<LocalBuilder> previous)
    {
        if (previous.Count == 0)
            return;
        var same = _il.DefineLabel();
        foreach (var step in _schedule.Parameters)
            EmitStep(step);
        for (var i = 0; i < previous.Count; i++)
        {
            PushParameterBits(i);
            _il.LoadLocal(previous[i]);
            _il.Call(_vectors.OfIntegers(Op.NotEqual));
            if (i > 0)
                _il.Call(_vectors.OfIntegers(Op.Or));
        }

        _il.Call(_vectors.IsZero);
        _il.Branch(OpCodes.Brtrue, same);
        _il.Comment("for rows with other parameters than those before");
        for (var i = 0; i < previous.Count; i++)
        {
            PushParameterBits(i);
            _il.StoreLocal(previous[i]);
        }

        foreach (var step in _schedule.Steady)
            EmitStep(step);
        _il.MarkLabel(same);
    }

    private void PushParameterBits(int index)
    {
        var parameter = _schedule.SteadyParameters[index];
        Push(parameter);
        if (parameter.Kind != AttributeKind.Integer)
            _il.Call(_vectors.Reinterpret(asReals: false));
    }

    private void EmitStep(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Evaluate:
                var local = _il.DeclareLocal(_terms.VectorType(step.Term.Kind));
                if (_schedule.Twins.TryGetValue(step.Term, out var twin))
                    EvaluateUnlessEqual(step.Term, twin, local);
                else
                    Evaluate(step.Term, local);
                _locals.Add(step.Term, local);
                break;
            case StepKind.Store:
                Push(step.Term);
                _terms.BeforeStore(_shape.Program.Slots[step.Column].Kind);
                _columns.Write(step.Column);
                break;
            case StepKind.Spike:
                Push(step.Term);
                _spikes.Gather(isAxonal: false, () => _schedule.WhenSpiking.ForEach(EmitStep));
                break;
            default:
                Push(step.Term);
                _spikes.Gather(isAxonal: true, () => { });
                break;
        }
    }

    private void Evaluate(Term term, LocalBuilder local)
    {
        Evaluate(term);
        _il.StoreLocal(local);
    }

    /// <summary>Takes the value of a twin if the operands have the same bits in all lanes.</summary>
    private void EvaluateUnlessEqual(Term term, Term twin, LocalBuilder local)
    {
        var (same, done) = (_il.DefineLabel(), _il.DefineLabel());
        foreach (var function in new[] { term, twin })
        {
            Push(function.Operands[0]);
            _il.Call(_vectors.Reinterpret(asReals: false));
        }

        _il.Call(_vectors.OfIntegers(Op.NotEqual));
        _il.Call(_vectors.IsZero);
        _il.Branch(OpCodes.Brtrue, same);
        Evaluate(term, local);
        _il.Branch(OpCodes.Br, done);
        _il.MarkLabel(same);
        Push(twin);
        _il.StoreLocal(local);
        _il.MarkLabel(done);
    }

    /// <summary>Leaves the value of a term on the stack.</summary>
    private void Push(Term term)
    {
        if (_locals.TryGetValue(term, out var local))
            _il.LoadLocal(local);
        else
            Evaluate(term);
    }

    private void Evaluate(Term term)
    {
        switch (term.Op)
        {
            case Op.Constant:
                _terms.Constant(term);
                return;
            case Op.Read:
                _columns.Read(term.Column);
                _terms.AfterLoad(_shape.Program.Slots[term.Column].Kind);
                return;
        }

        foreach (var operand in term.Operands)
        {
            Push(operand);
            if (term.Op == Op.Select && operand == term.Operands[0])
                _terms.MaskFor(term.Kind);
        }

        if (term.IsDraw)
            Draw(term);
        else if (term.IsElementFunction)
            _calls.Function(term, isOnce: term.IsInvariant);
        else
            _terms.Operation(term);
    }

    private void Draw(Term term)
    {
        _frame.PushRun();
        _frame.PushRow();
        _il.LoadInt32((int)term.Value);
        _il.Call(_vectors.OfReals(term.Op));
    }
}
