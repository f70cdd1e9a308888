namespace Annarchy;

/// <summary>How mathematics is written down.</summary>
public enum MathNotation
{
    /// <summary>LaTeX, for documents and Markdown.</summary>
    Latex,

    /// <summary>MathML, for web pages.</summary>
    MathML,
}
