using System.Text;

namespace Annarchy.Reports;

/// <summary>Writes the parts of a report in one format.</summary>
internal abstract class ReportWriter
{
    protected StringBuilder Text { get; } = new();

    public abstract MathNotation Notation { get; }

    public abstract void Begin(string title);

    /// <summary>Begins a section; tables and what follows belong to it.</summary>
    public abstract void Section(string title);

    public abstract void Subsection(string title);

    public abstract void Paragraph(params IReadOnlyList<ReportText> pieces);

    public abstract void Table(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<ReportText>> rows);

    /// <summary>A formula on a line of its own, and what is said about it.</summary>
    public abstract void Display(string formula, IReadOnlyList<ReportText> remarks);

    public abstract string End();
}
