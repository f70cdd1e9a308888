using System.Collections.Immutable;
using Annarchy.Analysis;
using Annarchy.Kernels;
using Annarchy.Kernels.Emit;
using Annarchy.Kernels.Interpreter;
using Annarchy.Language;
using Annarchy.Language.Syntax;
using Annarchy.Models;
using Annarchy.Populations;
using Annarchy.Programs;
using Annarchy.Simulation;
using Annarchy.Storage;

namespace Annarchy;

/// <content>Models, functions and kernels.</content>
public partial class Network
{
    private readonly Dictionary<string, FunctionDefinition> _functions = new(StringComparer.Ordinal);
    private IKernelBackend? _kernelBackend;

    /// <summary>Names of the functions all equations can call.</summary>
    public IReadOnlyCollection<string> Functions => _functions.Keys;

    /// <summary>Compiles update programs to kernels.</summary>
    internal IKernelBackend KernelCompiler => _kernelBackend ??= Backend switch
    {
        KernelBackend.Interpreter => new InterpreterBackend(),
        KernelBackend.Emitted => DynamicCode.IsSupported
            ? new EmitBackend()
            : throw new PlatformNotSupportedException(
                $"This host compiles no code at run time: use {nameof(KernelBackend)}.{nameof(KernelBackend.Interpreter)}, or {nameof(KernelBackend.Default)} to choose by itself."),
        _ => DynamicCode.IsSupported ? new EmitBackend() : new InterpreterBackend(),
    };

    /// <summary>What the equations of a model can refer to at this moment.</summary>
    internal ModelScope Scope => new(
        _constants.ToImmutableDictionary(c => c.Name, c => c.Value),
        _functions.ToImmutableDictionary(),
        Method,
        TimeStep);

    /// <summary>Declares a function that the equations of populations and projections created from now on can call.</summary>
    /// <param name="definition">For example <c>"sigmoid(x) = 1 / (1 + exp(-x))"</c>.</param>
    /// <exception cref="EquationException">The text is not the definition of a function.</exception>
    /// <exception cref="ArgumentException">There is a function of that name.</exception>
    /// <exception cref="InvalidOperationException">The network is compiled.</exception>
    public void AddFunction(string definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        CheckCanGrow("function");
        var function = GlobalFunctionReader.Read(definition);
        if (!_functions.TryAdd(function.Name, function))
            throw new ArgumentException($"The network already has a function '{function.Name}'.", nameof(definition));
    }

    /// <summary>Declares a constant computed from other constants, as they are now.</summary>
    /// <param name="name">Name in equations.</param>
    /// <param name="expression">For example <c>"2.0 * tau"</c>.</param>
    /// <exception cref="EquationException">The expression is not one of numbers, constants and functions.</exception>
    /// <inheritdoc cref="Constant(string, double)"/>
    public Constant Constant(string name, string expression)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(expression);
        CheckCanGrow("constant");
        return Constant(name, FunctionEvaluation.Evaluate(expression, Scope));
    }

    /// <summary>Evaluates a function declared with <see cref="AddFunction"/>.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="KeyNotFoundException">There is no such function.</exception>
    /// <exception cref="EquationException">The function takes another number of arguments.</exception>
    public double Evaluate(string function, params ReadOnlySpan<double> arguments)
    {
        var rows = new double[arguments.Length][];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = [arguments[i]];
        return Evaluate(function, rows)[0];
    }

    /// <summary>Evaluates a function declared with <see cref="AddFunction"/> for many arguments.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">Its arguments: arrays of one length.</param>
    /// <returns>The value for each row of the arguments.</returns>
    /// <exception cref="KeyNotFoundException">There is no such function.</exception>
    /// <exception cref="EquationException">The function takes another number of arguments.</exception>
    /// <exception cref="ArgumentException">The arrays are not of one length.</exception>
    public double[] Evaluate(string function, params ReadOnlySpan<double[]> arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        CheckNotDisposed();
        if (!_functions.ContainsKey(function))
        {
            var hint = NearestName.Find(function, _functions.Keys) is { } nearest ? $" Did you mean '{nearest}'?" : string.Empty;
            throw new KeyNotFoundException($"The network has no function '{function}'.{hint}");
        }

        foreach (var argument in arguments)
        {
            ArgumentNullException.ThrowIfNull(argument, nameof(arguments));
            if (argument.Length != arguments[0].Length)
                throw new ArgumentException($"The arguments of '{function}' have {arguments[0].Length} and {argument.Length} values.", nameof(arguments));
        }

        return FunctionEvaluation.Evaluate(function, arguments, Scope, KernelCompiler);
    }

    /// <summary>
    /// What is computed for the neurons of a population in every step, as mathematics, and what the machine code made of it does.
    /// </summary>
    /// <param name="population">A population of the network.</param>
    public string Explain(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        CheckNotDisposed();
        CheckOwn(population, nameof(population));
        var program = population.Program;
        UpdateProgram?[] parts = [program.Global, program.Local];
        var text = string.Join("\n", parts.OfType<UpdateProgram>().Where(IsSomething).Select(Print));
        return text.Length > 0 ? text : $"{population.Name}: no equations";

        string Print(UpdateProgram p) =>
            ProgramListing.Print(p, Precision) + (KernelCompiler is EmitBackend emitter ? emitter.List(p, Precision).ToString() : string.Empty);

        static bool IsSomething(UpdateProgram p) => !p.Stores.IsEmpty || p.Spike is not null;
    }

    internal NeuronProgram CompileNeuron(Population population) => NeuronCompiler.Compile(population.Neuron!.Syntax, Scope);

    internal StopCheck CompileStopCondition(Population population)
    {
        var condition = StopConditionReader.Read(population.StopCondition!, population.Name);
        var program = NeuronCompiler.CompileCondition(population.Neuron!.Syntax, Scope, condition.Condition);
        var binding = new ProgramBinding(
            program, KernelCompiler.Compile(program, Precision), Precision, 1, ColumnOf(population), population.RandomObject);
        return new StopCheck(population, binding, condition.All);
    }

    /// <summary>Finds the columns of a program over a population.</summary>
    internal Func<Slot, Column> ColumnOf(Population population) => slot => slot.Owner switch
    {
        SlotOwner.Self => population.Columns[slot.Name],
        SlotOwner.Network => _columns[slot.Name],
        _ => throw new InvalidOperationException($"A neuron has no slot '{slot}'."),
    };

    /// <summary>Columns of the network itself: time, step and constants.</summary>
    internal Column NetworkColumn(string name) => _columns[name];
}
