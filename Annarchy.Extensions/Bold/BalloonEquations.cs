namespace Annarchy.Bold;

/// <summary>The parts that predefined models are made of.</summary>
internal static class BalloonEquations
{
    /// <summary>
    /// Vascular response to one input and the balloon it fills; times in ms. What changes slowly is kept as its difference from rest
    /// (<c>flow</c>, <c>content</c>, <c>volume</c>), so that a step's small changes are not lost in single precision.
    /// </summary>
    public const string Balloon = """
        I_CBF       = sum(I_CBF)                                          : init=0
        ds/dt       = (phi*I_CBF - kappa*s - gamma*flow) / second         : init=0
        dflow/dt    = s / second                                          : init=0, min=-0.99
        f_in        = 1 + flow                                            : init=1
        E           = 1 - (1 - E_0)^(1/f_in)                              : init=0.3424
        dcontent/dt = (f_in*E/E_0 - (q/v)*f_out) / (tau*second)           : init=0, min=-0.99
        dvolume/dt  = (f_in - f_out) / (tau*second)                       : init=0, min=-0.99
        q           = 1 + content                                         : init=1
        v           = 1 + volume                                          : init=1
        f_out       = v^(1/alpha)                                         : init=1, min=0.01
        """;

    /// <summary>Coefficients of Buxton et al. (1998).</summary>
    public const string Classical = """
        k_1 = (1 - V_0)*4.3*v_0*E_0*TE
        k_2 = 2*E_0
        k_3 = 1 - epsilon
        """;

    /// <summary>Coefficients of Obata et al. (2004).</summary>
    public const string Revised = """
        k_1 = 4.3*v_0*E_0*TE
        k_2 = epsilon*r_0*E_0*TE
        k_3 = 1 - epsilon
        """;

    /// <summary>The BOLD equation of Stephan et al. (2007), <c>V_0 (k_1 (1 - q) + k_2 (1 - q/v) + k_3 (1 - v))</c>.</summary>
    public const string NonLinear = "BOLD = V_0*(k_2*(volume - content)/v - k_1*content - k_3*volume) : init=0";

    /// <summary>The same made linear, <c>V_0 ((k_1 + k_2) (1 - q) + (k_3 - k_2) (1 - v))</c>.</summary>
    public const string Linear = "BOLD = -V_0*((k_1 + k_2)*content + (k_3 - k_2)*volume) : init=0";

    /// <summary>One equation after the other.</summary>
    public static string Join(params ReadOnlySpan<string> parts) => string.Join("\n", parts);

    /// <summary>Parameters with one value for the model, and the length of a second in ms.</summary>
    public static ParameterList Parameters(params ReadOnlySpan<(string Name, double Value)> parameters)
    {
        var list = new ParameterList { ["second"] = 1000.0 };
        foreach (var (name, value) in parameters)
            list.Add(name, value);
        return list;
    }
}
