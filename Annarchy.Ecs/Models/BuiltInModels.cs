using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Annarchy.Language;

namespace Annarchy.Models;

/// <summary>
/// Creates built-in models by their name and the names of their constructors' arguments, as network descriptions give them.
/// </summary>
internal static class BuiltInModels
{
    private static readonly string[] Neurons =
    [
        nameof(LeakyIntegrator), nameof(Izhikevich), nameof(IF_curr_exp), nameof(IF_cond_exp), nameof(IF_curr_alpha),
        nameof(IF_cond_alpha), nameof(GIF_curr), nameof(GIF_curr_exp), nameof(HH_cond_exp), nameof(EIF_cond_alpha_isfa_ista),
        nameof(EIF_cond_exp_isfa_ista),
    ];

    private static readonly string[] Synapses =
    [
        nameof(STP), nameof(STDP), nameof(Hebb), nameof(Oja), nameof(IBCM), nameof(TripletSTDP),
        nameof(RewardModulatedSTDP), nameof(HomeostaticSTDP), nameof(ClopathSTDP),
    ];

    /// <summary>Names of the built-in neurons.</summary>
    public static IReadOnlyList<string> NeuronNames => Neurons;

    /// <summary>Names of the built-in synapses.</summary>
    public static IReadOnlyList<string> SynapseNames => Synapses;

    /// <summary>A built-in neuron; arguments that are not given have their defaults.</summary>
    /// <exception cref="ArgumentException">The model or an argument is unknown, or an argument has the wrong type.</exception>
    public static Neuron CreateNeuron(string name, IReadOnlyDictionary<string, AttributeValue>? arguments = null) => name switch
    {
        nameof(LeakyIntegrator) => Create<LeakyIntegrator>(arguments),
        nameof(Izhikevich) => Create<Izhikevich>(arguments),
        nameof(IF_curr_exp) => Create<IF_curr_exp>(arguments),
        nameof(IF_cond_exp) => Create<IF_cond_exp>(arguments),
        nameof(IF_curr_alpha) => Create<IF_curr_alpha>(arguments),
        nameof(IF_cond_alpha) => Create<IF_cond_alpha>(arguments),
        nameof(GIF_curr) => Create<GIF_curr>(arguments),
        nameof(GIF_curr_exp) => Create<GIF_curr_exp>(arguments),
        nameof(HH_cond_exp) => Create<HH_cond_exp>(arguments),
        nameof(EIF_cond_alpha_isfa_ista) => Create<EIF_cond_alpha_isfa_ista>(arguments),
        nameof(EIF_cond_exp_isfa_ista) => Create<EIF_cond_exp_isfa_ista>(arguments),
        _ => throw new ArgumentException($"There is no built-in neuron '{name}'.{Suggestion(name, Neurons)}", nameof(name)),
    };

    /// <summary>A built-in synapse; arguments that are not given have their defaults.</summary>
    /// <exception cref="ArgumentException">The model or an argument is unknown, or an argument has the wrong type.</exception>
    public static Synapse CreateSynapse(string name, IReadOnlyDictionary<string, AttributeValue>? arguments = null) => name switch
    {
        nameof(STP) => Create<STP>(arguments),
        nameof(STDP) => Create<STDP>(arguments),
        nameof(Hebb) => Create<Hebb>(arguments),
        nameof(Oja) => Create<Oja>(arguments),
        nameof(IBCM) => Create<IBCM>(arguments),
        nameof(TripletSTDP) => Create<TripletSTDP>(arguments),
        nameof(RewardModulatedSTDP) => Create<RewardModulatedSTDP>(arguments),
        nameof(HomeostaticSTDP) => Create<HomeostaticSTDP>(arguments),
        nameof(ClopathSTDP) => Create<ClopathSTDP>(arguments),
        _ => throw new ArgumentException($"There is no built-in synapse '{name}'.{Suggestion(name, Synapses)}", nameof(name)),
    };

    private static T Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(
        IReadOnlyDictionary<string, AttributeValue>? arguments)
    {
        var constructor = typeof(T).GetConstructors()[0];
        var parameters = constructor.GetParameters();
        foreach (var name in arguments?.Keys ?? [])
        {
            if (parameters.All(parameter => parameter.Name != name))
            {
                var known = parameters.Select(parameter => parameter.Name!).ToArray();
                throw new ArgumentException($"{typeof(T).Name} has no argument '{name}'.{Suggestion(name, known)}", nameof(arguments));
            }
        }

        return (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, [.. parameters.Select(Value)], null);

        object? Value(ParameterInfo parameter)
        {
            if (arguments is null || !arguments.TryGetValue(parameter.Name!, out var value))
                return parameter.DefaultValue;
            var isNumber = parameter.ParameterType == typeof(double);
            object? given = isNumber ? value.Number : value.Text;
            return given ?? throw new ArgumentException(
                $"The argument '{parameter.Name}' of {typeof(T).Name} is a {(isNumber ? "number" : "text")}, not {value}.",
                nameof(arguments));
        }
    }

    private static string Suggestion(string name, IReadOnlyList<string> known) =>
        NearestName.Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : $" Known are {string.Join(", ", known)}.";
}
