namespace Annarchy;

/// <content>Learning of all projections.</content>
public partial class Network
{
    /// <summary>Switches learning on, see <see cref="Projection.EnableLearning"/>.</summary>
    /// <param name="projections">Which projections learn; null for all.</param>
    /// <param name="period">Time between two evaluations of the synaptic variables, ms; null for every step.</param>
    /// <param name="offset">Time of the evaluation within the period, ms.</param>
    /// <exception cref="ArgumentException">A projection is of another network, or the offset is not within the period.</exception>
    public void EnableLearning(IEnumerable<Projection>? projections = null, double? period = null, double? offset = null)
    {
        foreach (var projection in OwnOrAll(projections))
            projection.EnableLearning(period, offset);
    }

    /// <summary>Switches learning off, see <see cref="Projection.DisableLearning"/>.</summary>
    /// <param name="projections">Which projections stop learning; null for all.</param>
    /// <exception cref="ArgumentException">A projection is of another network.</exception>
    public void DisableLearning(IEnumerable<Projection>? projections = null)
    {
        foreach (var projection in OwnOrAll(projections))
            projection.DisableLearning();
    }

    private List<Projection> OwnOrAll(IEnumerable<Projection>? projections)
    {
        CheckNotDisposed();
        if (projections is null)
            return _projections;
        List<Projection> chosen = [.. projections];
        foreach (var projection in chosen)
        {
            ArgumentNullException.ThrowIfNull(projection, nameof(projections));
            CheckOwn(projection, nameof(projections));
        }

        return chosen;
    }
}
