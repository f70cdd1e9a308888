namespace Annarchy.Examples;

/// <summary>A network worth looking at: prints its figures and writes its pictures to <c>out/</c>.</summary>
internal interface IExample
{
    string Name { get; }

    string Description { get; }

    void Run(string[] args);
}
