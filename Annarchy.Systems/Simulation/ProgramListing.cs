using System.Text;
using Annarchy.Programs;

namespace Annarchy.Simulation;

/// <summary>An update program as equations for people: all right-hand sides see the values before the step.</summary>
internal static class ProgramListing
{
    public static string Print(UpdateProgram program)
    {
        var text = new StringBuilder();
        text.Append(program.Name).Append(program.Locality == Locality.Global ? " (once per step)" : " (for every neuron)").Append('\n');
        foreach (var store in program.Stores)
            text.Append("  ").Append(store.Target).Append(" <- ").Append(ProgramPrinter.Print(store.Value)).Append('\n');
        if (program.Spike is not null)
            text.Append("  spike when ").Append(ProgramPrinter.Print(program.Spike)).Append('\n');
        if (program.AxonSpike is not null)
            text.Append("  axonal spike when ").Append(ProgramPrinter.Print(program.AxonSpike)).Append('\n');
        return text.ToString();
    }
}
