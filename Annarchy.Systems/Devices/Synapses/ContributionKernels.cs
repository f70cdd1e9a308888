using Annarchy.Kernels;
using Annarchy.Programs;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Adds what the synapses of each dendrite contribute in every step to its neuron.</summary>
internal sealed class ContributionKernels : IKernelSystem
{
    private readonly Projection _projection;
    private readonly SynapseArrays _arrays;
    private readonly DeviceKernel _kernel;
    private readonly string _device;

    public ContributionKernels(
        OnDevice device, Projection projection, SynapseArrays arrays, SynapseSlots slots, UpdateProgram psp, Reduction reduction)
    {
        (_projection, _arrays, _device) = (projection, arrays, device.Memory.Device.Name);
        Column[] targets = [.. projection.Targets.Select(projection.Post.Whole.RequireTarget)];
        _kernel = Print(device, slots, psp, reduction, targets);
    }

    public string Name => $"contributions of {_projection.Label} on {_device}";

    public void Update(in StepContext context)
    {
        if (!_projection.IsTransmitting)
            return;
        _arrays.Refresh();
        _kernel.Launch();
    }

    private DeviceKernel Print(OnDevice device, SynapseSlots slots, UpdateProgram psp, Reduction reduction, Column[] targets)
    {
        var text = device.Text();
        var rows = SynapseRows.ByDendrites(_arrays, drawsBySlot: true);
        text.Line("PARTS;");
        text.Line($"for (i32 row = ROW; row < {text.Number(() => rows.Count)}; row += ROWS)");
        text.Line("{");
        rows.PrintRow(text);
        text.Line(reduction switch
        {
            Reduction.Maximum => "REAL part = -(REAL)INFINITY;",
            Reduction.Minimum => "REAL part = (REAL)INFINITY;",
            _ => "REAL part = 0;",
        });
        text.Line("for (i32 e = begin + LANE; e < end; e += LANES)");
        text.Line("{");
        rows.PrintEntry(text);
        var printer = new CPrinter(text, slot => slots.Read(text, slot, isDelayed: true), slots.Random(text));
        printer.Print(psp);
        text.Line($"part = {Combine("part", printer[psp.Stores[0].Value])};");
        text.Line("}");
        text.Line("parts[LANE] = part;");
        text.Line("MEET_LANES;");
        text.Line("if (LANE == 0 && begin < end)");
        text.Line("{");
        text.Line($"REAL all = parts[0];");
        text.Line($"for (i32 lane = 1; lane < LANES; lane++) all = {Combine("all", "parts[lane]")};");
        if (reduction == Reduction.Mean)
            text.Line("all = all / (REAL)(end - begin);");
        foreach (var target in targets)
            text.Line($"{text.Column(target, isWritten: true)}[post] += all;");
        text.Line("}");
        text.Line("MEET_LANES;");
        text.Line("}");
        return device.Kernels.Add(text.Finish($"contributions of {_projection.Label}", new KernelShape(() => rows.Count, SharesRows: true)));

        string Combine(string left, string right) => reduction switch
        {
            Reduction.Maximum => $"max_real({left}, {right})",
            Reduction.Minimum => $"min_real({left}, {right})",
            _ => $"{left} + {right}",
        };
    }
}
