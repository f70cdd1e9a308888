using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Tests.Kernels;

/// <summary>Columns for the slots of a program, in their order.</summary>
internal sealed class ProgramColumns : IDisposable
{
    private readonly UpdateProgram _program;
    private readonly Column[] _columns;

    /// <summary>Zeroed columns: <paramref name="rows"/> rows where a slot varies by row, one row otherwise.</summary>
    public ProgramColumns(UpdateProgram program, Precision precision, int rows)
    {
        _program = program;
        _columns = [.. program.Slots.Select(s => new Column(s.Name, s.Kind, precision, s.Locality < program.Locality ? 1 : rows))];
    }

    public IReadOnlyList<Column> All => _columns;

    /// <summary>Addresses as a kernel takes them.</summary>
    public nint[] Addresses => [.. _columns.Select(c => c.Address)];

    public Column this[Slot slot] => _columns[_program.Slots.IndexOf(slot)];

    /// <summary>Random values: reals in [-4, 4), integers in [-5, 5], booleans evenly.</summary>
    public ProgramColumns Randomize(Random random)
    {
        foreach (var column in _columns)
        {
            for (var row = 0; row < column.Length; row++)
            {
                column[row] = column.Kind switch
                {
                    AttributeKind.Real => (random.NextDouble() * 8.0) - 4.0,
                    AttributeKind.Integer => random.Next(-5, 6),
                    _ => random.Next(2),
                };
            }
        }

        return this;
    }

    /// <summary>Other columns with the same values.</summary>
    public ProgramColumns Clone()
    {
        var copy = new ProgramColumns(_program, _columns.Length > 0 ? _columns[0].Precision : Precision.Double, 1);
        for (var i = 0; i < _columns.Length; i++)
        {
            copy._columns[i].Resize(_columns[i].Length);
            for (var row = 0; row < _columns[i].Length; row++)
                copy._columns[i][row] = _columns[i][row];
        }

        return copy;
    }

    public void Dispose()
    {
        foreach (var column in _columns)
            column.Dispose();
    }
}
