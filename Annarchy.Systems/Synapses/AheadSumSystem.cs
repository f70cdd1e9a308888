using Annarchy.Storage;

namespace Annarchy.Synapses;

/// <summary>Weighted sums that the last update of the weights has made already, if they still hold.</summary>
/// <param name="projection">The projection.</param>
/// <param name="ahead">The sums.</param>
/// <param name="targets">Columns that get the result.</param>
/// <param name="sums">What makes them otherwise.</param>
internal sealed class AheadSumSystem(Projection projection, SumsAhead ahead, Column[] targets, ISystem sums) : ISystem, IDisposable
{
    public string Name => sums.Name;

    public void Update(in StepContext context)
    {
        if (!projection.IsTransmitting)
            return;
        if (ahead.AreFor(context.Step))
            ahead.AddTo(targets);
        else
            sums.Update(in context);
    }

    public void Dispose()
    {
        (sums as IDisposable)?.Dispose();
        ahead.Dispose();
    }
}
