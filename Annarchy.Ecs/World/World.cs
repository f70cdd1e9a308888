using System.Runtime.CompilerServices;
using Annarchy.Entities;

namespace Annarchy;

/// <summary>Entities and their components: any struct can be a component, and an entity has at most one of each type.</summary>
/// <remarks>
/// <para>
/// Entities with the same component types lie together, a contiguous array per type, and
/// <see cref="Query(in QueryDescription)"/> walks these arrays. Creating and destroying entities, adding and removing components
/// are structural changes: they may move other entities, so references to components end with the next one, and an iteration
/// that goes on after one throws. Changing values of components is always allowed.
/// </para>
/// <para>A world is for one thread at a time; what is behind the references of one walk may be worked on by several.</para>
/// </remarks>
/// <example><code>
/// var world = new World();
/// var entity = world.Create(new Position(1, 2), new Velocity(0, 1));
/// world.Get&lt;Position&gt;(entity).X += 1;
/// foreach (var row in world.Query&lt;Position, Velocity&gt;())
///     row.Item1.Y += row.Item2.Y;
/// </code></example>
public sealed partial class World
{
    private readonly Dictionary<ComponentSet, Archetype> _archetypeBySet = [];
    private readonly List<Archetype> _archetypes = [];
    private readonly Archetype _empty;
    private Slot[] _slots = new Slot[16];
    private int _slotCount;
    private int _firstFree = -1;

    /// <summary>An empty world.</summary>
    public World() => _empty = ArchetypeOf(default, []);

    /// <summary>Number of living entities.</summary>
    public int Count { get; private set; }

    internal IReadOnlyList<Archetype> Archetypes => _archetypes;

    /// <summary>Changes with every structural change.</summary>
    internal int StructureVersion { get; private set; }

    /// <summary>Creates an entity without components.</summary>
    /// <returns>Its handle.</returns>
    public Entity Create() => CreateIn(_empty);

    /// <summary>Creates an entity with a component.</summary>
    /// <param name="component1">Its value.</param>
    /// <returns>The handle of the entity.</returns>
    public Entity Create<T1>(in T1 component1 = default)
        where T1 : struct
    {
        var entity = CreateIn(With<T1>(_empty));
        Get<T1>(entity) = component1;
        return entity;
    }

    /// <summary>Creates an entity with two components.</summary>
    /// <param name="component1">Value of the first.</param>
    /// <param name="component2">Value of the second.</param>
    /// <returns>The handle of the entity.</returns>
    /// <exception cref="ArgumentException">A component type is given twice.</exception>
    public Entity Create<T1, T2>(in T1 component1 = default, in T2 component2 = default)
        where T1 : struct
        where T2 : struct
    {
        var entity = CreateIn(With<T2>(With<T1>(_empty)));
        Get<T1>(entity) = component1;
        Get<T2>(entity) = component2;
        return entity;
    }

    /// <summary>Creates an entity with three components.</summary>
    /// <param name="component1">Value of the first.</param>
    /// <param name="component2">Value of the second.</param>
    /// <param name="component3">Value of the third.</param>
    /// <returns>The handle of the entity.</returns>
    /// <exception cref="ArgumentException">A component type is given twice.</exception>
    public Entity Create<T1, T2, T3>(in T1 component1 = default, in T2 component2 = default, in T3 component3 = default)
        where T1 : struct
        where T2 : struct
        where T3 : struct
    {
        var entity = CreateIn(With<T3>(With<T2>(With<T1>(_empty))));
        Get<T1>(entity) = component1;
        Get<T2>(entity) = component2;
        Get<T3>(entity) = component3;
        return entity;
    }

    /// <summary>Creates an entity with four components.</summary>
    /// <param name="component1">Value of the first.</param>
    /// <param name="component2">Value of the second.</param>
    /// <param name="component3">Value of the third.</param>
    /// <param name="component4">Value of the fourth.</param>
    /// <returns>The handle of the entity.</returns>
    /// <exception cref="ArgumentException">A component type is given twice.</exception>
    public Entity Create<T1, T2, T3, T4>(
        in T1 component1 = default, in T2 component2 = default, in T3 component3 = default, in T4 component4 = default)
        where T1 : struct
        where T2 : struct
        where T3 : struct
        where T4 : struct
    {
        var entity = CreateIn(With<T4>(With<T3>(With<T2>(With<T1>(_empty)))));
        Get<T1>(entity) = component1;
        Get<T2>(entity) = component2;
        Get<T3>(entity) = component3;
        Get<T4>(entity) = component4;
        return entity;
    }

    /// <summary>Destroys an entity with all its components.</summary>
    /// <param name="entity">The entity.</param>
    /// <exception cref="ArgumentException">It is not alive.</exception>
    public void Destroy(Entity entity)
    {
        ref var slot = ref SlotOf(entity);
        RemoveRow(slot);
        slot.Archetype = null;
        slot.Version = slot.Version == int.MaxValue ? 1 : slot.Version + 1;
        slot.Row = _firstFree;
        _firstFree = entity.Id;
        Count--;
        StructureVersion++;
    }

    /// <summary>Whether the entity exists: it was made by this world and has not been destroyed.</summary>
    /// <param name="entity">Any handle.</param>
    public bool IsAlive(Entity entity) =>
        (uint)entity.Id < (uint)_slotCount && _slots[entity.Id].Version == entity.Version && _slots[entity.Id].Archetype is not null;

    /// <summary>Adds a component.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="component">Value of the component.</param>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    /// <exception cref="InvalidOperationException">It has a component of this type.</exception>
    public void Add<T>(Entity entity, in T component = default)
        where T : struct
    {
        ref var slot = ref SlotOf(entity);
        if (slot.Archetype!.ColumnOf(Component<T>.Id) >= 0)
            throw new InvalidOperationException($"{entity} has a component {typeof(T).Name} already; use Set to change it.");
        var value = component;
        Move(entity, ref slot, With<T>(slot.Archetype));
        Get<T>(entity) = value;
    }

    /// <summary>Removes a component.</summary>
    /// <param name="entity">The entity.</param>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    /// <exception cref="InvalidOperationException">It has no component of this type.</exception>
    public void Remove<T>(Entity entity)
        where T : struct
    {
        ref var slot = ref SlotOf(entity);
        if (slot.Archetype!.ColumnOf(Component<T>.Id) < 0)
            throw Missing<T>(entity, slot.Archetype);
        Move(entity, ref slot, Without<T>(slot.Archetype));
    }

    /// <summary>Gives a component the entity has another value.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="component">The value.</param>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    /// <exception cref="InvalidOperationException">It has no component of this type.</exception>
    public void Set<T>(Entity entity, in T component)
        where T : struct => Get<T>(entity) = component;

    /// <summary>A component of an entity, to read and write.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>A reference that is valid until the next structural change.</returns>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    /// <exception cref="InvalidOperationException">It has no component of this type.</exception>
    public ref T Get<T>(Entity entity)
        where T : struct
    {
        ref var slot = ref SlotOf(entity);
        var column = slot.Archetype!.ColumnOf(Component<T>.Id);
        if (column < 0)
            throw Missing<T>(entity, slot.Archetype);
        return ref slot.Archetype[slot.Chunk].Column<T>(column)[slot.Row];
    }

    /// <summary>Whether an entity has a component.</summary>
    /// <param name="entity">The entity.</param>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    public bool Has<T>(Entity entity)
        where T : struct => SlotOf(entity).Archetype!.ColumnOf(Component<T>.Id) >= 0;

    /// <summary>A copy of a component, if the entity has it.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="component">The component, or its default.</param>
    /// <returns>Whether the entity has it.</returns>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    public bool TryGet<T>(Entity entity, out T component)
        where T : struct
    {
        ref var reference = ref TryGetRef<T>(entity, out var exists);
        component = exists ? reference : default;
        return exists;
    }

    /// <summary>A component of an entity to read and write, if the entity has it.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="exists">Whether the entity has it.</param>
    /// <returns>A reference that is valid until the next structural change; a null reference if the entity has no such component.</returns>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    public ref T TryGetRef<T>(Entity entity, out bool exists)
        where T : struct
    {
        ref var slot = ref SlotOf(entity);
        var column = slot.Archetype!.ColumnOf(Component<T>.Id);
        exists = column >= 0;
        if (!exists)
            return ref Unsafe.NullRef<T>();
        return ref slot.Archetype[slot.Chunk].Column<T>(column)[slot.Row];
    }

    /// <summary>The types of an entity's components.</summary>
    /// <param name="entity">The entity.</param>
    /// <exception cref="ArgumentException">The entity is not alive.</exception>
    public Type[] ComponentTypes(Entity entity) => [.. SlotOf(entity).Archetype!.Types.ToArray().Select(type => type.Type)];

    private static InvalidOperationException Missing<T>(Entity entity, Archetype archetype)
    {
        var present = string.Join(", ", archetype.Types.ToArray().Select(type => type.Type.Name));
        return new InvalidOperationException(
            $"{entity} has no component {typeof(T).Name}; it has {(present.Length == 0 ? "none" : present)}.");
    }

    private Entity CreateIn(Archetype archetype)
    {
        var id = _firstFree;
        if (id >= 0)
        {
            _firstFree = _slots[id].Row;
        }
        else
        {
            id = _slotCount++;
            if (id == _slots.Length)
                Array.Resize(ref _slots, 2 * id);
            _slots[id].Version = 1;
        }

        ref var slot = ref _slots[id];
        var entity = new Entity(id, slot.Version);
        slot.Archetype = archetype;
        (slot.Chunk, slot.Row) = archetype.Append(entity);
        Count++;
        StructureVersion++;
        return entity;
    }

    private void Move(Entity entity, ref Slot slot, Archetype target)
    {
        var (chunk, row) = target.Append(entity);
        target.CopyShared(chunk, row, slot.Archetype!, slot.Chunk, slot.Row);
        RemoveRow(slot);
        (slot.Archetype, slot.Chunk, slot.Row) = (target, chunk, row);
        StructureVersion++;
    }

    private void RemoveRow(in Slot slot)
    {
        var moved = slot.Archetype!.Remove(slot.Chunk, slot.Row);
        (_slots[moved.Id].Chunk, _slots[moved.Id].Row) = (slot.Chunk, slot.Row);
    }

    private ref Slot SlotOf(Entity entity)
    {
        if (!IsAlive(entity))
            throw new ArgumentException($"{entity} is not alive in this world.", nameof(entity));
        return ref _slots[entity.Id];
    }

    private Archetype With<T>(Archetype archetype)
        where T : struct
    {
        var type = Component<T>.Type;
        if (archetype.Components.Contains(type.Id))
            throw new ArgumentException($"Component {typeof(T).Name} is given twice.");
        return archetype.Neighbour(type.Id) ??
            Connect(archetype, type.Id, ArchetypeOf(archetype.Components.With(type.Id), [.. archetype.Types, type]));
    }

    private Archetype Without<T>(Archetype archetype)
        where T : struct
    {
        var type = Component<T>.Type;
        if (archetype.Neighbour(type.Id) is { } neighbour)
            return neighbour;
        var types = Array.FindAll(archetype.Types.ToArray(), other => other != type);
        return Connect(archetype, type.Id, ArchetypeOf(archetype.Components.Without(type.Id), types));
    }

    private static Archetype Connect(Archetype archetype, int type, Archetype neighbour)
    {
        archetype.SetNeighbour(type, neighbour);
        neighbour.SetNeighbour(type, archetype);
        return neighbour;
    }

    private Archetype ArchetypeOf(ComponentSet components, ComponentType[] types)
    {
        if (_archetypeBySet.TryGetValue(components, out var archetype))
            return archetype;
        archetype = new Archetype(components, types);
        _archetypeBySet.Add(components, archetype);
        _archetypes.Add(archetype);
        return archetype;
    }

    /// <summary>Where an entity is; of a free number, <c>Row</c> is the next free one.</summary>
    private struct Slot
    {
        public Archetype? Archetype;
        public int Version;
        public int Chunk;
        public int Row;
    }
}
