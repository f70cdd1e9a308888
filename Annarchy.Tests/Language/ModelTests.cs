using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Tests.Language;

public class ModelTests
{
    private static string Show(ParameterSyntax p) => $"{p.Name} = {p.Value.Tree()} {p.Kind} {p.Locality}";

    private static string Show(EquationSyntax e) =>
        $"{e.Variable} {e.Kind} {e.Locality} {e.Method} init={e.Initial?.Tree()} min={e.Minimum?.Tree()} max={e.Maximum?.Tree()}"
        + (e.UnlessPost ? " unless_post" : "");

    [Fact]
    public void ParametersInTextAreLocalUnlessFlagged()
    {
        var neuron = new Neuron(
            parameters: """
                tau = 10.0 : population
                B = Uniform(0, 1); on = True : bool
                off = False
                n = 2 : int, population
                x = -1.0/3.0 : local
                y = 2*c1 : global
                """,
            equations: "r = B");
        Assert.Equal(
            [
                "tau = 10.0 Real Global",
                "B = (Uniform 0 1) Real Local",
                "on = True Boolean Local",
                "off = False Boolean Local",
                "n = 2 Integer Global",
                "x = (/ (- 1.0) 3.0) Real Local",
                "y = (* 2 c1) Real Global",
            ],
            neuron.Syntax.Parameters.Select(Show));
    }

    [Fact]
    public void TypedParametersAreGlobalUnlessTold()
    {
        var neuron = new Neuron(
            parameters: new ParameterList
            {
                ["tau"] = 10.0,
                ["B"] = new Parameter(-0.5, Locality.Local),
                ["on"] = true,
                ["n"] = new Parameter(2, kind: AttributeKind.Integer),
                ["c"] = "2*c1",
                ["tiny"] = 0.1 + 0.2,
                ["u"] = new Uniform(-1.5, 1.0 / 3.0),
                ["N"] = new Parameter(new Normal(0.0, 1e-20, min: -1.0), Locality.Local),
            },
            equations: "r = B");
        Assert.Equal(
            [
                "tau = 10.0 Real Global",
                "B = -0.5 Real Local",
                "on = True Boolean Global",
                "n = 2 Integer Global",
                "c = (* 2 c1) Real Global",
                "tiny = 0.30000000000000004 Real Global",
                "u = (Uniform (- 1.5) 0.3333333333333333) Real Global",
                "N = (Normal 0 1E-20 min=(- 1)) Real Local",
            ],
            neuron.Syntax.Parameters.Select(Show));
    }

    [Fact]
    public void ListsOfTextsAreTextsInARow()
    {
        var neuron = new Neuron(new[] { "a = 1", "b = 2; c = 3" }, new[] { "x = a", "r = x + b" });
        Assert.Equal(["a", "b", "c"], neuron.Syntax.Parameters.Select(p => p.Name));
        Assert.Equal(["x", "r"], neuron.Syntax.Equations.Select(e => e.Variable));
    }

    [Fact]
    public void EquationFlagsAreUnderstood()
    {
        var neuron = new Neuron(
            "vmin = -1",
            """
            tau * dv/dt + v = 1 : init=0.6, min=vmin, max=0.9, exponential
            n += 2 : init=1, int, population
            du/dt = v : semi-implicit
            dx/dt = v : semiimplicit
            dy/dt = v : runge-kutta4
            b = v > 0 : bool
            r = v
            """);
        Assert.Equal(
            [
                "v Real Local Exponential init=0.6 min=vmin max=0.9",
                "n Integer Global  init=1 min= max=",
                "u Real Local SemiImplicit init= min= max=",
                "x Real Local SemiImplicit init= min= max=",
                "y Real Local RungeKutta4 init= min= max=",
                "b Boolean Local  init= min= max=",
                "r Real Local  init= min= max=",
            ],
            neuron.Syntax.Equations.Select(Show));
    }

    [Fact]
    public void TypedVariablesSayWhatFlagsSay()
    {
        var neuron = new Neuron(
            equations: new EquationList
            {
                new Variable("dv/dt = -v", init: 1.5, min: "-vmax", max: 2, method: NumericalMethod.Midpoint),
                "u = v : init=1",
                new Variable("n += 1", init: true, locality: Locality.Global, kind: AttributeKind.Integer),
                new Variable("r = v : min=0.0", max: 1.0),
            });
        Assert.Equal(
            [
                "v Real Local Midpoint init=1.5 min=(- vmax) max=2",
                "u Real Local  init=1 min= max=",
                "n Integer Global  init=True min= max=",
                "r Real Local  init= min=0.0 max=1.0",
            ],
            neuron.Syntax.Equations.Select(Show));
        Assert.Equal("r", Assert.Single(new Neuron(equations: new Variable("r = 1")).Syntax.Equations).Variable);
        Assert.Equal(2, new Neuron(equations: new[] { new Variable("r = 1"), new Variable("v = r") }).Syntax.Equations.Length);
    }

    [Fact]
    public void SpikingNeuron()
    {
        var neuron = new Neuron(
            "tau_refrac = 2.0",
            "dv/dt = g_exc",
            spike: "v > 1",
            reset: "v = 0; v += 1",
            refractory: "tau_refrac",
            functions: "f(x) = x",
            axonSpike: "v > 2",
            axonReset: "v = 3",
            name: "N",
            description: "D");
        Assert.True(neuron.IsSpiking);
        Assert.Equal(("N", "D", "N (spiking neuron)"), (neuron.Name, neuron.Description, neuron.ToString()));
        var syntax = neuron.Syntax;
        Assert.Equal("(> v 1)", syntax.Spike!.Tree());
        Assert.Equal(["v", "v"], syntax.Reset.Select(e => e.Variable));
        Assert.Equal("(> v 2)", syntax.AxonSpike!.Tree());
        Assert.Equal("v = 3", Assert.Single(syntax.AxonReset).Span.Text);
        Assert.Equal("tau_refrac", Assert.IsType<NameExpression>(syntax.Refractory).Name);
        Assert.Equal("f", Assert.Single(syntax.Functions).Name);

        var simple = new Neuron(equations: "v = 1", spike: "v > 2", refractory: 5);
        Assert.Equal(5.0, Assert.IsType<NumberLiteral>(simple.Syntax.Refractory).Value);
        Assert.Equal("Spiking neuron", simple.Name);
    }

    [Fact]
    public void SpikingSynapse()
    {
        var synapse = new Synapse(
            parameters: "eta = 0.01 : projection\nT = 30 : int, postsynaptic",
            equations: "tau*dx/dt = -x : event-driven\ntheta = post.r : semiglobal",
            preSpike: "g_target += w\nw = clip(w - x, 0, 1) : unless_post\nx += 1 : min=0.0, init=2.0\npost.v += 1",
            postSpike: "w += 1",
            psp: "w * (pre.v - post.v)",
            creating: "pre.r > 1 : proba = 0.5, w = 0.1, d=2.0",
            pruning: new Pruning("age > T", proba: 0.25));
        Assert.True(synapse.IsSpiking);
        var syntax = synapse.Syntax;
        Assert.Equal(["eta = 0.01 Real Global", "T = 30 Integer Semiglobal"], syntax.Parameters.Select(Show));
        Assert.Equal(["x Real Local EventDriven init= min= max=", "theta Real Semiglobal  init= min= max="], syntax.Equations.Select(Show));
        Assert.Equal(
            [
                "g_target Real Local  init= min= max=",
                "w Real Local  init= min= max= unless_post",
                "x Real Local  init=2.0 min=0.0 max=",
                "v Real Local  init= min= max=",
            ],
            syntax.PreSpike.Select(Show));
        Assert.Equal("post", ((AssignmentStatement)syntax.PreSpike[3].Statement).TargetOwner);
        Assert.Equal("(* w (- pre.v post.v))", syntax.Psp!.Tree());
        Assert.Equal(("(> pre.r 1)", "0.5", "0.1", "2.0"),
            (syntax.Creating!.Condition.Tree(), syntax.Creating.Probability!.Tree(), syntax.Creating.Weight!.Tree(), syntax.Creating.Delay!.Tree()));
        Assert.Equal(("(> age T)", "0.25"), (syntax.Pruning!.Condition.Tree(), syntax.Pruning.Probability!.Tree()));
        Assert.Null(syntax.Pruning.Weight);
    }

    [Fact]
    public void RateCodedSynapse()
    {
        var synapse = new Synapse(psp: "w * pre.r^2", operation: "max", equations: "dw/dt = pre.r - mean(pre.r)");
        Assert.False(synapse.IsSpiking);
        Assert.Equal(("max", "(* w (^ pre.r 2))"), (synapse.Syntax.Operation, synapse.Syntax.Psp!.Tree()));
        Assert.Null(new Synapse().Syntax.Psp);
    }

    [Fact]
    public void ArgumentsOutsideOfTexts()
    {
        var unknown = Assert.Throws<ArgumentException>(() => new Synapse(operation: "mena"));
        Assert.StartsWith("Synapse 'Rate-coded synapse': the operation 'mena' is unknown; it is sum, max, min or mean. Did you mean 'mean'?", unknown.Message, StringComparison.Ordinal);
        var spikes = Assert.Throws<ArgumentException>(() => new Synapse(operation: "max", preSpike: "g_target += w"));
        Assert.StartsWith("Synapse 'Spiking synapse': spikes can only be summed, so the operation is sum, not max.", spikes.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new Variable(null!));
        Assert.Throws<ArgumentNullException>(() => new Parameter((string)null!));
        Assert.Throws<ArgumentException>(() => new ParameterList { [" "] = 1.0 });
    }
}
