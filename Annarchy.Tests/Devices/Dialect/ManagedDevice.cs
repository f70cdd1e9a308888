using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Annarchy.Gpu.Dialect;

namespace Annarchy.Tests.Devices;

/// <summary>Runs kernels compiled to methods of .NET, one item after the other: what a driver like that of ILGPU adds is left out.</summary>
internal sealed unsafe class ManagedDevice : IDevice
{
    private readonly AssemblyLoadContext _context = new("kernels", isCollectible: true);

    public string Name => "managed";

    public string Driver => ".NET";

    public DeviceLanguage Language => DeviceLanguage.Common;

    public bool HasDouble => true;

    public int GroupSize => 16;

    public int Lanes => 1;

    public int BusyGroups => 1;

    public long MemoryBytes => long.MaxValue;

    public IDeviceBuffer Allocate(long byteCount) => new Buffer((nint)NativeMemory.AllocZeroed((nuint)byteCount), byteCount);

    public IDeviceModule Compile(string source)
    {
        var functions = UnitParser.Parse(source);
        return new Module([.. functions.Where(f => f.IsKernel)], new KernelAssembly(functions, new OneItemAtATime()).Load(_context));
    }

    public IDeviceStream CreateStream() => new Stream();

    public void Dispose() => _context.Unload();

    private sealed class Buffer(nint address, long byteCount) : IDeviceBuffer
    {
        public nint Address { get; private set; } = address;

        public long ByteCount { get; } = byteCount;

        public void Dispose()
        {
            NativeMemory.Free((void*)Address);
            Address = 0;
        }
    }

    private delegate void Run(nint* values, int groups, int groupSize);

    private sealed class Module(Function[] kernels, Assembly assembly) : IDeviceModule
    {
        public IDeviceLaunch Prepare(string kernel, int groups, int groupSize, ReadOnlySpan<DeviceArgument> arguments)
        {
            var values = new nint[arguments.Length + 1];
            for (var i = 0; i < arguments.Length; i++)
                values[i] = arguments[i].Buffer is Buffer buffer ? buffer.Address : arguments[i].Number;
            var function = Array.Find(kernels, k => k.Name == kernel)!;
            return new Launch(Write(assembly.GetType("Kernels")!.GetMethod(kernel)!, function), values, groups, groupSize);
        }

        /// <summary>A method that calls a kernel for every item of every group.</summary>
        private static Run Write(MethodInfo kernel, Function function)
        {
            var method = new DynamicMethod(kernel.Name, typeof(void), [typeof(nint*), typeof(int), typeof(int)]);
            var il = method.GetILGenerator();
            var (group, item) = (il.DeclareLocal(typeof(int)), il.DeclareLocal(typeof(int)));
            WriteLoop(il, group, 1, () => WriteLoop(il, item, 2, () =>
            {
                il.Emit(OpCodes.Ldloc, group);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Ldloc, item);
                il.Emit(OpCodes.Ldarg_2);
                for (var i = 0; i < function.Parameters.Length; i++)
                {
                    il.Emit(OpCodes.Ldarg_0);
                    il.Emit(OpCodes.Ldc_I4, i * sizeof(nint));
                    il.Emit(OpCodes.Add);
                    il.Emit(function.Parameters[i].IsAddress ? OpCodes.Ldind_I : OpCodes.Ldind_I4);
                }

                il.Emit(OpCodes.Call, kernel);
            }));
            il.Emit(OpCodes.Ret);
            return method.CreateDelegate<Run>();
        }

        private static void WriteLoop(ILGenerator il, LocalBuilder place, short count, Action writeBody)
        {
            var (body, test) = (il.DefineLabel(), il.DefineLabel());
            il.Emit(OpCodes.Ldc_I4_0);
            il.Emit(OpCodes.Stloc, place);
            il.Emit(OpCodes.Br, test);
            il.MarkLabel(body);
            writeBody();
            il.Emit(OpCodes.Ldloc, place);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Stloc, place);
            il.MarkLabel(test);
            il.Emit(OpCodes.Ldloc, place);
            il.Emit(OpCodes.Ldarg, count);
            il.Emit(OpCodes.Blt, body);
        }
    }

    private sealed class Launch(Run run, nint[] values, int groups, int groupSize) : IDeviceLaunch
    {
        public void Now()
        {
            fixed (nint* first = values)
                run(first, groups, groupSize);
        }

        public void Dispose()
        {
        }
    }

    private sealed class Stream : IDeviceStream
    {
        public void Launch(IDeviceLaunch launch) => ((Launch)launch).Now();

        public void Upload(ReadOnlySpan<byte> source, IDeviceBuffer destination, long offset) =>
            source.CopyTo(new Span<byte>((byte*)((Buffer)destination).Address + offset, source.Length));

        public void Download(IDeviceBuffer source, long offset, Span<byte> destination) =>
            new ReadOnlySpan<byte>((byte*)((Buffer)source).Address + offset, destination.Length).CopyTo(destination);

        public void Submit()
        {
        }

        public IDeviceEvent Record() => new Done();

        public void Dispose()
        {
        }
    }

    private sealed class Done : IDeviceEvent
    {
        public void Wait()
        {
        }

        public void Dispose()
        {
        }
    }
}
