using System.Globalization;
using System.Text;

namespace Annarchy.AnnToSnn;

/// <summary>Writes down what became of the layers of a network.</summary>
internal sealed class ConnectivityReport
{
    private readonly StringBuilder _text = new();

    public ConnectivityReport(ANNtoSNNConverter converter, ArtificialNetwork ann)
    {
        Line($"network '{ann.Name}', input encoding {converter.InputEncoding.Name}, read-out {converter.ReadOut}");
        Line($"weights normalised {converter.Normalisation}");
    }

    public void AddInput(Population input) => Line($"* input: '{input.Name}', {input.Geometry}, {input.Neuron!.Name}");

    public void AddStage(SpikingStage stage, Population population, Projection projection, double factor)
    {
        Line($"* {stage.Layer.Kind}: '{population.Name}', {population.Geometry}, {population.Neuron!.Name}");
        var (count, sum, squares, smallest, largest) = (0L, 0.0, 0.0, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (_, _, original) in stage.Synapses())
        {
            var weight = factor * original;
            count++;
            sum += weight;
            squares += weight * weight;
            (smallest, largest) = (Math.Min(smallest, weight), Math.Max(largest, weight));
        }

        Line($"    {count} synapses of projection '{projection.Name}'");
        if (!stage.HasWeights)
            return;
        var mean = sum / count;
        var deviation = Math.Sqrt(Math.Max(0.0, (squares / count) - (mean * mean)));
        Line($"    weights: mean {mean:G4}, std {deviation:G4}, min {smallest:G4}, max {largest:G4}");
        Line($"    {factor:G4} times those of the layer");
        if (!stage.Bias.IsEmpty)
            Line($"    {stage.Bias.Length} biases as constant currents");
    }

    public override string ToString() => _text.ToString();

    private void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
