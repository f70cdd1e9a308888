using System.Numerics;
using Annarchy.Connectivity;
using Annarchy.Persistence;
using Annarchy.Storage;

namespace Annarchy.Transmission;

/// <summary>Counts the weighted spikes that arrive at each neuron over a sliding window and adds their mean rate to the sums.</summary>
internal sealed unsafe class DecodingSystem<T> : ISystem, IDelayLine, IDisposable
    where T : unmanaged, INumberBase<T>
{
    private readonly Column _arrivals;
    private readonly HistoryRing _window;
    private readonly ISystem _delivery;
    private readonly Column[] _sums;
    private readonly T[] _scales;
    private readonly int[] _ranks;

    public DecodingSystem(DecodingProjection projection)
    {
        Name = $"decoding of {projection.Label}";
        var steps = (int)projection.WindowSteps;
        _arrivals = new Column("arrivals", AttributeKind.Real, projection.Network.Precision, projection.Post.Whole.Size);
        _window = new HistoryRing(_arrivals, steps);
        _delivery = TransmissionSystems.Create<T>(projection, [_arrivals]);
        _sums = [.. projection.Targets.Select(projection.Post.Whole.RequireTarget)];
        _ranks = [.. projection.PostRanks];
        var perSpike = 1000.0 / (steps * projection.Network.TimeStep);
        _scales = [.. Enumerable.Range(0, _ranks.Length).Select(d => T.CreateTruncating(perSpike / projection.Connectivity.RowLength(d)))];
    }

    public string Name { get; }

    public void Update(in StepContext context)
    {
        _arrivals.Fill(0.0);
        _delivery.Update(in context);
        _window.Push();
        for (var dendrite = 0; dendrite < _ranks.Length; dendrite++)
        {
            // Summed anew in each step: what is added and taken away again leaves no rounding behind.
            var past = (T*)_window.Window + _ranks[dendrite];
            var sum = T.Zero;
            for (var step = 0; step < _window.Depth; step++)
                sum += past[(long)step * _window.Stride];
            foreach (var target in _sums)
                ((T*)target.Address)[_ranks[dendrite]] += sum * _scales[dendrite];
        }
    }

    public nuint ByteCount => _arrivals.ByteCount + _window.ByteCount + ((_delivery as IHoldsMemory)?.ByteCount ?? 0);

    public void EnsureDepth(int steps) => (_delivery as IDelayLine)?.EnsureDepth(steps);

    public void Clear()
    {
        (_delivery as IDelayLine)?.Clear();
        _arrivals.Fill(0.0);
        _window.Fill();
    }

    public void Save(in StateWriter writer)
    {
        (_delivery as IDelayLine)?.Save(writer);
        _window.Save(writer, "window");
    }

    public void Load(in StateReader reader)
    {
        (_delivery as IDelayLine)?.Load(reader);
        _window.Load(reader, "window");
    }

    public void Dispose()
    {
        (_delivery as IDisposable)?.Dispose();
        _window.Dispose();
        _arrivals.Dispose();
    }
}
