namespace Annarchy.Reports;

/// <summary>The parts of a report about neuron and synapse models.</summary>
internal sealed class ModelReport(Network network, ReportWriter writer)
{
    private const string DefaultSynapse = "Default synapse";

    public static string SynapseName(Projection projection) => projection.SynapseType?.Name ?? DefaultSynapse;

    public static string NameOf(NumericalMethod method) => method switch
    {
        NumericalMethod.Explicit => "explicit Euler",
        NumericalMethod.Implicit => "implicit Euler",
        NumericalMethod.SemiImplicit => "semi-implicit Euler",
        NumericalMethod.Exponential => "exponential Euler",
        NumericalMethod.Midpoint => "midpoint",
        NumericalMethod.RungeKutta4 => "fourth-order Runge-Kutta",
        NumericalMethod.EventDriven => "exact, event-driven",
        _ => method.ToString(),
    };

    public void Neurons(IEnumerable<Population> populations)
    {
        var models = populations.Where(p => p.Neuron is not null).GroupBy(p => p.Neuron!).ToList();
        if (models.Count == 0)
            return;
        writer.Section("Neuron models");
        foreach (var model in models)
            Write(model.Key.Describe(writer.Notation), model.Select(p => p.Name), "population");
        var functions = network.TypesetFunctions(writer.Notation);
        if (functions.Count == 0)
            return;
        writer.Subsection("Functions of the network");
        foreach (var function in functions)
            writer.Display(function, []);
    }

    public void Synapses(IEnumerable<Projection> projections)
    {
        var models = projections.Where(p => p.SynapseType is not null).GroupBy(p => p.SynapseType!).ToList();
        if (models.Count == 0)
            return;
        writer.Section("Synapse models");
        foreach (var model in models)
            Write(model.Key.Describe(writer.Notation), model.Select(p => p.Name), "projection");
    }

    private void Write(ModelDescription model, IEnumerable<string> users, string scope)
    {
        writer.Subsection(model.Name);
        writer.Paragraph($"{model.Summary} Used by {string.Join(", ", users)}.");
        if (model.Parameters.Count > 0)
        {
            writer.Table(
                ["Parameter", "Default value", "One per", "Type"],
                [.. model.Parameters.Select(p => (IReadOnlyList<ReportText>)[
                    ReportText.Formula(p.Symbol), ReportText.Formula(p.Value), OnePer(p.Locality, scope), p.Kind.ToString().ToLowerInvariant()])]);
        }

        if (model.Contribution is { } contribution)
        {
            writer.Paragraph("Contribution to the weighted sum:");
            writer.Display(contribution, []);
        }

        if (model.Equations.Count > 0)
            writer.Paragraph("Equations:");
        foreach (var equation in model.Equations)
            writer.Display(equation.Formula, Remarks(equation, scope));
        if (model.Functions.Count > 0)
            writer.Paragraph("Functions:");
        foreach (var function in model.Functions)
            writer.Display(function, []);
        foreach (var happening in model.Events)
            Write(happening);
    }

    private void Write(EventDescription happening)
    {
        if (happening.Condition is { } condition)
        {
            writer.Paragraph($"{happening.Name}, if");
            writer.Display(condition, []);
            if (happening.Actions.Count > 0)
                writer.Paragraph("then");
        }
        else
        {
            writer.Paragraph($"{happening.Name}:");
        }

        foreach (var action in happening.Actions)
            writer.Display(action, []);
        foreach (var detail in happening.Details)
            writer.Paragraph($"{detail.Name}: ", ReportText.Formula(detail.Formula));
    }

    private List<ReportText> Remarks(EquationDescription equation, string scope)
    {
        var remarks = new List<ReportText>();
        if (equation.IsDifferential)
            Add($"{NameOf(equation.Method ?? network.Method)} method", null);
        if (equation.Initial is not null)
            Add("initially ", equation.Initial);
        if (equation.Minimum is not null)
            Add("at least ", equation.Minimum);
        if (equation.Maximum is not null)
            Add("at most ", equation.Maximum);
        if (equation.Locality != Locality.Local)
            Add($"one per {OnePer(equation.Locality, scope)}", null);
        return remarks;

        void Add(string words, string? formula)
        {
            remarks.Add(remarks.Count > 0 ? $"; {words}" : words);
            if (formula is not null)
                remarks.Add(ReportText.Formula(formula));
        }
    }

    private static string OnePer(Locality locality, string scope) => locality switch
    {
        Locality.Global => scope,
        Locality.Semiglobal => "post-synaptic neuron",
        _ => scope == "population" ? "neuron" : "synapse",
    };
}
