namespace Annarchy.Benchmarks.Suite;

/// <summary>What the suite runs: a network, or many at once.</summary>
internal interface ISuiteRun : IDisposable
{
    long Neurons { get; }

    long Synapses { get; }

    int Threads { get; }

    /// <summary>Memory it holds.</summary>
    long Bytes { get; }

    /// <summary>Duration of a step, ms.</summary>
    double TimeStep { get; }

    /// <summary>Makes synapses, kernels and memory.</summary>
    void Compile();

    /// <summary>Goes on for so many ms.</summary>
    void Simulate(double duration);

    /// <summary>Begins a measurement.</summary>
    void Begin();

    /// <summary>Spikes of each population, by name, and its size, since the measurement began.</summary>
    IReadOnlyList<(string Population, long Size, long Spikes)> Spikes { get; }

    /// <summary>Where the time went since the measurement began; null if nobody asked.</summary>
    NetworkProfile? Profile { get; }
}
