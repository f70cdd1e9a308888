using Annarchy.Threading;
using BenchmarkDotNet.Attributes;

namespace Annarchy.Benchmarks.Micro;

/// <summary>What it costs two threads to meet for a piece of work, which a step pays each time.</summary>
public class ThreadTeamBenchmarks : IDisposable
{
    private readonly Nothing _nothing = new();
    private ThreadTeam? _team;

    [GlobalSetup]
    public void Setup() => _team = new ThreadTeam(2);

    [Benchmark]
    public void Meet() => _team!.Run(_nothing, 2);

    [GlobalCleanup]
    public void Dispose()
    {
        _team?.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed class Nothing : ITeamWork
    {
        public void Execute(int member)
        {
        }
    }
}
