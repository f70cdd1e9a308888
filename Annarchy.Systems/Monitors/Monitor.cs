namespace Annarchy;

/// <summary>Records variables of neurons over time.</summary>
/// <remarks>
/// Made by <see cref="Network.Monitor(NeuronGroup, NameList, double, double, bool, string)"/>. A value is the one at the end of a
/// step; weighted sums and conductances are those the neurons saw in that step. Spikes are recorded in every step whatever the period.
/// </remarks>
public sealed partial class Monitor
{
    internal Monitor(Network network, string name, NeuronGroup neurons, NameList variables, double period, double offset, bool start)
    {
        (Network, Name, Neurons, Period, Offset, StartsWithNetwork) = (network, name, neurons, period, offset, start);
        Variables = [.. variables];
    }

    /// <summary>The network the monitor belongs to.</summary>
    public Network Network { get; }

    /// <summary>Unique name within the network.</summary>
    public string Name { get; }

    /// <summary>The neurons it records.</summary>
    public NeuronGroup Neurons { get; }

    /// <summary>Names of what it records.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Time between two records, ms.</summary>
    public double Period { get; }

    /// <summary>Time of the record within each period, ms.</summary>
    public double Offset { get; }

    /// <summary>Whether it is recording.</summary>
    public bool IsRecording { get; private set; }

    internal bool StartsWithNetwork { get; }

    /// <summary>What was recorded of a variable.</summary>
    /// <param name="variable">Name of a recorded variable other than <c>spike</c> and <c>axon_spike</c>.</param>
    /// <param name="keep">Whether the monitor keeps the records; as in ANNarchy they are handed over otherwise.</param>
    /// <returns>One row per record, one column per neuron.</returns>
    /// <exception cref="ArgumentException">The variable is not recorded, or is <c>spike</c>.</exception>
    public Recording Get(string variable, bool keep = false) => throw new NotSupportedException(variable + keep);

    /// <summary>The steps at which neurons spiked.</summary>
    /// <param name="keep">Whether the monitor keeps the spikes; as in ANNarchy they are handed over otherwise.</param>
    /// <param name="variable"><c>spike</c> or <c>axon_spike</c>.</param>
    /// <returns>An entry per recorded neuron that spiked, by rank: its steps, ascending. Times in ms are steps times dt.</returns>
    /// <exception cref="InvalidOperationException">The variable is not recorded.</exception>
    public SortedDictionary<int, long[]> Spikes(bool keep = false, string variable = "spike") => throw new NotSupportedException(variable + keep);

    /// <summary>Starts recording, if it was not already.</summary>
    public void Start() => IsRecording = true;

    /// <summary>Stops recording until <see cref="Resume"/>; what was recorded stays.</summary>
    public void Pause() => IsRecording = false;

    /// <summary>Goes on recording after <see cref="Pause"/>.</summary>
    public void Resume() => IsRecording = true;

    /// <summary>Stops recording and discards what was recorded; <see cref="Start"/> begins anew.</summary>
    public void Stop() => IsRecording = false;
}
