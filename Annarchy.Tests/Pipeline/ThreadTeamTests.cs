using Annarchy.Threading;

namespace Annarchy.Tests;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryMemberDoesItsPartEveryTime(int size)
    {
        using var team = new ThreadTeam(size);
        var work = new Counting(size);
        for (var round = 1; round <= 200; round++)
        {
            team.Run(work, size);
            Assert.All(work.Counts, count => Assert.Equal(round, count));
        }
    }

    [Fact]
    public void WakesMembersThatParked()
    {
        using var team = new ThreadTeam(3);
        var work = new Counting(3);
        for (var round = 1; round <= 5; round++)
        {
            Thread.Sleep(30);
            team.Run(work, 3);
            Assert.Equal([round, round, round], work.Counts);
        }
    }

    /// <summary>With more members than processors, the caller keeps doing parts of members that are late.</summary>
    [Fact]
    public void EveryPartIsDoneOnceWhoeverDoesIt()
    {
        using var team = new ThreadTeam(12);
        var work = new Counting(12);
        var expected = new int[12];
        for (var round = 0; round < 3000; round++)
        {
            var members = 1 + (round * 7 % 12);
            team.Run(work, members);
            for (var member = 0; member < members; member++)
                expected[member]++;
            Assert.Equal(expected, work.Counts);
        }
    }

    [Fact]
    public void FewerMembersMayWork()
    {
        using var team = new ThreadTeam(3);
        var work = new Counting(3);
        team.Run(work, 2);
        team.Run(work, 1);
        Assert.Equal([2, 1, 0], work.Counts);
        Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(work, 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void FailuresSurfaceAndTheTeamGoesOn(int failing)
    {
        using var team = new ThreadTeam(3);
        var error = Assert.Throws<AggregateException>(() => team.Run(new Failing(failing), 3));
        Assert.Equal($"member {failing}", error.InnerException!.Message);
        var work = new Counting(3);
        team.Run(work, 3);
        Assert.Equal([1, 1, 1], work.Counts);
    }

    [Fact]
    public void WorkAfterDisposeIsAnError()
    {
        var team = new ThreadTeam(2);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(new Counting(2), 2));
    }

    private sealed class Counting(int size) : ITeamWork
    {
        public int[] Counts { get; } = new int[size];

        public void Execute(int member) => Counts[member]++;
    }

    private sealed class Failing(int failing) : ITeamWork
    {
        public void Execute(int member)
        {
            if (member == failing)
                throw new InvalidOperationException($"member {member}");
        }
    }
}
