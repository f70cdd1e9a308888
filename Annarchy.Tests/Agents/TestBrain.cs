namespace Annarchy.Tests.Agents;

/// <summary>A small brain with noise, initial values that are drawn, plastic synapses and delays.</summary>
internal sealed class TestBrain : Network
{
    public TestBrain(long seed, Precision precision = Precision.Single)
        : base(dt: 1.0, seed: seed, precision: precision)
    {
        BuildSeed = 3;
        var eyes = Create(new PoissonPopulation(2, rates: 50.0, name: "eyes"));
        var legs = Create(
            3,
            new Neuron(
                parameters: "tau = 10.0 : population",
                equations: """
                    tau*dv/dt = g_exc - v + 0.3*Normal(0.0, 1.0) : init=Uniform(0.0, 0.5)
                    tau*dg_exc/dt = -g_exc
                    50.0*drate/dt = -rate
                    """,
                spike: "v > 1.0",
                reset: "v = 0.0\nrate += 1.0"),
            name: "legs");
        Connect(eyes, legs, "exc", new STDP(w_max: 3.0), name: "learning").AllToAll(1.5);
        Connect(legs, legs, "exc").AllToAll(0.3, 4.0);
    }

    public static BrainTemplate Template(Precision precision = Precision.Single) =>
        new(new TestBrain(0, precision), ["eyes.rates"], ["legs.rate"]);
}
