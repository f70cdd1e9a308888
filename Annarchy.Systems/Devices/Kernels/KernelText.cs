using System.Globalization;
using System.Text;
using Annarchy.Storage;

namespace Annarchy.Devices;

/// <summary>
/// The text of a kernel while it is written, with its parameters: every buffer or number the text mentions becomes one. Parameters are named by
/// position, so that kernels that do the same to other memory have the same text.
/// </summary>
internal sealed class KernelText(OnDevice device)
{
    private readonly List<KernelParameter> _parameters = [];
    private readonly Dictionary<object, int> _known = [];
    private readonly StringBuilder _body = new();

    public OnDevice Device { get; } = device;

    /// <summary>Adds a line.</summary>
    public void Line(string line) => _body.Append("    ").Append(line).Append('\n');

    /// <summary>The name of a column's first row.</summary>
    public string Column(Column column, bool isWritten = false)
    {
        var type = column.Kind == AttributeKind.Real ? "REAL" : "INT";
        return Block(column, type, () => Device.Memory.Of(column.Memory), isWritten);
    }

    /// <summary>The name of a block's first element.</summary>
    /// <param name="key">What tells blocks apart.</param>
    /// <param name="type">Type of an element.</param>
    /// <param name="block">Finds the block when the kernel is prepared.</param>
    /// <param name="isWritten">Whether the kernel changes it.</param>
    public string Block(object key, string type, Func<DeviceBlock> block, bool isWritten = false)
    {
        if (!_known.TryGetValue(key, out var index))
        {
            index = _parameters.Count;
            _known.Add(key, index);
            _parameters.Add(new KernelParameter(type, block, null, isWritten));
        }
        else if (isWritten)
        {
            _parameters[index] = _parameters[index] with { IsWritten = true };
        }

        return string.Create(CultureInfo.InvariantCulture, $"a{index}");
    }

    /// <summary>The name of a number that is looked up when the kernel is prepared.</summary>
    public string Number(Func<int> number)
    {
        _parameters.Add(new KernelParameter("i32", null, number, false));
        return string.Create(CultureInfo.InvariantCulture, $"a{_parameters.Count - 1}");
    }

    /// <summary>Ends the text.</summary>
    /// <param name="title">What the kernel does, for people.</param>
    /// <param name="shape">How many items run it.</param>
    public DeviceKernel Finish(string title, KernelShape shape)
    {
        var text = new StringBuilder("(");
        for (var i = 0; i < _parameters.Count; i++)
        {
            var parameter = _parameters[i];
            text.Append(i == 0 ? string.Empty : ", ");
            if (parameter.Block is null)
                text.Append(CultureInfo.InvariantCulture, $"const i32 a{i}");
            else
                text.Append(CultureInfo.InvariantCulture, $"GLOBAL {(parameter.IsWritten ? string.Empty : "const ")}{parameter.Type}* a{i}");
        }

        text.Append(")\n{\n").Append(_body).Append("}\n");
        return new DeviceKernel(Device, title, text.ToString(), [.. _parameters], shape);
    }
}

/// <summary>A parameter of a kernel.</summary>
/// <param name="Type">Type of the number, or of a buffer's elements.</param>
/// <param name="Block">Finds the buffer; null for a number.</param>
/// <param name="Number">Finds the number.</param>
/// <param name="IsWritten">Whether the kernel changes the buffer.</param>
internal readonly record struct KernelParameter(string Type, Func<DeviceBlock>? Block, Func<int>? Number, bool IsWritten);

/// <summary>How many items run a kernel.</summary>
/// <param name="Count">Finds the number of items, or of rows.</param>
/// <param name="SharesRows">Whether the lanes of the device share a row each.</param>
internal readonly record struct KernelShape(Func<int> Count, bool SharesRows = false)
{
    /// <summary>A single item.</summary>
    public static KernelShape One { get; } = new(() => 1);

    /// <summary>A single row.</summary>
    public static KernelShape OneRow { get; } = new(() => 1, SharesRows: true);

    public (int Groups, int GroupSize) On(IDevice device)
    {
        var count = Math.Max(Count(), 1);
        if (SharesRows && device.Lanes > 1)
            return (Math.Min(count, 64 * device.BusyGroups), device.Lanes);
        if (count == 1)
            return (1, 1);
        return ((count + device.GroupSize - 1) / device.GroupSize, device.GroupSize);
    }
}
