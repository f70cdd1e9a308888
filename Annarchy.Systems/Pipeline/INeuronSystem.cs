using Annarchy.Threading;

namespace Annarchy;

/// <summary>
/// A system whose work each member of a team does for its own neurons: what a part reads and writes, no part of another member writes. So systems that
/// follow each other need not meet in between.
/// </summary>
internal interface INeuronSystem : ISystem
{
    /// <summary>Whether it is so at present.</summary>
    bool CanShare => true;

    /// <summary>How the neurons are shared.</summary>
    NeuronShares Shares { get; }

    /// <summary>What comes before the parts.</summary>
    /// <returns>Whether there is something to do in this step.</returns>
    bool Begin(in StepContext context);

    /// <summary>Does the part of one member.</summary>
    /// <param name="member">Number of the member, from 0.</param>
    /// <param name="context">The step in progress.</param>
    void Execute(int member, in StepContext context);

    /// <summary>What comes after all parts.</summary>
    void End()
    {
    }
}

/// <summary>Runs systems that are shared by neurons.</summary>
internal static class NeuronSystems
{
    /// <summary>Does the parts of all members one after the other.</summary>
    public static void RunAlone(this INeuronSystem system, in StepContext context)
    {
        if (!system.Begin(in context))
            return;
        for (var member = 0; member < system.Shares.Members; member++)
            system.Execute(member, in context);
        system.End();
    }
}

/// <summary>A system that often has nothing to do and then is passed over.</summary>
internal interface IIdleSystem : ISystem
{
    /// <summary>Whether it has nothing to do in the step in progress.</summary>
    bool IsIdle { get; }
}
