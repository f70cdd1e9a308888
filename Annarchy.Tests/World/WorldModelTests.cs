using FsCheck;
using FsCheck.Fluent;

namespace Annarchy.Tests.Entities;

/// <summary>A world under random operations agrees with a dictionary from entities to optional components.</summary>
public class WorldModelTests
{
    private enum Action
    {
        Create,
        CreateWithMass,
        CreateWithAll,
        Destroy,
        AddMass,
        RemoveMass,
        AddLabel,
        RemoveLabel,
        AddVelocity,
        RemoveVelocity,
        SetMass,
    }

    private sealed class State
    {
        public float? Mass { get; set; }

        public string? Label { get; set; }

        public double? Velocity { get; set; }
    }

    [Fact]
    public void A_world_is_a_dictionary_of_components()
    {
        var actions = Gen.Zip(Gen.Elements(Enum.GetValues<Action>()), Gen.Choose(0, 1000)).ListOf(200);
        Prop.ForAll(actions.ToArbitrary(), Agrees).QuickCheckThrowOnFailure();
    }

    private static void Agrees(IEnumerable<(Action, int)> actions)
    {
        var world = new World();
        var model = new Dictionary<Entity, State>();
        var dead = new List<Entity>();
        var value = 0;
        foreach (var (action, choice) in actions)
        {
            value++;
            if (action is Action.Create)
            {
                model.Add(world.Create(), new State());
            }
            else if (action is Action.CreateWithMass)
            {
                model.Add(world.Create(new Mass(value)), new State { Mass = value });
            }
            else if (action is Action.CreateWithAll)
            {
                var entity = world.Create(new Mass(value), new Label($"{value}"), new Velocity(value, 0));
                model.Add(entity, new State { Mass = value, Label = $"{value}", Velocity = value });
            }
            else if (model.Count > 0)
            {
                var entity = model.Keys.ElementAt(choice % model.Count);
                Apply(world, model, dead, action, entity, value);
            }
        }

        AssertSame(world, model, dead);
    }

    private static void Apply(
        World world, Dictionary<Entity, State> model, List<Entity> dead, Action action, Entity entity, int value)
    {
        var state = model[entity];
        switch (action)
        {
            case Action.Destroy:
                world.Destroy(entity);
                model.Remove(entity);
                dead.Add(entity);
                break;
            case Action.AddMass when state.Mass is null:
                world.Add(entity, new Mass(value));
                state.Mass = value;
                break;
            case Action.RemoveMass when state.Mass is not null:
                world.Remove<Mass>(entity);
                state.Mass = null;
                break;
            case Action.AddLabel when state.Label is null:
                world.Add(entity, new Label($"{value}"));
                state.Label = $"{value}";
                break;
            case Action.RemoveLabel when state.Label is not null:
                world.Remove<Label>(entity);
                state.Label = null;
                break;
            case Action.AddVelocity when state.Velocity is null:
                world.Add(entity, new Velocity(value, 0));
                state.Velocity = value;
                break;
            case Action.RemoveVelocity when state.Velocity is not null:
                world.Remove<Velocity>(entity);
                state.Velocity = null;
                break;
            case Action.SetMass when state.Mass is not null:
                world.Set(entity, new Mass(value));
                state.Mass = value;
                break;
        }
    }

    private static void AssertSame(World world, Dictionary<Entity, State> model, List<Entity> dead)
    {
        Assert.Equal(model.Count, world.Count);
        Assert.All(dead, entity => Assert.False(world.IsAlive(entity)));
        foreach (var (entity, state) in model)
        {
            Assert.Equal(state.Mass, world.TryGet<Mass>(entity, out var mass) ? mass.Kilograms : null);
            Assert.Equal(state.Label, world.TryGet<Label>(entity, out var label) ? label.Text : null);
            Assert.Equal(state.Velocity, world.TryGet<Velocity>(entity, out var velocity) ? velocity.Dx : null);
        }

        var withMass = new HashSet<Entity>();
        foreach (var row in world.Query<Mass>())
        {
            Assert.Equal(model[row.Entity].Mass, row.Item1.Kilograms);
            Assert.True(withMass.Add(row.Entity));
        }

        Assert.Equal(model.Count(pair => pair.Value.Mass is not null), withMass.Count);
        var either = world.Query(new QueryDescription().WithAny<Label, Velocity>().WithNone<Mass>());
        Assert.Equal(
            model.Count(pair => (pair.Value.Label is not null || pair.Value.Velocity is not null) && pair.Value.Mass is null),
            either.Count);
    }
}
