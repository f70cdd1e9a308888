using Annarchy.Analysis;
using Annarchy.Kernels;
using Annarchy.Models;
using Annarchy.Programs;
using Annarchy.Populations;
using Annarchy.Storage;

namespace Annarchy.Simulation;

/// <summary>Evaluates functions and expressions of the equation language outside of any population.</summary>
internal static class FunctionEvaluation
{
    /// <summary>A function of every row of its arguments.</summary>
    /// <param name="function">Name of the function.</param>
    /// <param name="arguments">Its arguments, as many values each.</param>
    /// <param name="scope">Constants and functions.</param>
    /// <param name="backend">What runs it.</param>
    public static double[] Evaluate(string function, ReadOnlySpan<double[]> arguments, ModelScope scope, IKernelBackend backend)
    {
        var rows = arguments.IsEmpty ? 1 : arguments[0].Length;
        var names = Enumerable.Range(0, arguments.Length).Select(i => $"argument_{i}").ToArray();
        var model = new Neuron(
            parameters: string.Join('\n', names.Select(n => $"{n} = 0.0")),
            equations: $"r = {function}({string.Join(", ", names)})",
            name: function);
        var program = NeuronCompiler.Compile(model.Syntax, scope);
        using var columns = new ColumnTable(Precision.Double);
        foreach (var slot in program.Local.Slots)
            columns.Add(slot.Name, slot.Kind, slot.Locality == Locality.Global ? 1 : rows);
        foreach (var (name, value) in scope.Constants)
            Set(name, [value]);
        Set(SlotNames.TimeStep, [scope.TimeStep]);
        for (var i = 0; i < arguments.Length; i++)
            Set(names[i], arguments[i]);
        using var binding = new ProgramBinding(
            program.Local, backend.Compile(program.Local, Precision.Double), Precision.Double, 1, slot => columns[slot.Name], 0);
        var spikes = default(KernelSpikes);
        binding.Run(0, 0, rows, 0, 0, ref spikes);
        return columns["r"].ToArray();

        void Set(string name, double[] values)
        {
            if (columns.TryGet(name, out var column))
                column.CopyFrom(values);
        }
    }

    /// <summary>The value of an expression of constants.</summary>
    public static double Evaluate(string expression, ModelScope scope)
    {
        var model = new Neuron(parameters: $"value = {expression}", equations: "r = value", name: "constant");
        var value = NeuronCompiler.Compile(model.Syntax, scope).Attributes.First(a => a.Name == "value");
        return value.InitialDistribution is null
            ? value.InitialValue
            : throw new ArgumentException($"'{expression}' is a distribution, not a number.", nameof(expression));
    }
}
