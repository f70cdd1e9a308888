using Annarchy.Storage;

namespace Annarchy;

/// <content>Drawing initial values.</content>
public partial class Network
{
    /// <summary>Fills a column with draws keyed by an object and a stream of it.</summary>
    internal void Draw(RandomDistribution distribution, Column column, int randomObject, int stream) =>
        throw new NotSupportedException($"{distribution} {column.Name} {randomObject} {stream}");

    internal Values DrawOne(RandomDistribution distribution) => throw new NotSupportedException(distribution.ToString());

    internal Values DrawValues(RandomDistribution distribution, int count) => throw new NotSupportedException($"{distribution} {count}");
}
