namespace Annarchy.Monitors;

/// <summary>Lets all monitors of a network record; one such system runs after transmission, one at the end of a step.</summary>
internal sealed class RecordingSystem(Network network, bool inputs) : IIdleSystem
{
    public bool IsIdle
    {
        get
        {
            foreach (var monitor in network.MonitorList)
            {
                if (monitor.Records(inputs))
                    return false;
            }

            return true;
        }
    }

    public string Name => inputs ? "recording of sums and conductances" : "recording";

    public void Update(in StepContext context)
    {
        var monitors = network.MonitorList;
        for (var i = 0; i < monitors.Count; i++)
            monitors[i].Record(context.Step, inputs);
    }
}
