using Annarchy.AnnToSnn;

namespace Annarchy.Tests;

public class ArtificialNetworkTests
{
    [Theory]
    [InlineData("digits-dense.keras", "dense")]
    [InlineData("digits-dense.h5", "dense")]
    [InlineData("digits-dense.onnx", "dense")]
    [InlineData("digits-conv.keras", "conv")]
    [InlineData("digits-conv.onnx", "conv")]
    [InlineData("digits-dense-bias.keras", "dense_bias")]
    public void TrainedNetworksAnswerAsTheyDidWhereTheyWereTrained(string file, string network)
    {
        var ann = Digits.Load(file);
        var expected = Digits.Logits(network);
        var right = 0;
        for (var i = 0; i < Digits.Count; i++)
        {
            var logits = ann.Logits(Digits.Images[i]);
            Assert.Equal(Digits.Classes, logits.Length);
            for (var j = 0; j < logits.Length; j++)
                Assert.Equal(expected[(i * Digits.Classes) + j], logits[j], 1e-5f);
            right += ann.Predict(Digits.Images[i]) == Digits.Labels[i] ? 1 : 0;
        }

        Assert.Equal(Digits.Accuracy(network), right / (double)Digits.Count, 1e-12);
    }

    [Fact]
    public void ProbabilitiesAreTheSoftmaxOfTheLogits()
    {
        var ann = Digits.Load("digits-dense.keras");
        var probabilities = ann.Evaluate(Digits.Images[0]);
        var exponentials = Array.ConvertAll(ann.Logits(Digits.Images[0]), logit => Math.Exp(logit));
        for (var i = 0; i < probabilities.Length; i++)
            Assert.Equal(exponentials[i] / exponentials.Sum(), probabilities[i], 1e-6);
    }
}
