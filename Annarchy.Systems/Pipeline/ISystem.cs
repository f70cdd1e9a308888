namespace Annarchy;

/// <summary>Something that happens once a step, at one stage. Systems hold behaviour; components hold data.</summary>
public interface ISystem
{
    /// <summary>What it does and to whom, for people: "weighted sum of inp-&gt;pop (exc)".</summary>
    string Name { get; }

    /// <summary>Does the work of one step. Must not allocate managed memory.</summary>
    /// <param name="context">The step in progress.</param>
    void Update(in StepContext context);
}
