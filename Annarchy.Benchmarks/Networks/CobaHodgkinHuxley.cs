namespace Annarchy.Benchmarks.Networks;

/// <summary>
/// The COBAHH network, benchmark 3 of Brette et al. (2007): 4000 neurons of Hodgkin and Huxley's type after Traub and Miles, 20 000 um2
/// each, with synaptic conductances. Conductances are in nS, currents in pA; gates by exponential Euler.
/// </summary>
internal static class CobaHodgkinHuxley
{
    public static Network Create(int size, Precision precision, int threads, KernelBackend backend)
    {
        var neuron = new Neuron(
            parameters: """
                Cm = 200.0   : population
                gl = 10.0    : population
                gNa = 20000.0 : population
                gK = 6000.0  : population
                El = -60.0   : population
                EK = -90.0   : population
                ENa = 50.0   : population
                VT = -63.0   : population
                Ee = 0.0     : population
                Ei = -80.0   : population
                tau_e = 5.0  : population
                tau_i = 10.0 : population
                """,
            equations: """
                before = v
                Cm * dv/dt = gl*(El - v) + g_exc*(Ee - v) + g_inh*(Ei - v) + gNa*m^3*h*(ENa - v) + gK*n^4*(EK - v) : exponential, init = -65.0
                dm/dt = am(v - VT)*(1.0 - m) - bm(v - VT)*m : exponential
                dn/dt = an(v - VT)*(1.0 - n) - bn(v - VT)*n : exponential
                dh/dt = ah(v - VT)*(1.0 - h) - bh(v - VT)*h : exponential, init = 1.0
                tau_e * dg_exc/dt = -g_exc : exponential
                tau_i * dg_inh/dt = -g_inh : exponential
                """,
            spike: "v > -20.0 and before <= -20.0",
            reset: "",
            functions: """
                am(x) = 0.32 * (13.0 - x) / (exp((13.0 - x)/4.0) - 1.0)
                bm(x) = 0.28 * (x - 40.0) / (exp((x - 40.0)/5.0) - 1.0)
                ah(x) = 0.128 * exp((17.0 - x)/18.0)
                bh(x) = 4.0 / (1.0 + exp((40.0 - x)/5.0))
                an(x) = 0.032 * (15.0 - x) / (exp((15.0 - x)/5.0) - 1.0)
                bn(x) = 0.5 * exp((10.0 - x)/40.0)
                """,
            name: "COBAHH");
        var network = new Network(dt: 0.1, seed: 1, precision: precision, threads: threads, backend: backend);
        var population = network.Create(size, neuron, name: "P");
        population["v"] = new Normal(-65.0, 5.0);
        population["g_exc"] = new Normal(40.0, 15.0, min: 0.0);
        population["g_inh"] = new Normal(200.0, 120.0, min: 0.0);
        var excitatory = size / 5 * 4;
        network.Connect(population[..excitatory], population, "exc").FixedNumberPre(64, weights: 6.0, delays: 0.1);
        network.Connect(population[excitatory..], population, "inh").FixedNumberPre(16, weights: 67.0, delays: 0.1);
        return network;
    }
}
