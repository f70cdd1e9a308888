using System.Globalization;
using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Tests.Language;

public class BuiltInModelTests
{
    private static string Parameters(IEnumerable<ParameterSyntax> parameters) => string.Join(
        ", ",
        parameters.Select(p => $"{p.Name}={((NumberLiteral)p.Value).Value.ToString(CultureInfo.InvariantCulture)}{(p.Locality == Locality.Global ? "!" : "")}"));

    private static string Equation(EquationSyntax equation) =>
        equation.Span.Text
        + (equation.Initial is null ? "" : $" : init={((NumberLiteral)equation.Initial).Value.ToString(CultureInfo.InvariantCulture)}")
        + (equation.Method is null ? "" : $" : {equation.Method}");

    [Theory]
    [InlineData("LeakyIntegrator", "tau=10!, B=0, T=0!", null)]
    [InlineData("Izhikevich", "noise=0, a=0.02, b=0.2, c=-65, d=8, v_thresh=30, i_offset=0, tau_refrac=0", "tau_refrac")]
    [InlineData("IF_curr_exp", "v_rest=-65, cm=1, tau_m=20, tau_refrac=0, tau_syn_E=5, tau_syn_I=5, v_thresh=-50, v_reset=-65, i_offset=0", "tau_refrac")]
    [InlineData("IF_curr_alpha", "v_rest=-65, cm=1, tau_m=20, tau_refrac=0, tau_syn_E=5, tau_syn_I=5, v_thresh=-50, v_reset=-65, i_offset=0", "tau_refrac")]
    [InlineData("IF_cond_exp", "v_rest=-65, cm=1, tau_m=20, tau_refrac=0, tau_syn_E=5, tau_syn_I=5, e_rev_E=0, e_rev_I=-70, v_thresh=-50, v_reset=-65, i_offset=0", "tau_refrac")]
    [InlineData("IF_cond_alpha", "v_rest=-65, cm=1, tau_m=20, tau_refrac=0, tau_syn_E=5, tau_syn_I=5, e_rev_E=0, e_rev_I=-70, v_thresh=-50, v_reset=-65, i_offset=0", "tau_refrac")]
    [InlineData("HH_cond_exp", "gbar_Na=20, gbar_K=6, gleak=0.01, cm=0.2, v_offset=-63, e_rev_Na=50, e_rev_K=-90, e_rev_leak=-65, e_rev_E=0, e_rev_I=-80, tau_syn_E=0.2, tau_syn_I=2, i_offset=0, v_thresh=0", null)]
    [InlineData("EIF_cond_exp_isfa_ista", "v_rest=-70.6, cm=0.281, tau_m=9.3667, tau_refrac=0.1, tau_syn_E=5, tau_syn_I=5, e_rev_E=0, e_rev_I=-80, tau_w=144, a=4, b=0.0805, i_offset=0, delta_T=2, v_thresh=-50.4, v_reset=-70.6, v_spike=-40", "tau_refrac")]
    [InlineData("EIF_cond_alpha_isfa_ista", "v_rest=-70.6, cm=0.281, tau_m=9.3667, tau_refrac=0.1, tau_syn_E=5, tau_syn_I=5, e_rev_E=0, e_rev_I=-80, tau_w=144, a=4, b=0.0805, i_offset=0, delta_T=2, v_thresh=-50.4, v_reset=-70.6, v_spike=-40", "tau_refrac")]
    [InlineData("GIF_curr", "tau_m=10!, R=0.04!, tau_v=1000!, J_v=1000!, u_r=-65!, u_th=-50!, c=10!, delta_u=5!, I_ext=375!", "0.0")]
    [InlineData("GIF_curr_exp", "tau_m=10!, R=0.04!, tau_v=1000!, J_v=1000!, u_r=-65!, u_th=-50!, c=10!, delta_u=5!, tau_g_exc=5!, tau_g_inh=5!, I_ext=375!", "0.0")]
    public void NeuronDefaults(string name, string parameters, string? refractory)
    {
        var neuron = BuiltInModels.CreateNeuron(name);
        Assert.Equal(name, neuron.GetType().Name);
        Assert.Equal(parameters, Parameters(neuron.Syntax.Parameters));
        Assert.Equal(refractory, neuron.Syntax.Refractory?.Tree());
    }

    [Theory]
    [InlineData("Hebb", "eta=0.01!")]
    [InlineData("Oja", "eta=0.01!, alpha=1!")]
    [InlineData("IBCM", "eta=0.01!, tau=2000!")]
    [InlineData("STP", "tau_rec=100!, tau_facil=0.01!, U=0.5")]
    [InlineData("STDP", "tau_plus=20!, tau_minus=20!, A_plus=0.01!, A_minus=0.01!, w_min=0!, w_max=1!")]
    [InlineData("TripletSTDP", "tau_plus=16.8!, tau_minus=33.7!, tau_x=101!, tau_y=125!, A2_plus=5E-10!, A3_plus=0.0062!, A2_minus=0.007!, A3_minus=0.00023!, w_min=0!, w_max=1!")]
    [InlineData("RewardModulatedSTDP", "tau_plus=20!, tau_minus=20!, A_plus=0.01!, A_minus=0.015!, tau_c=1000!, tau_d=200!, w_min=0!, w_max=1!")]
    [InlineData("HomeostaticSTDP", "tau_plus=20!, tau_minus=60!, A_plus=0.0002!, A_minus=6.6E-05!, alpha=1!, beta=1!, gamma=50!, T=5!, R_target=35!, w_min=0!, w_max=0.03!")]
    [InlineData("ClopathSTDP", "A_LTD=0.00014!, A_LTP=8E-05!, theta_minus=-70.6!, theta_plus=-45.3!, tau_minus=10!, tau_plus=7!, tau_x=15!, u_ref2=0!, tau_homeostasis=1000!, E_L=-70.6!, w_min=0!, w_max=3!")]
    public void SynapseDefaults(string name, string parameters)
    {
        var synapse = BuiltInModels.CreateSynapse(name);
        Assert.Equal(name, synapse.GetType().Name);
        Assert.Equal(parameters, Parameters(synapse.Syntax.Parameters));
    }

    [Fact]
    public void EveryListedModelCanBeMade()
    {
        Assert.Equal(11, BuiltInModels.NeuronNames.Select(name => BuiltInModels.CreateNeuron(name)).Distinct().Count());
        Assert.Equal(9, BuiltInModels.SynapseNames.Select(name => BuiltInModels.CreateSynapse(name)).Distinct().Count());
    }

    [Fact]
    public void ArgumentsAreGivenByName()
    {
        var neuron = BuiltInModels.CreateNeuron(
            "Izhikevich", new Dictionary<string, AttributeValue> { ["c"] = -50.5, ["b"] = 2, ["conductance"] = "g_ampa" });
        Assert.Equal(
            [
                "I = g_ampa + noise * Normal(0.0, 1.0) + i_offset",
                "dv/dt = 0.04 * v^2 + 5.0 * v + 140.0 - u + I : init=-50.5",
                "du/dt = a * (b*v - u) : init=-101",
            ],
            neuron.Syntax.Equations.Select(Equation));
        Assert.Equal("noise=0, a=0.02, b=2, c=-50.5, d=8, v_thresh=30, i_offset=0, tau_refrac=0", Parameters(neuron.Syntax.Parameters));
    }

    [Fact]
    public void InputsAndNoiseOfTheLeakyIntegrator()
    {
        Assert.Equal(
            ["tau * dv/dt + v = sum(ampa) + B + Normal(0.0, 1.0) : Exponential", "r = pos(v - T)"],
            new LeakyIntegrator(sum: "sum(ampa)", noise: "Normal(0.0, 1.0)").Syntax.Equations.Select(Equation));
        Assert.Equal(
            "tau * dv/dt + v = sum(exc) - sum(inh) + B : Exponential", Equation(new LeakyIntegrator().Syntax.Equations[0]));
        Assert.Equal("tau_m * du/dt = -u + u_r + R*I_ext : init=-65", Equation(new GIF_curr(current: "").Syntax.Equations[0]));
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Message("There is no built-in neuron 'Izikevich'. Did you mean 'Izhikevich'?", () => BuiltInModels.CreateNeuron("Izikevich"));
        Message(
            "There is no built-in synapse 'BCM'. Did you mean 'IBCM'?", () => BuiltInModels.CreateSynapse("BCM"));
        Message(
            "Oja has no argument 'tau'. Known are eta, alpha.",
            () => BuiltInModels.CreateSynapse("Oja", new Dictionary<string, AttributeValue> { ["tau"] = 1.0 }));
        Message(
            "The argument 'eta' of Oja is a number, not fast.",
            () => BuiltInModels.CreateSynapse("Oja", new Dictionary<string, AttributeValue> { ["eta"] = "fast" }));
        Assert.Equal("tau_facil", Assert.Throws<ArgumentOutOfRangeException>(() => new STP(tau_facil: 0.0)).ParamName);

        static void Message(string expected, Action action) =>
            Assert.StartsWith(expected, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultSynapses()
    {
        Assert.Equal("(* w pre.r)", new DefaultRateCodedSynapse().Syntax.Psp!.Tree());
        Assert.Equal("g_target += w", Assert.Single(new DefaultSpikingSynapse().Syntax.PreSpike).Span.Text);
    }
}
