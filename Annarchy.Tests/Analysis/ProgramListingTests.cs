using Annarchy.Programs;

namespace Annarchy.Tests.Analysis;

/// <summary>What people are shown of a program.</summary>
public class ProgramListingTests
{
    [Fact]
    public void A_program_is_listed_as_mathematics()
    {
        var neuron = new Neuron(
            parameters: "tau = 20.0 : population\nI = 0.0",
            equations: "tau*dv/dt = I - v - g_exc : max=100.0\ntau*dg_exc/dt = -g_exc : exponential",
            spike: "v > 10.0",
            reset: "v = 0.0",
            refractory: 5.0,
            name: "LIF");
        using var run = new NeuronRun(neuron);
        Assert.Equal(
            """
            LIF: update (6 columns read, 4 written, 80 bytes per row)
              once:
                k1 = dt / tau
                k2 = exp(-k1)
              for each row:
                x1 = refractory_remaining <= 0
                x2 = min(if x1: v + (I - v - g_exc) * k1 else: v, 100)
                x3 = x1 and x2 > 10
                spike if x3
                v <- if x3: 0 else: x2
                g_exc <- g_exc * k2
                refractory_remaining <- if x3: int(refractory / dt + 0.001) else: if x1: refractory_remaining else: refractory_remaining - 1
                last_spike <- if x3: step else: last_spike

            """.ReplaceLineEndings("\n"),
            ProgramListing.Print(run.Program.Local, Precision.Double));
    }

    [Fact]
    public void Random_numbers_and_narrow_columns_are_counted()
    {
        using var run = new NeuronRun(new Neuron(equations: "r = Normal(0.0, 1.0)", name: "Noise"));
        Assert.Equal(
            """
            Noise: update (0 columns read, 1 written, 4 bytes per row, 1 random number)
              for each row:
                r <- normal#0

            """.ReplaceLineEndings("\n"),
            ProgramListing.Print(run.Program.Local, Precision.Single));
    }

    [Theory]
    [InlineData("a - (b - c)")]
    [InlineData("a - b - c")]
    [InlineData("a / (b * c)")]
    [InlineData("(a + b) * c")]
    [InlineData("-(a * b)")]
    [InlineData("-a + b * c", "b * c - a")]
    [InlineData("a^(b^c)", "a^b^c")]
    [InlineData("(a^b)^c")]
    [InlineData("a * (-2.0)", "a * (-2)")]
    [InlineData("-2.0 / a", "-2 / a")]
    [InlineData("a - (-2.0)*b", "a - (-2) * b")]
    [InlineData("(-2.0)^a", "(-2)^a")]
    [InlineData("2.0 * (if a > b: a else: b)", "2 * (if a > b: a else: b)")]
    [InlineData("(a < b and b < c) or a > c", "a < b and b < c or a > c")]
    [InlineData("a < b and (b < c or a > c)", "a < b and (b < c or a > c)")]
    public void Expressions_are_written_as_they_are_read(string expression, string? printed = null)
    {
        var kind = expression.Contains('<') ? " : bool" : "";
        using var run = new NeuronRun(new Neuron(parameters: "a = 0.0\nb = 0.0\nc = 0.0", equations: $"r = {expression}{kind}"));
        Assert.Equal(printed ?? expression, run.Program.Local.Stores[0].Value.ToString());
    }
}
