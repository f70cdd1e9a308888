namespace Annarchy;

/// <summary>An entity with one component by reference; ends with the next structural change.</summary>
public readonly ref struct Row<T1>
    where T1 : struct
{
    private readonly ref T1 _item1;

    internal Row(Entity entity, ref T1 item1)
    {
        Entity = entity;
        _item1 = ref item1;
    }

    /// <summary>The entity.</summary>
    public Entity Entity { get; }

    /// <summary>The component.</summary>
    public ref T1 Item1 => ref _item1;
}

/// <summary>An entity with two components by reference; ends with the next structural change.</summary>
public readonly ref struct Row<T1, T2>
    where T1 : struct
    where T2 : struct
{
    private readonly ref T1 _item1;
    private readonly ref T2 _item2;

    internal Row(Entity entity, ref T1 item1, ref T2 item2)
    {
        Entity = entity;
        _item1 = ref item1;
        _item2 = ref item2;
    }

    /// <summary>The entity.</summary>
    public Entity Entity { get; }

    /// <summary>The first component.</summary>
    public ref T1 Item1 => ref _item1;

    /// <summary>The second component.</summary>
    public ref T2 Item2 => ref _item2;
}

/// <summary>An entity with three components by reference; ends with the next structural change.</summary>
public readonly ref struct Row<T1, T2, T3>
    where T1 : struct
    where T2 : struct
    where T3 : struct
{
    private readonly ref T1 _item1;
    private readonly ref T2 _item2;
    private readonly ref T3 _item3;

    internal Row(Entity entity, ref T1 item1, ref T2 item2, ref T3 item3)
    {
        Entity = entity;
        _item1 = ref item1;
        _item2 = ref item2;
        _item3 = ref item3;
    }

    /// <summary>The entity.</summary>
    public Entity Entity { get; }

    /// <summary>The first component.</summary>
    public ref T1 Item1 => ref _item1;

    /// <summary>The second component.</summary>
    public ref T2 Item2 => ref _item2;

    /// <summary>The third component.</summary>
    public ref T3 Item3 => ref _item3;
}

/// <summary>An entity with four components by reference; ends with the next structural change.</summary>
public readonly ref struct Row<T1, T2, T3, T4>
    where T1 : struct
    where T2 : struct
    where T3 : struct
    where T4 : struct
{
    private readonly ref T1 _item1;
    private readonly ref T2 _item2;
    private readonly ref T3 _item3;
    private readonly ref T4 _item4;

    internal Row(Entity entity, ref T1 item1, ref T2 item2, ref T3 item3, ref T4 item4)
    {
        Entity = entity;
        _item1 = ref item1;
        _item2 = ref item2;
        _item3 = ref item3;
        _item4 = ref item4;
    }

    /// <summary>The entity.</summary>
    public Entity Entity { get; }

    /// <summary>The first component.</summary>
    public ref T1 Item1 => ref _item1;

    /// <summary>The second component.</summary>
    public ref T2 Item2 => ref _item2;

    /// <summary>The third component.</summary>
    public ref T3 Item3 => ref _item3;

    /// <summary>The fourth component.</summary>
    public ref T4 Item4 => ref _item4;
}
