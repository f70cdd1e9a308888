namespace Annarchy.Benchmarks.Micro;

/// <summary>Neurons whose updates are measured.</summary>
internal static class NeuronModels
{
    /// <summary>Models the library has never seen, with population-wide parameters and functions of every kind.</summary>
    public static Neuron[] Unseen { get; } =
    [
        new Neuron(
            parameters: "tau = 20.0 : population\nEl = -60.0 : population\nVt = -50.0 : population\nVr = -60.0 : population\nI = 20.0 : population",
            equations: "tau*dv/dt = (El - v) + g_exc * (0.0 - v) + g_inh * (-80.0 - v) + I : init = -55.0\n"
                + "5.0*dg_exc/dt = -g_exc : exponential\n10.0*dg_inh/dt = -g_inh : exponential",
            spike: "v > Vt", reset: "v = Vr", refractory: 5.0, name: "COBA"),
        new Neuron(
            parameters: "a = 0.7 : population\nb = 0.8 : population\ntau = 12.5 : population\nI = 0.5 : population",
            equations: "dv/dt = v - v^3/3.0 - w + I : init = -1.0\ntau*dw/dt = v + a - b*w",
            spike: "v > 1.0", reset: "", name: "FitzHugh-Nagumo"),
        new Neuron(
            parameters: "C = 20.0 : population\ngl = 2.0 : population\ngca = 4.0 : population\ngk = 8.0 : population\nI = 90.0 : population",
            equations: "minf = 0.5*(1.0 + tanh((v + 1.2)/18.0))\nwinf = 0.5*(1.0 + tanh((v - 12.0)/17.4))\n"
                + "lambda = 0.067*cosh((v - 12.0)/34.8)\ndw/dt = lambda*(winf - w)\n"
                + "C*dv/dt = I - gl*(v + 60.0) - gca*minf*(v - 120.0) - gk*w*(v + 84.0) : init = -60.0",
            spike: "v > 0.0", reset: "", name: "Morris-Lecar"),
        new Neuron(
            parameters: "tau = 10.0 : population\nphi = 0.3",
            equations: "tau*dr/dt = -r + sin(phi + r)^2 + log(1.0 + r^2) - pow(abs(r), 1.7) + floor(r) + sqrt(abs(cos(r)))",
            name: "Every function"),
    ];

    /// <summary>The library's own.</summary>
    public static Neuron[] BuiltIn { get; } =
    [
        new LeakyIntegrator(), new Izhikevich(), new IF_curr_exp(), new IF_cond_exp(), new IF_curr_alpha(), new IF_cond_alpha(),
        new HH_cond_exp(), new EIF_cond_exp_isfa_ista(), new EIF_cond_alpha_isfa_ista(),
    ];

    public static IEnumerable<Neuron> All => BuiltIn.Concat(Unseen);
}
