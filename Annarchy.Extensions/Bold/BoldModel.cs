namespace Annarchy.Bold;

/// <summary>A model that turns a signal of neural activity into a BOLD signal: what a <see cref="BoldMonitor"/> computes.</summary>
/// <remarks>
/// <para>
/// It is a rate-coded neuron that says which targets are its input signals and which variables its outputs. One neuron of it is
/// simulated per monitor, so parameters may as well be global.
/// </para>
/// <para>
/// The predefined models are balloon models: vascular response (Friston et al., NeuroImage 12, 2000), balloon of venous blood (Buxton, Wong
/// and Frank, Magnetic Resonance in Medicine 39, 1998), and the four BOLD equations compared by Stephan et al. (NeuroImage 38, 2007). A signal
/// <c>s</c> drives the inflow <c>f_in</c>; volume <c>v</c> and deoxyhaemoglobin <c>q</c> of the balloon follow, all relative to rest:
/// </para>
/// <code>
/// ds/dt       = phi I_CBF - kappa s - gamma (f_in - 1)
/// df_in/dt    = s
/// E           = 1 - (1 - E_0)^(1/f_in)
/// tau dq/dt   = f_in E/E_0 - q/v f_out
/// tau dv/dt   = f_in - f_out,   f_out = v^(1/alpha)
/// </code>
/// <para>
/// with time in seconds. What is integrated are the differences from rest, <c>f_in - 1</c>, <c>q - 1</c> and <c>v - 1</c>, as variables
/// <c>flow</c>, <c>content</c> and <c>volume</c>: so the small changes of a step count in single precision too. The monitors of Maith et al.
/// (Frontiers in Neuroinformatics 16, 2022) are what this extension follows.
/// </para>
/// </remarks>
/// <example><code>
/// var model = new BoldModel(
///     parameters: "tau = 1000.0 : population",
///     equations: "I_CBF = sum(I_CBF)\ntau * dBOLD/dt = I_CBF - BOLD",
///     inputs: "I_CBF");
/// </code></example>
public class BoldModel : Neuron
{
    private static readonly NameList s_bold = "BOLD";

    /// <summary>Defines a model.</summary>
    /// <param name="parameters">Parameters and their values.</param>
    /// <param name="equations">Equations of the variables; each input is read as <c>sum(input)</c>. Times are in ms.</param>
    /// <param name="inputs">Names of the input signals, such as <c>I_CBF</c>.</param>
    /// <param name="outputs">Names of the variables that are always recorded; <c>BOLD</c> if not given.</param>
    /// <param name="name">Name of the model, for reports and messages.</param>
    /// <param name="description">What the model is, for reports.</param>
    /// <exception cref="EquationException">A text is wrong, or an output is not defined; the message says what, where and what was expected.</exception>
    /// <exception cref="ArgumentException">There is no input, or the equations do not read one.</exception>
    public BoldModel(
        ParameterList? parameters,
        EquationList equations,
        NameList inputs,
        NameList? outputs = null,
        string? name = null,
        string? description = null)
        : base(name ?? "BOLD model", description ?? "User-defined BOLD model.", outputs ?? s_bold, parameters, equations)
    {
        if (inputs.Count == 0)
            throw new ArgumentException($"{Name} needs the name of at least one input.", nameof(inputs));
        foreach (var input in inputs)
        {
            if (!Targets.Contains(input))
            {
                var known = Targets.Count == 0 ? "they read none" : $"they read {string.Join(", ", Targets.Select(t => $"sum({t})"))}";
                throw new ArgumentException($"The equations of {Name} do not read its input '{input}' as sum({input}); {known}.", nameof(inputs));
            }
        }

        Variables = [.. this.Describe().Equations.Select(e => e.Variable)];
        Inputs = inputs;
        Outputs = outputs ?? s_bold;
    }

    /// <summary>Names of the input signals.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Names of the variables that monitors always record.</summary>
    public IReadOnlyList<string> Outputs { get; }

    private IReadOnlyList<string> Variables { get; }

    /// <summary>Refuses names that are no variables of the model.</summary>
    internal void CheckVariable(string variable, string argument)
    {
        if (!Variables.Contains(variable))
            throw new ArgumentException($"{Name} has no variable '{variable}'. It has: {string.Join(", ", Variables)}.", argument);
    }
}
