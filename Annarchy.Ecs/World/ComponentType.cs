namespace Annarchy.Entities;

/// <summary>What a world has to know of a component type: a small number and how to make room for it.</summary>
internal abstract class ComponentType(Type type)
{
    private static int _count;

    /// <summary>Number of the type, dense from 0 in order of first use.</summary>
    public int Id { get; } = Interlocked.Increment(ref _count) - 1;

    public Type Type { get; } = type;

    public abstract Array CreateArray(int length);
}

/// <summary>The component type of <typeparamref name="T"/>.</summary>
internal static class Component<T>
    where T : struct
{
    public static ComponentType Type { get; } = new TypeOf();

    public static int Id => Type.Id;

    private sealed class TypeOf() : ComponentType(typeof(T))
    {
        public override Array CreateArray(int length) => new T[length];
    }
}
