using Annarchy.Connectivity;

namespace Annarchy.Tests.Transmission;

public class ArrivalQueueTests
{
    [Fact]
    public void Entries_arrive_when_due_in_the_order_they_were_sent()
    {
        var random = new Random(4);
        var due = new Dictionary<int, List<int>>();
        using var queue = new ArrivalQueue<int>(3);
        for (var step = 0; step < 200; step++)
        {
            if (step == 50)
                queue.EnsureDepth(11);
            for (var i = 0; i < random.Next(400); i++)
            {
                var ahead = random.Next(queue.Depth);
                queue.Add(ahead, i);
                if (!due.TryGetValue(step + ahead, out var list))
                    due[step + ahead] = list = [];
                list.Add(i);
            }

            Assert.Equal(due.GetValueOrDefault(step, []), queue.Arriving.ToArray());
            queue.Advance();
        }

        queue.Clear();
        for (var ahead = 0; ahead < queue.Depth; ahead++)
            Assert.True(queue.At(ahead).IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => queue.Add(11, 0));
    }
}
