namespace Annarchy.Inputs;

/// <summary>Lets an input do something in every step in which it is enabled.</summary>
internal sealed class StepAction(string name, Population population, Action action) : ISystem
{
    public string Name { get; } = name;

    public void Update(in StepContext context)
    {
        if (population.IsEnabled)
            action();
    }
}
