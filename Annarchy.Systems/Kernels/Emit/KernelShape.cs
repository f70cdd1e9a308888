using System.Globalization;
using System.Text;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>A program and how its rows find their values: what a kernel is made from.</summary>
internal sealed class KernelShape
{
    private readonly SlotAccess[] _access;

    private KernelShape(UpdateProgram program, SlotAccess[] access, bool isOverSynapses, Reduction reduction)
    {
        Program = program;
        _access = access;
        IsOverSynapses = isOverSynapses;
        Reduction = reduction;
        Key = MakeKey();
    }

    public UpdateProgram Program { get; }

    /// <summary>
    /// Whether rows are synapses: runs begin and end anywhere and what is beyond the end is never written; stores to uniform slots
    /// are combined over the rows. Over neurons whole vectors are written, and the single row of a global pass is stored as it is.
    /// </summary>
    public bool IsOverSynapses { get; }

    /// <summary>How stores to uniform slots are combined.</summary>
    public Reduction Reduction { get; }

    /// <summary>Equal for shapes whose kernels are the same.</summary>
    public string Key { get; }

    /// <summary>How rows find their values in a column.</summary>
    public SlotAccess this[int column] => _access[column];

    /// <summary>A pass over neurons: a slot has a value for every row or one for all.</summary>
    public static KernelShape OfNeurons(UpdateProgram program)
    {
        var access = new SlotAccess[program.Slots.Length];
        for (var i = 0; i < access.Length; i++)
        {
            var isUniform = program.Slots[i].Locality < program.Locality || program.Locality == Locality.Global;
            access[i] = isUniform ? SlotAccess.Uniform : SlotAccess.Row;
        }

        return new KernelShape(program, access, isOverSynapses: false, Reduction.Sum);
    }

    /// <summary>A pass over synapses.</summary>
    /// <exception cref="ArgumentException">Not every slot is described.</exception>
    public static KernelShape OfSynapses(UpdateProgram program, ReadOnlySpan<SlotAccess> access, Reduction reduction)
    {
        if (access.Length != program.Slots.Length)
            throw new ArgumentException($"The program has {program.Slots.Length} slots, {access.Length} were described.", nameof(access));
        return new KernelShape(program, access.ToArray(), isOverSynapses: true, reduction);
    }

    public bool IsUniform(int column) => _access[column].Kind == AccessKind.Uniform;

    public bool IsUniform(Slot slot) => IsUniform(Program.Slots.IndexOf(slot));

    private string MakeKey()
    {
        if (!IsOverSynapses)
            return Program.Key;
        var text = new StringBuilder(Program.Key).Append('#').Append((int)Reduction);
        foreach (var access in _access)
            text.Append(CultureInfo.InvariantCulture, $",{(int)access.Kind}.{access.Index}");
        return text.ToString();
    }
}
