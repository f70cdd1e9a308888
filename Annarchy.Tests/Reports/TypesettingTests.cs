using System.Xml.Linq;

namespace Annarchy.Tests;

public class TypesettingTests
{
    [Theory]
    [InlineData("tau*dv/dt + v = g_exc", @"\tau \, \frac{d v}{d t} + v = g_{\text{exc}}")]
    [InlineData("dv/dt = (v_rest - v)/tau_m", @"\frac{d v}{d t} = \frac{v_{\text{rest}} - v}{\tau_{m}}")]
    [InlineData("r = a - (b - c)", @"r = a - \left( b - c \right)")]
    [InlineData("r = a - b - c", @"r = a - b - c")]
    [InlineData("r = a + (b - c)", @"r = a + b - c")]
    [InlineData("r = a*(b + c)", @"r = a \, \left( b + c \right)")]
    [InlineData("r = (a + b)^2 + (a*b)^2 + a^2", @"r = \left( a + b \right)^{2} + \left( a \, b \right)^{2} + a^{2}")]
    [InlineData("r = -a^2 - (-b)", @"r = - a^{2} - \left( - b \right)")]
    [InlineData("r = (-a)^2", @"r = \left( - a \right)^{2}")]
    [InlineData("r = a * 2.5 * 1e-05", @"r = a \cdot 2.5 \cdot 10^{-5}")]
    [InlineData("r = 3e+20*a", @"r = 3 \times 10^{20} \, a")]
    [InlineData("r = sum(exc) + sum()", @"r = {\textstyle\sum}_{\text{exc}} + {\textstyle\sum}")]
    [InlineData("r = pos(a) + abs(b) + sqrt(c)", @"r = \left[ a \right]^{+} + \left\lvert b \right\rvert + \sqrt{c}")]
    [InlineData("r = exp(-a/b)", @"r = e^{- \frac{a}{b}}")]
    [InlineData("r = mean(a) + tanh(a, )", null)]
    [InlineData("r = tanh(a) * Normal(0.0, 1.0)", @"r = \text{tanh} \left( a \right) \, \text{Normal} \left( 0, 1 \right)")]
    [InlineData("r = ite(a > 1 and not b < 2, a, b)", @"r = \begin{cases} a & \text{if } a > 1 \land \lnot \left( b < 2 \right) \\ b & \text{otherwise} \end{cases}")]
    [InlineData("r += a / b1", @"r \leftarrow r + \frac{a}{b_{1}}")]
    [InlineData("r = dt * t", @"r = \Delta t \, t")]
    public void EquationsBecomeLatex(string equation, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<EquationException>(() => new Neuron(equations: equation));
            return;
        }

        var spike = equation.StartsWith('r') ? null : "v > 1";
        Assert.Equal(expected, Assert.Single(new Neuron(equations: equation, spike: spike).Describe().Equations).Formula);
    }

    [Theory]
    [InlineData("tau", @"\tau")]
    [InlineData("v", "v")]
    [InlineData("rate", @"\text{rate}")]
    [InlineData("tau_rise_exc", @"\tau_{\text{rise}, \text{exc}}")]
    [InlineData("V_1", "V_{1}")]
    [InlineData("theta2", @"\theta_{2}")]
    [InlineData("Delta_T", @"\Delta_{T}")]
    public void NamesBecomeSymbols(string name, string symbol) => Assert.Equal(symbol, ModelDescriptions.Symbol(name));

    [Fact]
    public void EventsOfNeuronsAreDescribed()
    {
        var model = new Izhikevich().Describe();
        var spike = Assert.Single(model.Events);
        Assert.Equal("Spike", spike.Name);
        Assert.Equal(@"v > v_{\text{thresh}}", spike.Condition);
        Assert.Equal([@"v \leftarrow c", @"u \leftarrow u + d"], spike.Actions);
        Assert.Equal("Refractory period (ms)", Assert.Single(spike.Details).Name);
    }

    [Fact]
    public void EventsOfSynapsesAreDescribed()
    {
        var model = new STDP().Describe();
        Assert.Equal(["Pre-synaptic spike", "Post-synaptic spike"], model.Events.Select(e => e.Name));
        Assert.Equal(@"g_{\text{target}} \leftarrow g_{\text{target}} + w", model.Events[0].Actions[0]);
        var oja = new Oja().Describe();
        Assert.Equal(
            @"\frac{d w}{d t} = \eta \, \left( r^{\text{pre}} \, r^{\text{post}} - \alpha \, \left( r^{\text{post}} \right)^{2} \, w \right)",
            Assert.Single(oja.Equations).Formula);
    }

    [Fact]
    public void EveryBuiltInModelIsWellFormed()
    {
        object[] models =
        [
            new LeakyIntegrator(), new Izhikevich(), new IF_curr_exp(), new IF_cond_exp(), new IF_curr_alpha(), new IF_cond_alpha(), new HH_cond_exp(),
            new EIF_cond_exp_isfa_ista(), new EIF_cond_alpha_isfa_ista(), new STDP(), new STP(), new Hebb(), new Oja(), new IBCM(),
        ];
        foreach (var model in models)
        {
            var (latex, html) = model is Neuron neuron
                ? (neuron.Describe(), neuron.Describe(MathNotation.MathML))
                : (((Synapse)model).Describe(), ((Synapse)model).Describe(MathNotation.MathML));
            foreach (var formula in Formulas(latex))
            {
                Assert.Equal(formula.Count(c => c == '{'), formula.Count(c => c == '}'));
                Assert.Equal(formula.Split(@"\left").Length, formula.Split(@"\right").Length + formula.Split(@"\leftarrow").Length - 1);
            }

            foreach (var formula in Formulas(html))
                Assert.Equal("math", XElement.Parse(formula).Name.LocalName);
        }
    }

    [Fact]
    public void FormulasAreMathML() => Assert.Equal(
        "<math><mrow><mfrac><mrow><mi>d</mi><mi>v</mi></mrow><mrow><mi>d</mi><mi>t</mi></mrow></mfrac><mo>=</mo>"
        + "<mfrac><mn>1</mn><msub><mi>τ</mi><mi>m</mi></msub></mfrac></mrow></math>",
        Assert.Single(new Neuron(parameters: "tau_m = 10.0", equations: "dv/dt = 1.0/tau_m\nr = v").Describe(MathNotation.MathML).Equations.Take(1)).Formula);

    private static IEnumerable<string> Formulas(ModelDescription model) =>
        model.Equations.Select(e => e.Formula)
            .Concat(model.Parameters.SelectMany(p => (string[])[p.Symbol, p.Value]))
            .Concat(model.Events.SelectMany(e => e.Actions.Concat(e.Details.Select(d => d.Formula))))
            .Concat(model.Events.Select(e => e.Condition).Append(model.Contribution).OfType<string>())
            .Concat(model.Functions);
}
