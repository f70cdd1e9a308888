using System.Collections.Immutable;
using Annarchy.Programs;

namespace Annarchy.Kernels.Interpreter;

/// <summary>How an <see cref="Operation"/> is evaluated.</summary>
internal enum OperationForm : byte
{
    /// <summary>The node alone.</summary>
    Single,

    /// <summary>A sum, difference or product together with another that only it uses.</summary>
    Chain,

    /// <summary>A select together with the comparison that decides it.</summary>
    CompareAndSelect,

    /// <summary>A conjunction together with one of the comparisons it joins.</summary>
    CompareAndMask,

    /// <summary>The values a column has for the rows through an index.</summary>
    Gather,

    /// <summary>A copy of a column another store overwrites.</summary>
    Copy,
}

/// <summary>One instruction to be: a node, or a node and an operand of it fused into one loop.</summary>
/// <param name="Form">How it is evaluated.</param>
/// <param name="Result">The node whose value it yields.</param>
/// <param name="Inner">The fused operand.</param>
/// <param name="Reversed">Whether the fused operand is the second one.</param>
/// <param name="Operands">What is read.</param>
internal sealed record Operation(OperationForm Form, Node Result, Node? Inner, bool Reversed, ImmutableArray<Node> Operands)
{
    /// <summary>Columns that take the value.</summary>
    public List<Slot> Targets { get; } = [];
}
