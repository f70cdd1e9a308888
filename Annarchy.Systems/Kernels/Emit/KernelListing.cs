using System.Globalization;
using System.Text;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>What the kernel of a program does, for people: its vectors, the memory it moves, what it computes once per run.</summary>
internal sealed class KernelListing
{
    private readonly Dictionary<Term, Node> _nodes = [];
    private readonly NodeFactory _factory = new();
    private readonly UpdateProgram _program;

    /// <summary>Describes the kernel that a backend makes of a program.</summary>
    public KernelListing(KernelShape shape, Precision precision, VectorWidth width)
    {
        _program = shape.Program;
        Width = width;
        var vectors = VectorMethods.Of(width, precision);
        Lanes = vectors.Lanes;
        var schedule = new KernelSchedule(shape);
        Hoisted = [.. schedule.Prologue.Where(s => s.Term.Op is not (Op.Read or Op.Constant)).Select(s => NodeOf(s.Term).ToString())];
        ScalarOperations = [.. schedule.Terms.Where(t => VectorMethods.IsScalar(t)).Select(t => t.Op.ToString()).Distinct()];
        Steady = [.. schedule.Steady.Select(s => NodeOf(s.Term).ToString())];
        BytesReadPerRow = schedule.RowTerms.Count(t => t.Op == Op.Read && !t.IsInvariant) * vectors.ElementSize;
        BytesWrittenPerRow = schedule.Stores.Count(s => s.Always is not null && !shape.IsUniform(s.Column))
            * vectors.ElementSize;
    }

    /// <summary>Width of the vectors.</summary>
    public VectorWidth Width { get; }

    /// <summary>Rows of a vector.</summary>
    public int Lanes { get; }

    /// <summary>What is computed once per run rather than for every row, as mathematics; columns of one row are not listed.</summary>
    public IReadOnlyList<string> Hoisted { get; }

    /// <summary>What is computed anew only for rows whose parameters differ from those of the rows before, as mathematics.</summary>
    public IReadOnlyList<string> Steady { get; }

    /// <summary>Operations that go lane by lane for want of a vector method; normally none.</summary>
    public IReadOnlyList<string> ScalarOperations { get; }

    /// <summary>Bytes read per row and run; columns of one row and what only spiking rows need do not count.</summary>
    public int BytesReadPerRow { get; }

    /// <summary>Bytes written per row and run, but for spiking rows.</summary>
    public int BytesWrittenPerRow { get; }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  machine code ({(int)Width} bit vectors, {Lanes} rows at a time):\n");
        text.Append(CultureInfo.InvariantCulture, $"    {BytesReadPerRow} bytes read and {BytesWrittenPerRow} written per row\n");
        foreach (var value in Hoisted)
            text.Append("    once per run: ").Append(value).Append('\n');
        foreach (var value in Steady)
            text.Append("    only when parameters differ from those of the rows before: ").Append(value).Append('\n');
        if (ScalarOperations.Count > 0)
            text.Append("    lane by lane: ").AppendJoin(", ", ScalarOperations).Append('\n');
        return text.ToString();
    }

    private Node NodeOf(Term term)
    {
        if (!_nodes.TryGetValue(term, out var node))
            _nodes.Add(term, node = MakeNode(term));
        return node;
    }

    private Node MakeNode(Term term)
    {
        Node[] operands = [.. term.Operands.Select(NodeOf)];
        return term.Op switch
        {
            Op.Constant when term.Kind == AttributeKind.Real => _factory.Constant(term.Value),
            Op.Constant when term.Kind == AttributeKind.Integer => _factory.Constant((long)term.Value),
            Op.Constant => _factory.Constant(term.Value != 0.0),
            Op.Read => _factory.Read(_program.Slots[term.Column]),
            Op.Add when term.IsFused => _factory.Add(_factory.Multiply(operands[0], operands[1]), operands[2]),
            _ => _factory.Make(term.Op, operands),
        };
    }
}
