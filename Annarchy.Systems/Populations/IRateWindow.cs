namespace Annarchy.Populations;

/// <summary>The spikes within the window of firing rates, where a device counts them.</summary>
internal interface IRateWindow : IDisposable
{
    /// <summary>How many spikes there were in each step, and their ranks, both the oldest first.</summary>
    (int[] SpikesOfStep, int[] Ranks) ToArrays();

    /// <summary>Replaces the spikes.</summary>
    void Restore(ReadOnlySpan<int> spikesOfStep, ReadOnlySpan<int> ranks);
}
