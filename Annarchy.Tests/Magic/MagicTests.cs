#pragma warning disable CS0618 // What is tested here is obsolete.
using System.Reflection;

namespace Annarchy.Tests;

public sealed class MagicTests : IDisposable
{
    public void Dispose() => Magic.Clear();

    [Fact]
    public void ActsOnTheNetworkInTheBackground()
    {
        Magic.Clear();
        Magic.Setup(new NetworkConfiguration { TimeStep = 0.5 });
        Magic.SetSeed(42);
        Assert.Equal((0.5, 42L), (Magic.Dt(), Magic.Network.Seed));
        var pop = Magic.Network.Create(2, new Neuron(equations: "r = t + 0.0 * sum(exc)"), name: "pop", stopCondition: "r > 3.9");
        var proj = Magic.Network.Connect(pop, pop, "exc", name: "proj").AllToAll(weights: 1.0);
        var monitor = Magic.Network.Monitor(pop, "r");
        Assert.Throws<InvalidOperationException>(() => Magic.SetSeed(1));
        Assert.Equal((pop, proj), (Magic.GetPopulation("pop"), Magic.GetProjection("proj")));
        Assert.Equal((pop, proj, monitor), (Magic.Populations()[0], Magic.Projections()[0], Magic.Monitors()[0]));

        Magic.Compile();
        Magic.Simulate(2.0);
        Magic.Step();
        Assert.Equal((2.5, 5L), (Magic.GetTime(), Magic.GetCurrentStep()));
        Assert.Equal(2.0, Magic.SimulateUntil(10.0, pop));
        Magic.SetTime(1.0);
        Assert.Equal(3.5, Magic.SimulateUntil(10.0, [pop], StopOperator.Or));
        Magic.SetCurrentStep(4);
        Assert.Equal(4, Magic.Network.CurrentStep);
        Magic.Reset();
        Assert.Equal(0.0, Magic.GetTime());
        Magic.DisableLearning();
        Assert.False(proj.Update);
        Magic.EnableLearning();
        Assert.True(proj.Update);
    }

    [Fact]
    public void SwitchesCallbacks()
    {
        Magic.Clear();
        Magic.Network.Every(1.0, _ => { });
        Assert.True(Magic.CallbacksEnabled());
        Magic.DisableCallbacks();
        Assert.False(Magic.CallbacksEnabled());
        Magic.EnableCallbacks();
        Assert.True(Magic.CallbacksEnabled());
        Magic.ClearAllCallbacks();
        Assert.Empty(Magic.Network.Callbacks);
        var old = Magic.Network;
        Magic.Clear();
        Assert.Throws<ObjectDisposedException>(old.Step);
        Assert.NotSame(old, Magic.Network);
    }

    [Fact]
    public void SavesAndLoads()
    {
        Magic.Clear();
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var pop = Magic.Network.Create(3, new Neuron(parameters: "tau = 10.0 : population", equations: "tau * dr/dt + r = 1.0"));
            Magic.Simulate(5.0);
            double[] r = pop["r"];
            Magic.Save(Path.Combine(folder, "state.npz"));
            Magic.SaveParameters(Path.Combine(folder, "parameters.json"));
            Magic.Simulate(5.0);
            pop["tau"] = 20.0;
            Magic.Load(Path.Combine(folder, "state.npz"));
            Assert.Equal((5.0, 10.0), (Magic.GetTime(), pop["tau"].Scalar));
            Assert.Equal(r, pop["r"]);
            pop["tau"] = 20.0;
            Magic.LoadParameters(Path.Combine(folder, "parameters.json"));
            Assert.Equal(10.0, pop["tau"].Scalar);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void HasAllDeprecatedFunctions()
    {
        string[] expected =
        [
            "CallbacksEnabled", "Clear", "ClearAllCallbacks", "Compile", "DisableCallbacks", "DisableLearning", "Dt", "EnableCallbacks", "EnableLearning",
            "GetCurrentStep", "GetPopulation", "GetProjection", "GetTime", "Load", "LoadParameters", "Monitors", "Populations", "Projections", "Reset",
            "Save", "SaveParameters", "SetCurrentStep", "SetSeed", "SetTime", "Setup", "Simulate", "SimulateUntil", "Step",
        ];
        var methods = typeof(Magic).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => !m.IsSpecialName);
        Assert.Equal(expected, methods.Select(m => m.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(28, expected.Length);
    }

    [Fact]
    public void EveryFunctionSaysWhatToUseInstead()
    {
        var methods = typeof(Magic).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => !m.IsSpecialName).ToList();
        Assert.All(methods, m => Assert.NotEmpty(m.GetCustomAttribute<ObsoleteAttribute>()?.Message ?? string.Empty));
    }
}
