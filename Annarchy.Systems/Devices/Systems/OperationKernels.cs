using Annarchy.Models;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Computes mean, min, max and norms over a population at the end of a step, each by one group of items.</summary>
internal sealed class OperationKernels : IKernelSystem
{
    private readonly OnDevice _device;
    private readonly Population _population;
    private readonly DeviceKernel[] _kernels;

    public OperationKernels(OnDevice device, Population population)
    {
        (_device, _population) = (device, population);
        _kernels = [.. population.AllOperations.Select(Print)];
    }

    public string Name => $"global operations of {_population.Name} on {_device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        if (!_population.IsEnabled)
            return;
        foreach (var kernel in _kernels)
            kernel.Launch();
    }

    private DeviceKernel Print(GlobalOperation operation)
    {
        var text = _device.Text();
        var (source, result) = (_population.Columns[operation.Variable], _population.Columns[operation.SlotName]);
        var (values, count) = (text.Column(source), text.Number(() => (int)source.Length));
        var (term, neutral) = operation.Operation switch
        {
            "norm1" => ("fabs(x)", "0"),
            "norm2" => ("x * x", "0"),
            "min" => ("x", "(REAL)INFINITY"),
            "max" => ("x", "-(REAL)INFINITY"),
            _ => ("x", "0"),
        };
        text.Line("PARTS;");
        text.Line($"REAL part = {neutral};");
        text.Line($"for (i32 i = LANE; i < {count}; i += LANES)");
        text.Line("{");
        text.Line($"    const REAL x = (REAL){values}[i];");
        text.Line($"    part = {Combine("part", term)};");
        text.Line("}");
        text.Line("parts[LANE] = part;");
        text.Line("MEET_LANES;");
        text.Line("if (LANE == 0)");
        text.Line("{");
        text.Line("    REAL all = parts[0];");
        text.Line($"    for (int lane = 1; lane < LANES; lane++) all = {Combine("all", "parts[lane]")};");
        text.Line($"    {text.Column(result, isWritten: true)}[0] = {Result("all", count)};");
        text.Line("}");
        return _device.Kernels.Add(text.Finish($"{_population.Name}: {operation.SlotName}", KernelShape.OneRow));

        string Combine(string left, string right) => operation.Operation switch
        {
            "min" => $"min_real({left}, {right})",
            "max" => $"max_real({left}, {right})",
            _ => $"{left} + {right}",
        };

        string Result(string all, string n) => operation.Operation switch
        {
            "mean" => $"{all} / (REAL){n}",
            "norm2" => $"sqrt({all})",
            _ => all,
        };
    }
}
