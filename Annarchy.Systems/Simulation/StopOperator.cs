namespace Annarchy;

/// <summary>How the stop conditions of several populations combine.</summary>
public enum StopOperator
{
    /// <summary>The run ends when the conditions of all populations hold in the same step.</summary>
    And,

    /// <summary>The run ends when the condition of any population holds.</summary>
    Or,
}
