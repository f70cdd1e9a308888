namespace Annarchy.Tests.Entities;

public class WorldTests
{
    private readonly World _world = new();

    [Fact]
    public void Created_entities_have_the_components_they_were_given()
    {
        var empty = _world.Create();
        var one = _world.Create(new Velocity(1, 2));
        var four = _world.Create(new Velocity(3, 4), new Label("x"), new Mass(5), new Position { X = 6, Y = 7 });

        Assert.Equal(3, _world.Count);
        Assert.Empty(_world.ComponentTypes(empty));
        Assert.Equal([typeof(Velocity)], _world.ComponentTypes(one));
        Assert.Equal(
            [typeof(Label), typeof(Mass), typeof(Position), typeof(Velocity)],
            _world.ComponentTypes(four).OrderBy(type => type.Name));
        Assert.Equal(new Velocity(1, 2), _world.Get<Velocity>(one));
        Assert.Equal(new Velocity(3, 4), _world.Get<Velocity>(four));
        Assert.Equal("x", _world.Get<Label>(four).Text);
        Assert.Equal(5f, _world.Get<Mass>(four).Kilograms);
        Assert.Equal((6, 7), (_world.Get<Position>(four).X, _world.Get<Position>(four).Y));
        Assert.Equal(default, _world.Get<Velocity>(_world.Create<Velocity, Label>()));
    }

    [Fact]
    public void Components_are_changed_in_place()
    {
        var entity = _world.Create(new Position { X = 1 });
        _world.Get<Position>(entity).X += 10;
        ref var position = ref _world.Get<Position>(entity);
        position.Y = 5;
        Assert.Equal((11, 5), (_world.Get<Position>(entity).X, _world.Get<Position>(entity).Y));
        _world.Set(entity, new Position { X = -1 });
        Assert.Equal((-1, 0), (_world.Get<Position>(entity).X, _world.Get<Position>(entity).Y));
    }

    [Fact]
    public void Adding_and_removing_keeps_the_other_components()
    {
        var entities = Enumerable.Range(0, 1000).Select(i => _world.Create(new Position { X = i }, new Label($"{i}"))).ToArray();
        for (var i = 0; i < entities.Length; i += 3)
            _world.Add(entities[i], new Mass(i));
        for (var i = 0; i < entities.Length; i += 5)
            _world.Remove<Label>(entities[i]);
        for (var i = 0; i < entities.Length; i++)
        {
            Assert.Equal(i, _world.Get<Position>(entities[i]).X);
            Assert.Equal(i % 5 != 0, _world.TryGet<Label>(entities[i], out var label));
            Assert.Equal(i % 5 != 0 ? $"{i}" : null, label.Text);
            Assert.Equal(i % 3 == 0, _world.Has<Mass>(entities[i]));
            if (i % 3 == 0)
                Assert.Equal(i, _world.Get<Mass>(entities[i]).Kilograms);
        }
    }

    [Fact]
    public void A_component_can_be_added_from_a_reference_into_the_world()
    {
        var source = _world.Create(new Mass(3));
        var target = _world.Create(new Label("t"));
        _world.Add(target, in _world.Get<Mass>(source));
        Assert.Equal(3f, _world.Get<Mass>(target).Kilograms);
    }

    [Fact]
    public void Numbers_are_recycled_with_another_version()
    {
        var first = _world.Create(new Mass(1));
        var second = _world.Create(new Mass(2));
        _world.Destroy(first);
        Assert.False(_world.IsAlive(first));
        Assert.Equal(1, _world.Count);
        var third = _world.Create(new Label("new"));
        Assert.Equal(first.Id, third.Id);
        Assert.NotEqual(first, third);
        Assert.False(_world.IsAlive(first));
        Assert.True(_world.IsAlive(third));
        Assert.Equal(2f, _world.Get<Mass>(second).Kilograms);
    }

    [Fact]
    public void Stale_and_foreign_handles_are_refused()
    {
        var entity = _world.Create(new Mass(1));
        _world.Destroy(entity);
        foreach (var dead in new[] { entity, default, new Entity(-1, 1), new Entity(17, 1), new Entity(0, 3) })
        {
            Assert.False(_world.IsAlive(dead));
            Assert.Equal("entity", Assert.Throws<ArgumentException>(() => _world.Get<Mass>(dead)).ParamName);
            Assert.Throws<ArgumentException>(() => _world.Set(dead, new Mass(2)));
            Assert.Throws<ArgumentException>(() => _world.Has<Mass>(dead));
            Assert.Throws<ArgumentException>(() => _world.TryGet<Mass>(dead, out _));
            Assert.Throws<ArgumentException>(() => _world.Add(dead, new Label("")));
            Assert.Throws<ArgumentException>(() => _world.Remove<Mass>(dead));
            Assert.Throws<ArgumentException>(() => _world.ComponentTypes(dead));
            Assert.Contains($"Entity {dead.Id}", Assert.Throws<ArgumentException>(() => _world.Destroy(dead)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Missing_and_doubled_components_are_refused()
    {
        var entity = _world.Create(new Mass(1));
        var missing = Assert.Throws<InvalidOperationException>(() => _world.Get<Label>(entity));
        Assert.Contains("no component Label; it has Mass", missing.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => _world.Set(entity, new Label("")));
        Assert.Throws<InvalidOperationException>(() => _world.Remove<Label>(entity));
        Assert.Throws<InvalidOperationException>(() => _world.Add(entity, new Mass(2)));
        Assert.Throws<ArgumentException>(() => _world.Create(new Mass(1), new Mass(2)));
        Assert.Equal(1, _world.Count);
        Assert.Equal(1f, _world.Get<Mass>(entity).Kilograms);
        _world.TryGetRef<Label>(entity, out var exists);
        Assert.False(exists);
        _world.TryGetRef<Mass>(entity, out exists).Kilograms = 9;
        Assert.True(exists);
        Assert.Equal(9f, _world.Get<Mass>(entity).Kilograms);
    }

    [Fact]
    public void Destroyed_components_are_let_go()
    {
        var reference = CreateAndDestroy();
        GC.Collect();
        Assert.False(reference.IsAlive);
        Assert.Equal(0, _world.Count);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        WeakReference CreateAndDestroy()
        {
            var text = new string('x', 100);
            _world.Destroy(_world.Create(new Label(text)));
            return new WeakReference(text);
        }
    }

    [Fact]
    public void Worlds_do_not_know_each_other()
    {
        var other = new World();
        other.Create(new Mass(1));
        Assert.Equal(0, _world.Count);
        Assert.Equal(0, _world.Query(new QueryDescription().WithAll<Mass>()).Count);
    }
}
