using System.Reflection;
using System.Reflection.Emit;
using System.Numerics;
using System.Text;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits the loop of a program: what is the same for every row first, then one pass over whole vectors of rows.</summary>
internal sealed class KernelEmitter
{
    private static readonly FieldInfo Ranks = typeof(KernelSpikes).GetField(nameof(KernelSpikes.Ranks))!;
    private static readonly FieldInfo Count = typeof(KernelSpikes).GetField(nameof(KernelSpikes.Count))!;
    private static readonly FieldInfo AxonRanks = typeof(KernelSpikes).GetField(nameof(KernelSpikes.AxonRanks))!;
    private static readonly FieldInfo AxonCount = typeof(KernelSpikes).GetField(nameof(KernelSpikes.AxonCount))!;

    private static readonly MethodInfo TrailingZeroCount =
        typeof(BitOperations).GetMethod(nameof(BitOperations.TrailingZeroCount), [typeof(ulong)])!;

    // Arguments; number 0 is the delegate's target, unused.
    private const int ColumnsArgument = 1;
    private const int BeginArgument = 2;
    private const int EndArgument = 3;
    private const int SpikesArgument = 4;

    private readonly UpdateProgram _program;
    private readonly VectorMethods _vectors;
    private readonly ILWriter _il;
    private readonly TermEmitter _terms;
    private readonly KernelSchedule _schedule;
    private readonly Dictionary<Term, LocalBuilder> _locals = [];
    private readonly LocalBuilder?[] _columns;
    private LocalBuilder _offset = null!;

    private KernelEmitter(UpdateProgram program, VectorMethods vectors, ILWriter il)
    {
        _program = program;
        _vectors = vectors;
        _il = il;
        _terms = new TermEmitter(il, vectors);
        _schedule = new KernelSchedule(program);
        _columns = new LocalBuilder?[program.Slots.Length];
    }

    /// <summary>Compiles a program.</summary>
    /// <param name="program">What to compute.</param>
    /// <param name="precision">Width of its numbers.</param>
    /// <param name="width">Width of the vectors.</param>
    /// <param name="text">Where the instructions are written as text; null for nowhere.</param>
    public static EmittedKernel Compile(UpdateProgram program, Precision precision, VectorWidth width, StringBuilder? text = null)
    {
        var method = new DynamicMethod(
            "Kernel",
            typeof(void),
            [typeof(object), typeof(nint*), typeof(int), typeof(int), typeof(KernelSpikes*)],
            typeof(KernelEmitter).Module,
            skipVisibility: true) { InitLocals = false };
        var emitter = new KernelEmitter(program, VectorMethods.Of(width, precision), new ILWriter(method.GetILGenerator(), text));
        emitter.EmitMethod();

        // A delegate with a target is called without a shuffle of arguments; an empty run compiles the method.
        var body = method.CreateDelegate<KernelBody>(string.Empty);
        unsafe
        {
            body(null, 0, 0, null);
        }

        return new EmittedKernel(body, width);
    }

    private void EmitMethod()
    {
        var done = _il.DefineLabel();
        var next = _il.DefineLabel();
        if (_schedule.Loop.Count > 0)
        {
            _il.LoadArgument(BeginArgument);
            _il.LoadArgument(EndArgument);
            _il.Branch(OpCodes.Bge, done);
            LoadColumnAddresses();
            _il.Comment("once per run");
            foreach (var step in _schedule.Prologue)
                EmitStep(step);
            _offset = ByteOffset(BeginArgument);
            var last = ByteOffset(EndArgument);
            var previous = _schedule.SteadyParameters.ConvertAll(OtherThanFirst);
            _il.Comment("for every vector of rows");
            _il.MarkLabel(next);
            EmitSteadyTerms(previous);
            foreach (var step in _schedule.Loop)
                EmitStep(step);
            _il.LoadLocal(_offset);
            _il.LoadInt32(_vectors.Width.Bytes());
            _il.Emit(OpCodes.Add);
            _il.StoreLocal(_offset);
            _il.LoadLocal(_offset);
            _il.LoadLocal(last);
            _il.Branch(OpCodes.Blt, next);
        }

        _il.MarkLabel(done);
        _il.Emit(OpCodes.Ret);
    }

    private void LoadColumnAddresses()
    {
        foreach (var term in _schedule.Terms)
        {
            if (term.Op == Op.Read)
                LoadColumnAddress(term.Column);
        }

        foreach (var store in _program.Stores)
            LoadColumnAddress(_program.Slots.IndexOf(store.Target));
    }

    private void LoadColumnAddress(int column)
    {
        if (_columns[column] is not null)
            return;
        var address = _il.DeclareLocal(typeof(nint));
        _il.Comment(_program.Slots[column].Name);
        _il.LoadArgument(ColumnsArgument);
        _il.LoadInt32(column * nint.Size);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_I);
        _il.StoreLocal(address);
        _columns[column] = address;
    }

    /// <summary>A local with the distance of a row from row 0, in bytes.</summary>
    private LocalBuilder ByteOffset(int rowArgument)
    {
        var offset = _il.DeclareLocal(typeof(nint));
        _il.LoadArgument(rowArgument);
        _il.Emit(OpCodes.Conv_I);
        _il.LoadInt32(_vectors.ElementSize);
        _il.Emit(OpCodes.Mul);
        _il.StoreLocal(offset);
        return offset;
    }

    /// <summary>A local whose lanes differ from a parameter in the first rows, so that the first vector of rows is seen as new.</summary>
    private LocalBuilder OtherThanFirst(Term parameter)
    {
        var previous = _il.DeclareLocal(_vectors.IntegerVector);
        PushRowAddress(parameter.Column);
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

        void PushParameterBits(int index)
        {
            var parameter = _schedule.SteadyParameters[index];
            Push(parameter);
            if (parameter.Kind != AttributeKind.Integer)
                _il.Call(_vectors.Reinterpret(asReals: false));
        }
    }

    private void EmitStep(Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Evaluate:
                Evaluate(step.Term);
                var local = _il.DeclareLocal(_terms.VectorType(step.Term.Kind));
                _il.StoreLocal(local);
                _locals.Add(step.Term, local);
                break;
            case StepKind.Store:
                Store(step.Column, step.Term);
                break;
            case StepKind.Spike:
                GatherSpikes(step.Term, Ranks, Count, _schedule.WhenSpiking);
                break;
            default:
                GatherSpikes(step.Term, AxonRanks, AxonCount, []);
                break;
        }
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
                Read(term);
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
        else
            _terms.Operation(term);
    }

    private void Draw(Term term)
    {
        _il.LoadArgument(SpikesArgument);
        PushRow();
        _il.LoadInt32((int)term.Value);
        _il.Call(_vectors.OfReals(term.Op));
    }

    private void Read(Term term)
    {
        var slot = _program.Slots[term.Column];
        if (TermGraph.IsUniform(_program, slot))
        {
            var reals = slot.Kind == AttributeKind.Real;
            _il.LoadLocal(_columns[term.Column]!);
            _il.LoadObject(reals ? _vectors.Real : _vectors.Integer);
            _il.Call(_vectors.Broadcast(reals));
        }
        else
        {
            PushRowAddress(term.Column);
            _il.LoadObject(ColumnVector(slot));
        }

        _terms.AfterLoad(slot.Kind);
    }

    private void Store(int column, Term value)
    {
        var slot = _program.Slots[column];
        var type = ColumnVector(slot);
        Push(value);
        _terms.BeforeStore(slot.Kind);
        var isUniform = TermGraph.IsUniform(_program, slot);
        if (isUniform)
        {
            var reals = slot.Kind == AttributeKind.Real;
            _il.Call(_vectors.First(reals));
            type = reals ? _vectors.Real : _vectors.Integer;
        }

        // The value first, so that nothing waits on the stack while it is computed.
        var result = _il.DeclareLocal(type);
        _il.StoreLocal(result);
        if (isUniform)
            _il.LoadLocal(_columns[column]!);
        else
            PushRowAddress(column);
        _il.LoadLocal(result);
        _il.StoreObject(type);
    }

    private Type ColumnVector(Slot slot) => slot.Kind == AttributeKind.Real ? _vectors.RealVector : _vectors.IntegerVector;

    private void PushRowAddress(int column)
    {
        _il.LoadLocal(_columns[column]!);
        _il.LoadLocal(_offset);
        _il.Emit(OpCodes.Add);
    }

    private void PushRow()
    {
        _il.LoadLocal(_offset);
        _il.LoadInt32(BitOperations.Log2((uint)_vectors.ElementSize));
        _il.Emit(OpCodes.Shr);
        _il.Emit(OpCodes.Conv_I4);
    }

    /// <summary>Appends the ranks of the rows below the end whose mask is set.</summary>
    private void GatherSpikes(Term mask, FieldInfo ranks, FieldInfo count, List<Step> whenSpiking)
    {
        var bits = _il.DeclareLocal(typeof(ulong));
        var row = _il.DeclareLocal(typeof(int));
        var rows = _il.DeclareLocal(typeof(int));
        var position = _il.DeclareLocal(typeof(int));
        var (none, whole, next) = (_il.DefineLabel(), _il.DefineLabel(), _il.DefineLabel());
        Push(mask);
        _il.Call(_vectors.Bits);
        _il.Emit(OpCodes.Conv_U8);
        _il.StoreLocal(bits);
        _il.LoadLocal(bits);
        _il.Branch(OpCodes.Brfalse, none);

        // row = offset / size; if (end - row < lanes) bits &= (1 << (end - row)) - 1
        PushRow();
        _il.StoreLocal(row);
        _il.LoadArgument(EndArgument);
        _il.LoadLocal(row);
        _il.Emit(OpCodes.Sub);
        _il.StoreLocal(rows);
        _il.LoadLocal(rows);
        _il.LoadInt32(_vectors.Lanes);
        _il.Branch(OpCodes.Bge, whole);
        _il.LoadLocal(bits);
        _il.LoadInt64(1);
        _il.LoadLocal(rows);
        _il.Emit(OpCodes.Shl);
        _il.LoadInt64(1);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.And);
        _il.StoreLocal(bits);
        _il.LoadLocal(bits);
        _il.Branch(OpCodes.Brfalse, none);
        _il.MarkLabel(whole);
        foreach (var step in whenSpiking)
            EmitStep(step);
        _il.LoadArgument(SpikesArgument);
        _il.LoadField(count);
        _il.StoreLocal(position);

        // do ranks[position++] = row + tzcnt(bits); while ((bits &= bits - 1) != 0)
        _il.MarkLabel(next);
        _il.LoadArgument(SpikesArgument);
        _il.LoadField(ranks);
        _il.LoadLocal(position);
        _il.Emit(OpCodes.Conv_I);
        _il.LoadInt32(sizeof(int));
        _il.Emit(OpCodes.Mul);
        _il.Emit(OpCodes.Add);
        _il.LoadLocal(row);
        _il.LoadLocal(bits);
        _il.Call(TrailingZeroCount);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stind_I4);
        _il.LoadLocal(position);
        _il.LoadInt32(1);
        _il.Emit(OpCodes.Add);
        _il.StoreLocal(position);
        _il.LoadLocal(bits);
        _il.LoadLocal(bits);
        _il.LoadInt64(1);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.And);
        _il.StoreLocal(bits);
        _il.LoadLocal(bits);
        _il.Branch(OpCodes.Brtrue, next);
        _il.LoadArgument(SpikesArgument);
        _il.LoadLocal(position);
        _il.StoreField(count);
        _il.MarkLabel(none);
    }
}
