using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

/// <summary>
/// Converted digit classifiers on the test images: all of them, or the first ones where that takes long. Seeds are fixed, so that nothing here
/// is left to chance. The dense network may lose one percentage point, the others two.
/// </summary>
public class ConversionTests
{
    private const int Some = 100;

    private static readonly NetworkConfiguration Configuration = new() { Seed = 1 };

    public static TheoryData<string, string, double, int, double> Cases => new()
    {
        { "digits-dense.keras", "CPN", 200.0, Digits.Count, 0.01 },
        { "digits-dense.h5", "IB", 200.0, Digits.Count, 0.01 },
        { "digits-dense.onnx", "PSO", 200.0, Digits.Count, 0.01 },
        { "digits-conv.keras", "CPN", 200.0, Some, 0.02 },
        { "digits-conv.onnx", "PSO", 200.0, Some, 0.02 },
        { "digits-dense-bias.keras", "CPN", 500.0, Digits.Count, 0.02 },
        { "digits-dense-bias.keras", "IB", 200.0, Digits.Count, 0.02 },
        { "digits-dense-bias.keras", "PSO", 200.0, Digits.Count, 0.02 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void SpikingNetworksClassifyAlmostAsWell(string file, string encoding, double duration, int shown, double loss)
    {
        var ann = Digits.Load(file);
        var input = encoding switch
        {
            "IB" => InputEncoding.IB(),
            "PSO" => InputEncoding.PSO(),
            _ => InputEncoding.Poisson(),
        };
        using var snn = new ANNtoSNNConverter(input, configuration: Configuration).Convert(ann);
        Assert.InRange(Right(snn, shown, duration), Right(ann, shown) - (loss * shown), shown);
    }

    [Theory]
    [InlineData("digits-dense.keras", 0.01)]
    [InlineData("digits-dense-bias.keras", 0.02)]
    public void TheMembranePotentialIsAReadOut(string file, double loss)
    {
        var ann = Digits.Load(file);
        using var snn = new ANNtoSNNConverter(InputEncoding.PSO(), readOut: ReadOut.MembranePotential, configuration: Configuration).Convert(ann);
        Assert.InRange(Right(snn, Digits.Count, 100.0), Right(ann, Digits.Count) - (loss * Digits.Count), Digits.Count);
        Assert.All(snn.Classify(Digits.Images[0], 100.0).Spikes, spikes => Assert.Equal(0.0, spikes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WeightsAreNormalisedByDataOrNotAtAll(bool byData)
    {
        var ann = Digits.Load("digits-dense.keras");
        var normalisation = byData ? WeightNormalisation.DataBased(Digits.Images[Some..]) : WeightNormalisation.None;
        using var snn = new ANNtoSNNConverter(InputEncoding.PSO(), normalisation: normalisation, configuration: Configuration).Convert(ann);
        Assert.InRange(Right(snn, Some, 200.0), Right(ann, Some) - (0.01 * Some), Some);
    }

    [Fact]
    public void TheFirstSpikesEndASample()
    {
        var ann = Digits.Load("digits-dense.keras");
        var durations = new List<double>();
        var right = new List<int>();
        foreach (var readOut in new[] { ReadOut.TimeToFirstSpike, ReadOut.TimeToSpikes(4), ReadOut.TimeToSpikes(16) })
        {
            using var snn = new ANNtoSNNConverter(InputEncoding.PSO(), readOut: readOut, configuration: Configuration).Convert(ann);
            var answers = Digits.Images.Take(Some).Select(image => snn.Classify(image, 1000.0)).ToArray();
            Assert.All(answers, answer => Assert.True(answer.Duration == 1000.0 || answer.Spikes[answer.Class] == readOut.Spikes));
            Assert.All(answers, answer => Assert.InRange(answer.Spikes.Max(), 0, readOut.Spikes!.Value));
            durations.Add(answers.Average(answer => answer.Duration));
            right.Add(answers.Where((answer, i) => answer.Class == Digits.Labels[i]).Count());
        }

        // Who waits longer decides better.
        Assert.Equal(durations.Order(), durations);
        Assert.Equal(right.Order(), right);
        Assert.InRange(durations[0], 1.0, 50.0);
        Assert.InRange(right[^1], Right(ann, Some) - (0.01 * Some), Some);
    }

    [Fact]
    public void TheSameSeedGivesTheSameAnswersFromEitherFormat()
    {
        var counts = new List<double[][]>();
        foreach (var file in new[] { "digits-conv.keras", "digits-conv.onnx" })
        {
            using var snn = new ANNtoSNNConverter(configuration: Configuration).Load(Digits.PathOf(file));
            counts.Add([.. Digits.Images.Take(3).Select(image => snn.Classify(image, 50.0).Spikes.ToArray())]);
        }

        Assert.Equal(counts[0], counts[1]);
        Assert.True(counts[0].Sum(spikes => spikes.Sum()) > 10);
    }

    [Fact]
    public void SinglePrecisionAndOtherStepsServeAsWell()
    {
        var ann = Digits.Load("digits-dense-bias.keras");
        var configuration = Configuration with { Precision = Precision.Single, TimeStep = 0.5 };
        using var snn = new ANNtoSNNConverter(InputEncoding.PSO(), configuration: configuration).Convert(ann);
        Assert.InRange(Right(snn, Digits.Count, 100.0), Right(ann, Digits.Count) - (0.02 * Digits.Count), Digits.Count);
    }

    private static int Right(SpikingClassifier snn, int shown, double duration) =>
        snn.Predict(Digits.Images[..shown], duration).Zip(Digits.Labels, (a, b) => a == b ? 1 : 0).Sum();

    private static int Right(ArtificialNetwork ann, int shown) =>
        Enumerable.Range(0, shown).Count(i => ann.Predict(Digits.Images[i]) == Digits.Labels[i]);
}
