namespace Annarchy.Programs;

/// <summary>Names of the columns the simulator itself keeps beside the user's attributes.</summary>
internal static class SlotNames
{
    /// <summary>Time at the start of the step, ms (real, network).</summary>
    public const string Time = "t";

    /// <summary>Duration of a step, ms (real, network).</summary>
    public const string TimeStep = "dt";

    /// <summary>Number of the step in progress (integer, network).</summary>
    public const string Step = "step";

    /// <summary>Step of the last spike (integer, local to a spiking population); <see cref="NeverSpiked"/> before the first.</summary>
    public const string LastSpike = "last_spike";

    /// <summary>Steps a neuron stays refractory (integer, local).</summary>
    public const string RefractoryRemaining = "refractory_remaining";

    /// <summary>Refractory period, ms, when it was given as a number (real, local).</summary>
    public const string Refractory = "refractory";

    /// <summary>Step of the last event a synapse saw (integer, local to a projection), for event-driven integration.</summary>
    public const string LastEvent = "last_event";

    /// <summary>What a synapse contributes to the weighted sum (real, local to a projection): computed, not kept.</summary>
    public const string Psp = "psp";

    /// <summary>Value of <see cref="LastSpike"/> and <see cref="LastEvent"/> before anything happened, as in ANNarchy.</summary>
    public const int NeverSpiked = -10000;

    /// <summary>The weighted sum of one target of a rate-coded neuron, or of all targets when it is empty.</summary>
    public static string Sum(string target) => $"sum({target})";

    /// <summary>A global operation over a population: <c>mean(v)</c>.</summary>
    public static string GlobalOperation(string operation, string variable) => $"{operation}({variable})";

    /// <summary>The conductance or current that a target of a spiking neuron feeds.</summary>
    public static string Conductance(string target) => $"g_{target}";

    /// <summary>A stream of uniform numbers in [0, 1).</summary>
    public static string UniformStream(int stream) => $"uniform#{stream}";

    /// <summary>A stream of standard normal numbers.</summary>
    public static string NormalStream(int stream) => $"normal#{stream}";
}
