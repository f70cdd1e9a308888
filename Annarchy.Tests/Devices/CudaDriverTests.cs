using System.Runtime.InteropServices;
using Card = Annarchy.Tests.Devices.CudaOnProcessor.Card;

namespace Annarchy.Tests.Devices;

/// <summary>The CUDA driver beside what all drivers do: cards of all sorts, threads, and what the driver of NVIDIA would refuse.</summary>
public sealed class CudaDriverTests
{
    private static Network Small(IDevice? device = null)
    {
        var net = new Network(device: device);
        var pop = net.Create(100, new Neuron(equations: "r = r + 1.0 + sum(exc)"));
        net.Connect(pop, pop, "exc").AllToAll(weights: 0.0);
        return net;
    }

    [DriverFact(Driver.Cuda)]
    public void A_card_newer_than_the_compiler_gets_what_its_driver_completes()
    {
        using var device = CudaOnProcessor.Open(Card.New);
        using var net = Small(device);
        net.Simulate(7.0);
        Assert.EndsWith("compute capability 12.1", device.Driver, StringComparison.Ordinal);
        Assert.All(net.Populations[0]["r"].ToArray(), r => Assert.Equal(7.0, r));
    }

    [DriverFact(Driver.Cuda)]
    public void A_card_older_than_the_compiler_is_refused()
    {
        var exception = Assert.Throws<DeviceException>(() => CudaOnProcessor.Open(Card.Old));
        Assert.Equal(DeviceFailure.NoCompiler, exception.Failure);
        Assert.Contains("compute capability 3.5", exception.Message, StringComparison.Ordinal);
        Assert.Contains("older toolkit", exception.Message, StringComparison.Ordinal);
    }

    [DriverFact(Driver.Cuda)]
    public void A_full_card_leaves_a_network_that_runs_on_the_host()
    {
        using var device = CudaOnProcessor.Open(Card.Small);
        using var net = Small();
        var exception = Assert.Throws<DeviceException>(() => net.Compile(device));
        Assert.Equal(DeviceFailure.OutOfMemory, exception.Failure);
        Assert.Contains("CUDA_ERROR_OUT_OF_MEMORY", exception.Message, StringComparison.Ordinal);
        net.Simulate(3.0);
        Assert.Equal(3.0, net.Populations[0]["r"][0]);
    }

    [DriverFact(Driver.Cuda)]
    public void A_lost_card_is_told_whenever_it_is_asked_for_something()
    {
        using var device = CudaOnProcessor.Open(Card.Lost);
        using var net = Small(device);
        Assert.Equal(DeviceFailure.Lost, Assert.Throws<DeviceException>(() => net.Simulate(1000.0)).Failure);
        Assert.Equal(DeviceFailure.Lost, Assert.Throws<DeviceException>(() => net.Populations[0]["r"].ToArray()).Failure);
        Assert.Equal(DeviceFailure.Lost, Assert.Throws<DeviceException>(() => device.Allocate(4)).Failure);
    }

    [DriverFact(Driver.Cuda)]
    public void A_network_may_go_from_thread_to_thread()
    {
        using var device = CudaOnProcessor.Open();
        using var net = Small(device);
        net.Compile();
        for (var i = 0; i < 3; i++)
            OnAnotherThread(() => net.Simulate(100.0));
        Assert.Equal(300.0, net.Populations[0]["r"][99]);
    }

    [DriverFact(Driver.Cuda)]
    public void Kernels_are_prepared_and_waited_for_by_any_thread()
    {
        using var device = CudaOnProcessor.Open();
        using var stream = device.CreateStream();
        using var buffer = device.Allocate(sizeof(int));
        var module = device.Compile("""extern "C" __global__ void k(int* a) { a[0] = 7; }""");
        IDeviceLaunch? launch = null;
        OnAnotherThread(() => launch = module.Prepare("k", 1, 1, [DeviceArgument.Of(buffer)]));
        stream.Launch(launch!);
        var mark = stream.Record();
        OnAnotherThread(mark.Wait);
        OnAnotherThread(mark.Dispose);
        var value = 0;
        stream.Download(buffer, 0, MemoryMarshal.AsBytes(new Span<int>(ref value)));
        Assert.Equal(7, value);
    }

    [DriverFact(Driver.Cuda)]
    public void Kernels_the_compiler_refuses_come_with_its_reasons()
    {
        using var device = CudaOnProcessor.Open();
        var exception = Assert.Throws<DeviceException>(() => device.Compile("""extern "C" __global__ void k(int* a) { a[0] = undeclared; }"""));
        Assert.Equal(DeviceFailure.NoCompiler, exception.Failure);
        Assert.Contains("undeclared", exception.Message, StringComparison.Ordinal);
    }

    [DriverFact(Driver.Cuda)]
    public void Threads_of_a_block_share_memory_and_meet()
    {
        const string Source = """
            extern "C" __global__ void reverse(int* a)
            {
                __shared__ int part[64];
                part[threadIdx.x] = a[blockIdx.x * 64 + threadIdx.x];
                __syncthreads();
                a[blockIdx.x * 64 + threadIdx.x] = part[63 - threadIdx.x];
            }
            """;
        using var device = CudaOnProcessor.Open();
        using var stream = device.CreateStream();
        int[] values = [.. Enumerable.Range(0, 192)];
        using var buffer = device.Allocate(values.Length * sizeof(int));
        stream.Upload(MemoryMarshal.AsBytes(values.AsSpan()), buffer, 0);
        var launch = device.Compile(Source).Prepare("reverse", 3, 64, [DeviceArgument.Of(buffer)]);

        // Launched as they are, then recorded and launched as a graph, then as a graph again.
        for (var i = 0; i < 3; i++)
        {
            stream.Launch(launch);
            stream.Submit();
        }

        stream.Download(buffer, 0, MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal(Enumerable.Range(0, 192).Select(i => (i / 64 * 64) + 63 - (i % 64)), values);
    }

    [DriverTheory(Driver.Cuda)]
    [InlineData("a[n] = 1;", DeviceFailure.Lost)]
    [InlineData("a[-1] = 1;", DeviceFailure.Lost)]
    [InlineData("if (threadIdx.x == 3) __syncthreads();", DeviceFailure.Lost)]
    [InlineData("if (threadIdx.x != 3) __syncthreads();", DeviceFailure.Lost)]
    [InlineData("a[n - 1] = 1; __syncthreads();", null)]
    public void What_kernels_must_not_do_shows(string body, DeviceFailure? failure)
    {
        using var device = CudaOnProcessor.Open(Card.Refusing);
        using var stream = device.CreateStream();
        using var buffer = device.Allocate(20);
        var module = device.Compile($$"""extern "C" __global__ void k(int* a, int n) { {{body}} }""");
        stream.Launch(module.Prepare("k", 2, 8, [DeviceArgument.Of(buffer), DeviceArgument.Of(5)]));
        AssertFails(failure, () => stream.Record().Wait());
    }

    [DriverFact(Driver.Cuda)]
    public void What_the_driver_refuses_is_told()
    {
        using var device = CudaOnProcessor.Open(Card.Refusing);
        using var stream = device.CreateStream();
        var buffer = device.Allocate(20);
        var module = device.Compile("""extern "C" __global__ void k(int* a) { }""");
        AssertFails(DeviceFailure.Other, () => module.Prepare("nothing", 1, 1, []));
        stream.Launch(module.Prepare("k", 1, 2048, [DeviceArgument.Of(buffer)]));
        AssertFails(DeviceFailure.Other, () => stream.Record());
    }

    [DriverFact(Driver.Cuda)]
    public void Memory_that_is_freed_is_not_used()
    {
        using var device = CudaOnProcessor.Open(Card.Refusing);
        using var stream = device.CreateStream();
        var buffer = device.Allocate(20);
        var launch = device.Compile("""extern "C" __global__ void k(int* a) { }""").Prepare("k", 1, 1, [DeviceArgument.Of(buffer)]);
        stream.Launch(launch);
        stream.Submit();
        buffer.Dispose();
        stream.Record().Wait();
        stream.Launch(launch);
        AssertFails(DeviceFailure.Lost, () => stream.Record().Wait());
    }

    private static void OnAnotherThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }

    private static void AssertFails(DeviceFailure? failure, Action action) =>
        Assert.Equal(failure, (Record.Exception(action) as DeviceException)?.Failure);
}
