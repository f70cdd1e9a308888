using System.Globalization;
using System.Text;

namespace Annarchy.Devices;

/// <summary>The kernels of a network. Those known when the first one is needed are compiled together, equal ones once.</summary>
internal sealed class KernelLibrary(IDevice device, Precision precision)
{
    private readonly Dictionary<string, (IDeviceModule Module, string Name)> _compiled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private List<DeviceKernel> _waiting = [];

    /// <summary>Adds a kernel to those that are compiled next.</summary>
    public DeviceKernel Add(DeviceKernel kernel)
    {
        _waiting.Add(kernel);
        return kernel;
    }

    /// <summary>Has texts compiled together with the others, for kernels that may come later.</summary>
    public void Expect(IEnumerable<string> texts) => _texts.UnionWith(texts);

    /// <summary>Where a kernel is, compiled if it is not yet.</summary>
    public (IDeviceModule Module, string Name) Find(DeviceKernel kernel)
    {
        if (!_compiled.ContainsKey(kernel.Text))
            Compile(kernel);
        return _compiled[kernel.Text];
    }

    /// <summary>Compiles all kernels there are and looks their arguments up.</summary>
    public void Prepare()
    {
        foreach (var kernel in _waiting)
            kernel.Prepare();
    }

    private void Compile(DeviceKernel needed)
    {
        string[] texts = [.. _waiting.Append(needed).Select(k => k.Text), .. _texts];
        var source = new StringBuilder(Prelude.Of(device, precision, Array.Exists(texts, ShapedDraws.AreIn)));
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"kernel_{names.Count}");
            if (!_compiled.ContainsKey(text) && names.TryAdd(text, name))
                source.Append("\nKERNEL void ").Append(name).Append(text);
        }

        _texts.Clear();
        _waiting = [];
        var module = device.Compile(source.ToString());
        foreach (var (text, name) in names)
            _compiled.Add(text, (module, name));
    }
}
