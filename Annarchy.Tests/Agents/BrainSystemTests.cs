namespace Annarchy.Tests.Agents;

public class BrainSystemTests
{
    private record struct Position(float X);

    [Fact]
    public void Entities_sense_and_act_through_their_brains()
    {
        using var template = TestBrain.Template();
        using var first = template.CreatePool(4);
        using var second = template.CreatePool(4);
        using var expected = template.CreatePool(4);
        var world = new World();
        var system = new BrainSystem(new WorldBrainEntities(world), first, second);
        var a = world.Create(new BrainRef(0, first.Spawn(1)), default(Sensors), default(Motors));
        var b = world.Create(new Position(1f), new BrainRef(1, second.Spawn(2)), default(Sensors), default(Motors));
        world.Create(new BrainRef(), default(Sensors), default(Motors));
        world.Create(new Position(2f));
        BrainHandle[] brains = [expected.Spawn(1), expected.Spawn(2)];
        var motors = new float[3];
        for (var frame = 0; frame < 20; frame++)
        {
            foreach (var (entity, brain) in new[] { (a, brains[0]), (b, brains[1]) })
            {
                ref var sensors = ref world.Get<Sensors>(entity);
                (sensors[0], sensors[1]) = (20f * frame, 300f);
                expected.Sense(brain, [20f * frame, 300f]);
            }

            system.Update(16.0);
            expected.Step(16.0);
            foreach (var (entity, brain) in new[] { (a, brains[0]), (b, brains[1]) })
            {
                expected.Act(brain, motors);
                Assert.Equal(motors, ((ReadOnlySpan<float>)world.Get<Motors>(entity))[..3].ToArray());
            }
        }

        Assert.True(motors.Sum() > 0f);
        Assert.Equal(16, system.Frames[1].InstanceSteps);
    }

    [Fact]
    public void An_update_allocates_nothing()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(10);
        var world = new World();
        for (var i = 0; i < 10; i++)
            world.Create(new BrainRef(0, pool.Spawn(i)), default(Sensors), default(Motors));
        var system = new BrainSystem(new WorldBrainEntities(world), pool);
        system.Update(16.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var frame = 0; frame < 5; frame++)
            system.Update(16.0, StepBudget.Microseconds(1000.0));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(2);
        var world = new World();
        var system = new BrainSystem(new WorldBrainEntities(world), pool);
        var brain = pool.Spawn(1);
        var entity = world.Create(new BrainRef(0, brain), default(Sensors), default(Motors));
        pool.Despawn(brain);
        Assert.Throws<ArgumentException>(() => system.Update(1.0));
        world.Set(entity, new BrainRef(1, pool.Spawn(1)));
        Assert.Throws<ArgumentException>(() => system.Update(1.0));

        var wide = new Network();
        wide.Create(new InputArray(17, "eyes"));
        using var wideTemplate = new BrainTemplate(wide, ["eyes.r"], []);
        using var widePool = wideTemplate.CreatePool(1);
        Assert.Contains("17 sensors", Assert.Throws<ArgumentException>(() => new BrainSystem(new WorldBrainEntities(world), widePool)).Message, StringComparison.Ordinal);
    }
}
