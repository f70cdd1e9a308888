using Annarchy.Gpu.Cuda;
using Annarchy.Gpu.OpenCl;

namespace Annarchy.Tests.Devices;

/// <summary>What happens when a device is missing, full or lost.</summary>
public sealed class DeviceErrorTests
{
    private static Network Small(IDevice? device = null, Precision precision = Precision.Double)
    {
        var net = new Network(device: device, precision: precision);
        var pop = net.Create(100, new Neuron(equations: "r = r + 1.0 + sum(exc)"));
        net.Connect(pop, pop, "exc").AllToAll(weights: 0.0);
        return net;
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void A_full_device_leaves_a_network_that_runs_on_the_host(Driver driver)
    {
        using var device = new ObservedDevice(driver) { Room = 4096 };
        using var net = Small();
        var exception = Assert.Throws<DeviceException>(() => net.Compile(device));
        Assert.Equal(DeviceFailure.OutOfMemory, exception.Failure);
        Assert.Null(net.Device);
        net.Simulate(3.0);
        Assert.Equal(3.0, net.Populations[0]["r"][0]);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void A_lost_device_is_told(Driver driver)
    {
        using var device = new ObservedDevice(driver) { LaunchesLeft = 20 };
        using var net = Small(device);
        Assert.Equal(DeviceFailure.Lost, Assert.Throws<DeviceException>(() => net.Simulate(100.0)).Failure);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Double_precision_needs_a_device_that_has_it(Driver driver)
    {
        using var device = new ObservedDevice(driver) { HasDouble = false };
        using var net = Small(device);
        var exception = Assert.Throws<DeviceException>(net.Compile);
        Assert.Contains("precision: Precision.Single", exception.Message, StringComparison.Ordinal);
        using var single = Small(device, Precision.Single);
        single.Simulate(2.0);
        Assert.Equal(2.0, single.Populations[0]["r"][3]);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void Instances_do_not_run_on_a_device(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var net = Small(device);
        Assert.Contains(device.Name, Assert.Throws<NotSupportedException>(() => new NetworkReplicas(net, 2)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [On(Driver.OpenCl)]
    [On(Driver.Cuda)]
    [On(Driver.Ilgpu)]
    public void A_compiled_network_stays_where_it_runs(Driver driver)
    {
        using var device = Drivers.Open(driver);
        using var net = Small();
        net.Compile();
        Assert.Throws<InvalidOperationException>(() => net.Compile(device));
    }

    [DriverFact(Driver.OpenCl)]
    public void Kernels_the_compiler_refuses_come_with_its_reasons()
    {
        using var device = OpenClDevice.Open();
        var exception = Assert.Throws<DeviceException>(() => device.Compile("__kernel void k(__global int* a) { a[0] = undeclared; }"));
        Assert.Equal(DeviceFailure.NoCompiler, exception.Failure);
        Assert.Contains("undeclared", exception.Message, StringComparison.Ordinal);
    }

    [DriverFact(Driver.OpenCl)]
    public void There_are_no_more_devices_than_are_listed()
    {
        var exception = Assert.Throws<DeviceException>(() => OpenClDevice.Open(99));
        Assert.Equal(DeviceFailure.NoDevice, exception.Failure);
        Assert.Contains(OpenClDevice.List()[0], exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Where the driver of NVIDIA is installed it opens, or tells what else is missing.</summary>
    [Fact]
    public void What_CUDA_lacks_is_told()
    {
        if (CudaDevice.IsAvailable)
        {
            CudaDevice.Open().Dispose();
            return;
        }

        var exception = Assert.Throws<DeviceException>(() => CudaDevice.Open());
        Assert.Contains(exception.Failure, new[] { DeviceFailure.NoDriver, DeviceFailure.NoCompiler, DeviceFailure.NoDevice });
        Assert.Contains("install", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, DeviceFailure.OutOfMemory, "run it on the processor")]
    [InlineData(100, DeviceFailure.NoDevice, "CUDA_VISIBLE_DEVICES")]
    [InlineData(46, DeviceFailure.NoDevice, "nvidia-smi")]
    [InlineData(209, DeviceFailure.NoCompiler, "older toolkit")]
    [InlineData(222, DeviceFailure.NoCompiler, "newer driver")]
    [InlineData(700, DeviceFailure.Lost, "built anew")]
    [InlineData(719, DeviceFailure.Lost, "built anew")]
    [InlineData(1, DeviceFailure.Other, "code 1")]
    public void Codes_of_CUDA_say_what_to_do(int code, DeviceFailure failure, string hint)
    {
        var exception = CudaError.Of(code, "do it", "NAME");
        Assert.Equal(failure, exception.Failure);
        Assert.Contains(hint, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1001, DeviceFailure.NoDevice, "pocl-opencl-icd")]
    [InlineData(-4, DeviceFailure.OutOfMemory, "run it on the processor")]
    [InlineData(-3, DeviceFailure.NoCompiler, "compiler")]
    [InlineData(-36, DeviceFailure.Lost, "built anew")]
    public void Codes_of_OpenCL_say_what_to_do(int code, DeviceFailure failure, string hint)
    {
        var exception = OpenClError.Of(code, "do it");
        Assert.Equal(failure, exception.Failure);
        Assert.Contains(hint, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_ILGPU_lacks_is_told()
    {
        var isBuilt = Drivers.WhatIsMissing(Driver.Ilgpu) is null;
        var exception = Assert.Throws<DeviceException>(() => DeviceDrivers.Open("ilgpu", 1));
        Assert.Equal(isBuilt ? DeviceFailure.NoDevice : DeviceFailure.NoDriver, exception.Failure);
        Assert.Contains(isBuilt ? "its only one" : "-p:UseIlgpu=true", exception.Message, StringComparison.Ordinal);
    }

    [DriverFact(Driver.Ilgpu)]
    public void Kernels_outside_of_the_dialect_come_with_their_line()
    {
        using var device = Drivers.Open(Driver.Ilgpu);
        var exception = Assert.Throws<DeviceException>(() => device.Compile("KERNEL void k(GLOBAL i32* a)\n{\n    a[0] = undeclared;\n}"));
        Assert.Equal(DeviceFailure.NoCompiler, exception.Failure);
        Assert.Contains("Line 3 of the kernels, 'a[0] = undeclared;'", exception.Message, StringComparison.Ordinal);
    }

    [DriverFact(Driver.Ilgpu)]
    public void More_memory_than_there_is_is_refused()
    {
        using var device = Drivers.Open(Driver.Ilgpu);
        Assert.Equal(DeviceFailure.OutOfMemory, Assert.Throws<DeviceException>(() => device.Allocate(1L << 52)).Failure);
    }

    [Fact]
    public void Unknown_drivers_are_refused() =>
        Assert.Throws<ArgumentException>(() => DeviceDrivers.Open("abacus"));
}
