namespace Annarchy;

/// <summary>A time during which a monitor recorded.</summary>
/// <param name="Start">Time of its first step, ms.</param>
/// <param name="Stop">Time at which it ended, ms; null while it lasts.</param>
public readonly record struct RecordingWindow(double Start, double? Stop);
