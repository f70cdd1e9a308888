using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>Zeroes weighted sums before projections add to them.</summary>
internal sealed class ClearingKernels(OnDevice device, IEnumerable<Column> sums) : IKernelSystem
{
    private readonly DeviceKernel[] _kernels = [.. sums.Select(sum => Print(device, sum))];

    public string Name => $"clearing of weighted sums on {device.Memory.Device.Name}";

    public void Update(in StepContext context)
    {
        foreach (var kernel in _kernels)
            kernel.Launch();
    }

    private static DeviceKernel Print(OnDevice device, Column sum)
    {
        var text = device.Text();
        text.Line($"if (ITEM < {text.Number(() => (int)sum.Length)}) {text.Column(sum, isWritten: true)}[ITEM] = 0;");
        return device.Kernels.Add(text.Finish("clearing", new KernelShape(() => (int)sum.Length)));
    }
}

/// <summary>Adds the weighted sums of all targets of a population up.</summary>
internal sealed class TotalSumKernels(OnDevice device, string population, Column total, Column[] sums) : IKernelSystem
{
    private readonly DeviceKernel _kernel = Print(device, total, sums);

    public string Name => $"sum over all targets of {population} on {device.Memory.Device.Name}";

    public void Update(in StepContext context) => _kernel.Launch();

    private static DeviceKernel Print(OnDevice device, Column total, Column[] sums)
    {
        var text = device.Text();
        text.Line("const i32 i = ITEM;");
        text.Line($"if (i >= {text.Number(() => (int)total.Length)}) return;");
        text.Line("REAL sum = 0;");
        foreach (var sum in sums)
            text.Line($"sum += {text.Column(sum)}[i];");
        text.Line($"{text.Column(total, isWritten: true)}[i] = sum;");
        return device.Kernels.Add(text.Finish("total sum", new KernelShape(() => (int)total.Length)));
    }
}
