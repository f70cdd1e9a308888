namespace Annarchy.Tests.Agents;

public class BrainPoolTests
{
    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void A_brain_is_its_network_alone_whatever_happens_around_it(Precision precision)
    {
        using var template = TestBrain.Template(precision);
        using var pool = template.CreatePool(20);
        var neighbour = pool.Spawn(1);
        var brain = pool.Spawn(5);
        pool.SetInterval(pool.Spawn(2), 3);
        using var alone = new TestBrain(5, precision);
        alone.Compile();
        Span<float> motors = stackalloc float[3];
        var seen = 0.0;
        for (var frame = 0; frame < 40; frame++)
        {
            if (frame == 10)
                pool.Despawn(neighbour);
            if (frame == 20)
                pool.Spawn(9);
            float[] light = [frame * 3f, 100f - frame];
            pool.Sense(brain, light);
            alone.Populations[0]["rates"] = Array.ConvertAll(light, l => (double)l);
            pool.Step(7.3);
            while (alone.CurrentStep < pool.StepsOf(brain))
                alone.Step();
            pool.Act(brain, motors);
            double[] expected = alone.Populations[1]["rate"];
            for (var i = 0; i < 3; i++)
                Assert.Equal((float)expected[i], motors[i]);
            seen = Math.Max(seen, motors[0]);
        }

        Assert.Equal(292, alone.CurrentStep);
        Assert.True(seen > 0.0, "The brain never did anything.");
        if (precision != Precision.Single)
            return;
        var weights = pool.Values<float>(brain, pool.Find("learning.w")).ToArray();
        Assert.All((double[])alone.Projections[0].Dendrite(0)["w"], w => Assert.Contains((float)w, weights));
    }

    [Fact]
    public void Time_comes_in_whole_steps_and_nothing_of_it_is_lost()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(2);
        var brain = pool.Spawn(1);
        for (var frame = 0; frame < 60; frame++)
            pool.Step(1000.0 / 60.0);
        Assert.Equal(1000, pool.StepsOf(brain));
        for (var i = 0; i < 10; i++)
            pool.Step(0.1);
        Assert.Equal(1001, pool.StepsOf(brain));
        pool.SetPaused(brain, true);
        pool.Step(5.0);
        Assert.Equal(1001, pool.StepsOf(brain));
        pool.SetPaused(brain, false);
        pool.IsPaused = true;
        Assert.Equal(default, pool.Step(5.0));
        pool.IsPaused = false;
        pool.Step(5.0);
        Assert.Equal(1006, pool.StepsOf(brain));
        pool.MaximalCatchUp = 50;
        Assert.Equal(new PoolFrame(80, 50, 0, 30), pool.Step(80.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Step(-1.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Step(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.MaximalCatchUp = 0);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(16.0)]
    public void Distant_brains_do_one_step_in_so_many(double frame)
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(64);
        var brains = new BrainHandle[64];
        for (var i = 0; i < brains.Length; i++)
        {
            brains[i] = pool.Spawn(i);
            pool.SetInterval(brains[i], 1 + (i % 4));
        }

        for (var time = 0.0; time < 240.0; time += frame)
            pool.Step(frame);
        for (var i = 0; i < brains.Length; i++)
            Assert.Equal(240 / (1 + (i % 4)), pool.StepsOf(brains[i]));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.SetInterval(brains[0], 0));
    }

    [Fact]
    public void What_a_budget_leaves_comes_first_in_the_next_frame()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(64);
        var brains = new BrainHandle[64];
        for (var i = 0; i < brains.Length; i++)
            brains[i] = pool.Spawn(i);

        // Batches of 16 neighbours: 20 steps are two of them.
        Assert.Equal(new PoolFrame(1, 32, 32, 0), pool.Step(1.0, StepBudget.InstanceSteps(20)));
        Assert.Equal([1, 1, 0, 0], new[] { 0, 31, 32, 63 }.Select(i => pool.StepsOf(brains[i])));
        Assert.Equal(new PoolFrame(1, 32 * 2, 32, 0), pool.Step(1.0, StepBudget.InstanceSteps(40)));
        Assert.Equal([1, 1, 2, 2], new[] { 0, 31, 32, 63 }.Select(i => pool.StepsOf(brains[i])));
        Assert.Equal(new PoolFrame(0, 32, 0, 0), pool.Step(0.0));
        Assert.All(brains, b => Assert.Equal(2, pool.StepsOf(b)));
        Assert.Throws<ArgumentOutOfRangeException>(() => StepBudget.InstanceSteps(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StepBudget.Microseconds(-1.0));
    }

    [Fact]
    public void A_run_within_a_budget_of_time_is_replayed_by_its_work()
    {
        using var template = TestBrain.Template();
        using var timed = template.CreatePool(100);
        using var replayed = template.CreatePool(100);
        var brains = new BrainHandle[100];
        for (var i = 0; i < brains.Length; i++)
        {
            brains[i] = timed.Spawn(i);
            Assert.Equal(brains[i], replayed.Spawn(i));
        }

        var rate = (timed.Find("legs.v"), replayed.Find("legs.v"));
        for (var frame = 0; frame < 30; frame++)
        {
            foreach (var pool in new[] { timed, replayed })
                pool.Sense(brains[frame], [500f, 20f * frame]);
            var done = timed.Step(5.0, StepBudget.Microseconds(1 + (10 * frame)));
            Assert.Equal(done, replayed.Step(5.0, StepBudget.InstanceSteps(done.InstanceSteps)));
        }

        foreach (var brain in brains)
        {
            Assert.Equal(timed.StepsOf(brain), replayed.StepsOf(brain));
            Assert.Equal(timed.Values<float>(brain, rate.Item1).ToArray(), replayed.Values<float>(brain, rate.Item2).ToArray());
        }
    }

    [Fact]
    public void A_pool_goes_back_to_a_snapshot_and_lives_through_the_same_again()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(9);
        var brains = Enumerable.Range(0, 7).Select(i => pool.Spawn(i)).ToArray();
        pool.Despawn(brains[2]);
        pool.SetInterval(brains[4], 2);
        pool.Step(33.7);
        var state = new byte[pool.StateBytes];
        pool.Save(state);
        var first = Live();
        pool.Restore(state);
        Assert.False(pool.IsAlive(brains[2]));
        Assert.Equal(first, Live());
        Assert.Throws<ArgumentException>(() => pool.Save(new byte[pool.StateBytes - 1]));
        Assert.Throws<ArgumentException>(() => pool.Restore(new byte[pool.StateBytes]));
        using var other = template.CreatePool(8);
        Assert.Throws<ArgumentException>(() => other.Restore(state));

        float[] Live()
        {
            var seen = new List<float>();
            var alive = brains.Where(pool.IsAlive).ToList();
            var motors = new float[3];
            for (var frame = 0; frame < 20; frame++)
            {
                if (frame == 5)
                    {
                    pool.Despawn(brains[0]);
                    alive.Remove(brains[0]);
                }

                if (frame == 8)
                    alive.Add(pool.Spawn(77));
                pool.Sense(brains[1], [frame * 10f, 90f]);
                pool.Step(6.1);
                foreach (var brain in alive)
                {
                    pool.Act(brain, motors);
                    seen.AddRange([.. motors, brain.Generation, pool.StepsOf(brain)]);
                }
            }

            return [.. seen];
        }
    }

    [Fact]
    public void What_one_brain_learnt_is_copied_to_another()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(3);
        var teacher = pool.Spawn(1);
        pool.Step(50.0);
        var state = new byte[pool.BrainBytes];
        pool.Save(teacher, state);
        var pupil = pool.Spawn(2);
        pool.Restore(pupil, state);
        pool.Step(50.0);
        var v = pool.Find("legs.v");
        Assert.Equal(pool.Values<float>(teacher, v).ToArray(), pool.Values<float>(pupil, v).ToArray());
        Assert.Equal(100, pool.StepsOf(pupil));
    }

    [Fact]
    public void Handles_of_brains_that_do_not_live_are_refused()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(2);
        var first = pool.Spawn(1);
        var second = pool.Spawn(2);
        Assert.Equal(2, pool.Count);
        Assert.False(pool.TrySpawn(3, out var none));
        Assert.Contains("2 brains", Assert.Throws<InvalidOperationException>(() => pool.Spawn(3)).Message, StringComparison.Ordinal);
        pool.Despawn(first);
        var third = pool.Spawn(3);
        Assert.Equal((first.Index, true), (third.Index, third != first));
        var v = pool.Find("legs.v");
        foreach (var brain in new[] { first, none, new BrainHandle(7, 1), new BrainHandle(-1, 1), new BrainHandle(second.Index, 3) })
        {
            Assert.False(pool.IsAlive(brain));
            Assert.Throws<ArgumentException>(() => pool.Despawn(brain));
            Assert.Throws<ArgumentException>(() => pool.Sense(brain, [1f, 2f]));
            Assert.Throws<ArgumentException>(() => pool.Act(brain, new float[3]));
            Assert.Throws<ArgumentException>(() => pool.StepsOf(brain));
            Assert.Throws<ArgumentException>(() => pool.SetInterval(brain, 2));
            Assert.Throws<ArgumentException>(() => pool.SetPaused(brain, true));
            Assert.Throws<ArgumentException>(() => pool.Values<float>(brain, v));
            Assert.Throws<ArgumentException>(() => pool.Save(brain, new byte[pool.BrainBytes]));
        }

        Assert.Equal(2, pool.Count);
    }

    [Fact]
    public void Spans_of_wrong_lengths_and_types_are_refused()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(2);
        var brain = pool.Spawn(1);
        Assert.Equal((2, 3), (pool.SensorCount, pool.MotorCount));
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => pool.Sense(brain, [1f])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => pool.Act(brain, new float[4]));
        pool.Sensor<float>(brain)[1] = 4f;
        Assert.Equal(4f, pool.Sensor<float>(brain)[1]);
        Assert.Equal(3, pool.Motor<float>(brain).Length);
        Assert.Throws<InvalidOperationException>(() => pool.Sensor<double>(brain));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Motor<float>(brain, 1));
        using var unknown = new BrainTemplate(new TestBrain(1), ["eyes.colour"], []);
        Assert.Throws<KeyNotFoundException>(() => unknown.CreatePool(1));
        using var shared = new BrainTemplate(new TestBrain(1), ["legs.tau"], []);
        Assert.Throws<ArgumentException>(() => shared.CreatePool(2));
        using var individual = shared.CreatePool(2, "legs.tau");
        Assert.Equal(1, individual.SensorCount);
    }

    [Fact]
    public void A_disposed_pool_does_nothing()
    {
        using var template = TestBrain.Template();
        var pool = template.CreatePool(2);
        var brain = pool.Spawn(1);
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Step(1.0));
        Assert.Throws<ObjectDisposedException>(() => pool.Spawn(1));
        Assert.Throws<ObjectDisposedException>(() => pool.Sense(brain, [1f, 1f]));
        Assert.Throws<ObjectDisposedException>(() => pool.Despawn(brain));
        Assert.Throws<ObjectDisposedException>(() => pool.Save(new byte[9]));
        using var used = new TestBrain(1);
        used.Step();
        Assert.Throws<ArgumentException>(() => new BrainTemplate(used, [], []));
    }

    [Fact]
    public void A_frame_allocates_nothing()
    {
        using var template = TestBrain.Template();
        using var pool = template.CreatePool(40);
        var brains = new BrainHandle[40];
        for (var i = 0; i < 40; i++)
            brains[i] = pool.Spawn(i);
        var (state, one) = (new byte[pool.StateBytes], new byte[pool.BrainBytes]);
        var rate = pool.Find("legs.rate");
        var legs = template.Network.GetPopulation("legs");
        Work(3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Work(5);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work(int frames)
        {
            Span<float> motors = stackalloc float[3];
            for (var frame = 0; frame < frames; frame++)
            {
                pool.Despawn(brains[frame]);
                brains[frame] = pool.Spawn(frame);
                pool.SetInterval(brains[frame], 2);
                pool.Sense(brains[frame], [1f, 2f]);
                pool.Step(16.6, StepBudget.Microseconds(50.0));
                pool.Step(16.6);
                pool.Act(brains[frame], motors);
                pool.Values<float>(brains[frame], rate)[0] = pool.Spikes(brains[frame], legs).Length;
                pool.Save(brains[frame], one);
                pool.Restore(brains[frame], one);
                pool.Save(state);
                pool.Restore(state);
            }
        }
    }
}
