namespace Annarchy.AnnToSnn;

/// <summary>What the output neurons of a converted network did while a sample was shown.</summary>
public sealed class SpikingAnswer
{
    private readonly double[] _spikes;
    private readonly double[] _potentials;

    internal SpikingAnswer(double[] spikes, double[] potentials, double duration)
    {
        (_spikes, _potentials, Duration) = (spikes, potentials, duration);
        var most = _spikes.Max();
        Winners = [.. Enumerable.Range(0, _spikes.Length).Where(i => _spikes[i] == most)];
        Class = Winners.MaxBy(i => _potentials[i]);
        if (most == 0.0)
            Winners = [.. Winners.Where(i => _potentials[i] == _potentials[Class])];
    }

    /// <summary>The class that came first: most spikes, and among equals the highest membrane potential.</summary>
    public int Class { get; }

    /// <summary>All classes with as many spikes as the first one; where no neuron spiked, those with the highest membrane potential.</summary>
    public IReadOnlyList<int> Winners { get; }

    /// <summary>Number of spikes of each output neuron.</summary>
    public IReadOnlyList<double> Spikes => _spikes;

    /// <summary>Membrane potential of each output neuron at the end, in units of the threshold.</summary>
    public IReadOnlyList<double> Potentials => _potentials;

    /// <summary>How long the sample was shown, ms.</summary>
    public double Duration { get; }
}
