namespace Annarchy.Tests.Entities;

public class QueryTests
{
    private readonly World _world = new();

    [Fact]
    public void Rows_give_components_by_reference()
    {
        for (var i = 0; i < 1000; i++)
        {
            var entity = _world.Create(new Position { X = i }, new Velocity(i, 2 * i));
            if (i % 2 == 0)
                _world.Add(entity, new Label("even"));
        }

        _world.Create(new Position { X = 1_000_000 });
        var seen = new HashSet<Entity>();
        foreach (var row in _world.Query<Position, Velocity>())
        {
            Assert.True(seen.Add(row.Entity));
            row.Item1.Y = (int)row.Item2.Dy;
        }

        Assert.Equal(1000, seen.Count);
        foreach (var row in _world.Query<Position>())
            Assert.Equal(row.Item1.X == 1_000_000 ? 0 : 2 * row.Item1.X, row.Item1.Y);
    }

    [Fact]
    public void Descriptions_select_by_all_any_and_none()
    {
        var p = _world.Create(new Position());
        var pv = _world.Create(new Position(), new Velocity());
        var pm = _world.Create(new Position(), new Mass());
        var pvm = _world.Create(new Position(), new Velocity(), new Mass());
        var pvf = _world.Create(new Position(), new Velocity(), default(Frozen));
        var none = _world.Create();

        AssertSelects(new QueryDescription(), p, pv, pm, pvm, pvf, none);
        AssertSelects(new QueryDescription().WithAll<Position>(), p, pv, pm, pvm, pvf);
        AssertSelects(new QueryDescription().WithAll<Position, Velocity>(), pv, pvm, pvf);
        AssertSelects(new QueryDescription().WithAll<Position>().WithNone<Velocity, Mass>(), p);
        AssertSelects(new QueryDescription().WithAny<Velocity, Mass>(), pv, pm, pvm, pvf);
        AssertSelects(new QueryDescription().WithAny<Velocity, Mass>().WithNone<Frozen>(), pv, pm, pvm);
        AssertSelects(new QueryDescription().WithAll<Mass>().WithAny<Velocity>(), pvm);
        AssertSelects(new QueryDescription().WithAll<Label>());
        AssertSelects(new QueryDescription().WithNone<Position>(), none);
    }

    [Fact]
    public void A_query_finds_what_comes_later()
    {
        var description = new QueryDescription().WithAll<Mass>();
        var query = _world.Query(in description);
        Assert.Equal(0, query.Count);
        var first = _world.Create(new Mass(1));
        var second = _world.Create(new Mass(2), new Label("late"));
        Assert.Equal(2, query.Count);
        _world.Destroy(first);
        _world.Remove<Mass>(second);
        Assert.Equal(0, query.Count);
        Assert.Same(query, _world.Query(new QueryDescription().WithAll<Mass>()));
        Assert.Equal(new QueryDescription().WithAll<Mass, Label>(), new QueryDescription().WithAll<Label, Mass>());
        Assert.NotEqual(new QueryDescription().WithAll<Mass>(), new QueryDescription().WithAny<Mass>());
    }

    [Fact]
    public void For_each_visits_every_arity()
    {
        for (var i = 0; i < 10; i++)
            _world.Create(new Position { X = i }, new Velocity(i, 0), new Mass(i), new Label($"{i}"));
        var all = new QueryDescription().WithAll<Position, Velocity, Mass, Label>();
        var visits = 0;
        _world.ForEach(in all, (Entity _, ref Position p) => visits += p.X);
        _world.ForEach(in all, (Entity _, ref Position p, ref Velocity v) => visits += (int)v.Dx);
        _world.ForEach(in all, (Entity _, ref Position p, ref Velocity v, ref Mass m) => visits += (int)m.Kilograms);
        _world.ForEach(in all, (Entity _, ref Position p, ref Velocity v, ref Mass m, ref Label l) => p.Y = l.Text!.Length);
        Assert.Equal(3 * 45, visits);
        foreach (var row in _world.Query<Label, Mass, Velocity, Position>())
            Assert.Equal((row.Item1.Text, 1), ($"{row.Item4.X}", row.Item4.Y));
        foreach (var row in _world.Query<Label, Mass, Velocity>())
            Assert.Equal((double)row.Item2.Kilograms, row.Item3.Dx);
    }

    [Fact]
    public void Walking_while_the_structure_changes_throws()
    {
        for (var i = 0; i < 10; i++)
            _world.Create(new Mass(i));
        var description = new QueryDescription().WithAll<Mass>();
        var query = _world.Query(in description);
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var entity in query)
                _world.Destroy(entity);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var row in _world.Query<Mass>())
                _world.Add(row.Entity, new Label(""));
        });
        Assert.Throws<InvalidOperationException>(() => _world.ForEach(in description, (Entity _, ref Mass _) => _world.Create()));
        foreach (var row in _world.Query<Mass>())
            _world.Set(row.Entity, new Mass(-1));
        foreach (var row in _world.Query<Mass>())
        {
            // A change is fine when the walk ends with it.
            _world.Destroy(row.Entity);
            break;
        }

        Assert.Equal(8, query.Count);
    }

    [Fact]
    public void Rows_of_components_that_were_not_asked_for_are_refused()
    {
        var query = _world.Query(new QueryDescription().WithAll<Mass>());
        var error = Assert.Throws<InvalidOperationException>(() => query.Rows<Mass, Label>());
        Assert.Contains("Label", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => _world.ForEach<Mass>(new QueryDescription().WithAll<Mass>(), null!));
    }

    [Fact]
    public void Walking_allocates_nothing()
    {
        for (var i = 0; i < 500; i++)
        {
            var entity = _world.Create(new Position { X = i }, new Velocity(1, 1));
            if (i % 3 == 0)
                _world.Add(entity, new Mass(1));
        }

        var description = new QueryDescription().WithAll<Position, Velocity>().WithNone<Frozen>();
        Walk();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Walk();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(2, _world.Get<Position>(new Entity(0, 1)).Y);

        void Walk()
        {
            foreach (var row in _world.Query<Position, Velocity>())
                row.Item1.Y += (int)row.Item2.Dx;
            foreach (var row in _world.Query<Position>())
                row.Item1.X++;
            foreach (var entity in _world.Query(in description))
                _world.Get<Position>(entity).X++;
            _world.ForEach(in description, static (Entity _, ref Position p, ref Velocity v) => p.X += (int)v.Dy);
        }
    }

    private void AssertSelects(QueryDescription description, params Entity[] expected)
    {
        var query = _world.Query(in description);
        var actual = new List<Entity>();
        foreach (var entity in query)
            actual.Add(entity);
        Assert.Equal(expected.OrderBy(e => e.Id), actual.OrderBy(e => e.Id));
        Assert.Equal(expected.Length, query.Count);
    }
}
