using Annarchy.Convolutions;
namespace Annarchy.Tests.Convolutions;

/// <summary>A convolution written down as it is defined, neuron by neuron.</summary>
/// <param name="Pre">Shape of the map.</param>
/// <param name="Post">Shape of the result.</param>
/// <param name="Weights">Shape of the weights.</param>
/// <param name="IsBank">Whether the filters come first.</param>
/// <param name="KeepsLast">Whether filters apply to each map of the last dimension.</param>
internal sealed record PlainConvolution(int[] Pre, int[] Post, int[] Weights, bool IsBank = false, bool KeepsLast = false)
{
    /// <param name="rates">The map.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="padding">What is outside.</param>
    /// <param name="psp">Contribution of weight and rate.</param>
    /// <param name="combine">What is made of all contributions to a neuron.</param>
    public double[] Apply(
        double[] rates, double[] weights, Padding padding, Func<double, double, double>? psp = null, Func<IEnumerable<double>, double>? combine = null)
    {
        psp ??= (w, r) => w * r;
        combine ??= all => all.Sum();
        var post = new Geometry(Post);
        var filter = new Geometry(IsBank ? Weights[1..] : Weights);
        var result = new double[post.Size];
        for (var neuron = 0; neuron < post.Size; neuron++)
        {
            var place = post.Coordinates(neuron);
            var which = IsBank ? place[^1] : 0;
            var contributions = new double[filter.Size];
            for (var element = 0; element < filter.Size; element++)
            {
                var at = filter.Coordinates(element);
                var coordinates = new int[Pre.Length];
                for (var d = 0; d < Pre.Length; d++)
                {
                    if (KeepsLast && d == Pre.Length - 1)
                        coordinates[d] = place[d];
                    else if (d >= Post.Length - (IsBank ? 1 : 0))
                        coordinates[d] = at[d];
                    else
                        coordinates[d] = Centre(Pre[d] / Post[d], place[d]) + at[d] - ((filter[d] - 1) / 2);
                }

                var rank = 0;
                for (var d = 0; d < Pre.Length && rank >= 0; d++)
                {
                    var nearest = Math.Clamp(coordinates[d], 0, Pre[d] - 1);
                    rank = nearest == coordinates[d] || padding.RepeatsBorder ? (rank * Pre[d]) + nearest : -1;
                }

                var rate = rank >= 0 ? rates[rank] : padding.Value;
                contributions[element] = psp(weights[(which * filter.Size) + element], rate);
            }

            result[neuron] = combine(contributions);
        }

        return result;
    }

    private static int Centre(int step, int place) => ((step - 1) / 2) + (step * place);
}
