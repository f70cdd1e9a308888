namespace Annarchy.Gpu.Dialect;

/// <summary>The text of kernels, by lines, and what is said of a line that cannot be compiled.</summary>
internal sealed class SourceText(string text)
{
    public string[] Lines { get; } = text.Split('\n');

    /// <summary>A line is outside of what is compiled.</summary>
    /// <param name="line">Its number, from 1.</param>
    /// <param name="what">What is wrong with it.</param>
    public DeviceException Error(int line, string what) => new(
        DeviceFailure.NoCompiler,
        line <= Lines.Length ? $"Line {line} of the kernels, '{Lines[line - 1].Trim()}': {what}." : $"The text of the kernels ends early: {what}.");
}
