namespace Annarchy.Tests.Synapses;

/// <summary>Weighted sums of the next step that are made while weights are changed.</summary>
public class SumsAheadTests
{
    /// <summary>A network that learns beside one whose sums are never made ahead, since its weights are in a user's hands.</summary>
    [Theory]
    [InlineData(StorageFormat.Dense, Precision.Double, 1)]
    [InlineData(StorageFormat.Dense, Precision.Single, 1)]
    [InlineData(StorageFormat.Sparse, Precision.Double, 1)]
    [InlineData(StorageFormat.Dense, Precision.Single, 2)]
    [InlineData(StorageFormat.Dense, Precision.Single, 5)]
    public void Sums_have_the_bits_they_would_have_if_made_in_their_step(StorageFormat storage, Precision precision, int threads)
    {
        var results = new List<(double[] Rates, double[] Weights)>();
        foreach (var isShared in new[] { false, true })
        {
            using var net = new Network(seed: 4, precision: precision, threads: threads);
            var pre = net.Create(317, new Neuron(parameters: "r = 0.0"));
            var post = net.Create(233, new Neuron(equations: "r = 0.5 * r + sum(exc)\nslow += r + mean(r)"));
            pre["r"] = new Uniform(0.0, 1.0);
            var projection = net.Connect(pre, post, "exc", new Oja(eta: 0.001)).AllToAll(weights: new Uniform(0.0, 0.1), storage: storage);
            net.Compile();
            if (isShared)
            {
                if (precision == Precision.Double)
                    projection.Dendrite(0).AsSpan<double>("w");
                else
                    projection.Dendrite(0).AsSpan<float>("w");
            }

            for (var step = 0; step < 60; step++)
            {
                net.Step();
                switch (step)
                {
                    case 5: pre["r"] = new Uniform(0.0, 2.0); break;
                    case 10: projection["w"] = 0.05; break;
                    case 15: projection.Dendrite(3)["w"] = 0.01; break;
                    case 20: projection.Synapse(4, 5)!["w"] = 0.3; break;
                    case 22: projection.EnableLearning(period: 3.0); break;
                    case 30: projection.DisableLearning(); break;
                    case 35: projection.EnableLearning(); break;
                    case 37: projection.Transmission = false; break;
                    case 39: projection.Transmission = true; break;
                    case 41: projection.Plasticity = false; break;
                    case 44: projection.Plasticity = true; break;
                    case 47 when storage == StorageFormat.Sparse: projection.Dendrite(9).PruneSynapse(3); break;
                    case 50: net.Reset(projections: true, synapses: true); break;
                }
            }

            results.Add((post["slow"], projection["w"]));
        }

        Assert.Equal(results[1].Weights, results[0].Weights);
        Assert.Equal(results[1].Rates, results[0].Rates);
    }

    [Fact]
    public void A_rate_changed_between_steps_counts_at_once()
    {
        using var net = new Network();
        var pre = net.Create(2, new Neuron(parameters: "r = 1.0"));
        var post = net.Create(1, new Neuron(equations: "r = sum(exc)"));
        net.Connect(pre, post, "exc", new Hebb(eta: 0.0)).AllToAll(weights: 1.0);
        net.Simulate(3.0);
        Assert.Equal(2.0, post[0]["r"]);
        pre.AsSpan<double>("r")[1] = 5.0;
        net.Step();
        Assert.Equal(6.0, post[0]["r"]);
    }
}
