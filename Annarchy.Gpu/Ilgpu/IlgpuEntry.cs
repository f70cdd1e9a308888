using System.Reflection;
using System.Reflection.Emit;
using Annarchy.Gpu.Dialect;
using ILGPU;

namespace Annarchy.Gpu.Ilgpu;

/// <summary>
/// Writes the method ILGPU launches for a kernel. It takes a structure of views and numbers and goes through groups and items, so that a thread
/// does as many of them as fall to it.
/// </summary>
internal sealed class IlgpuEntry
{
    public const string Groups = "groups";
    public const string GroupSize = "groupSize";

    private readonly ILGenerator _il;

    private IlgpuEntry(ILGenerator il) => _il = il;

    /// <summary>The type of a kernel's arguments.</summary>
    public static string ArgumentsOf(Function kernel) => $"{kernel.Name}_arguments";

    /// <summary>The method that is launched.</summary>
    public static string NameOf(Function kernel) => $"{kernel.Name}_entry";

    /// <summary>Adds arguments and methods of kernels to an assembly.</summary>
    public static void Write(KernelAssembly assembly, IEnumerable<Function> kernels)
    {
        var holder = assembly.Module.DefineType("Entries", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (var kernel in kernels)
        {
            var arguments = assembly.Module.DefineType(
                ArgumentsOf(kernel), TypeAttributes.Public | TypeAttributes.SequentialLayout | TypeAttributes.Sealed, typeof(ValueType));
            var method = holder.DefineMethod(NameOf(kernel), MethodAttributes.Public | MethodAttributes.Static, typeof(void), [arguments]);
            method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
            new IlgpuEntry(method.GetILGenerator()).Write(assembly[kernel], kernel, arguments);
            arguments.CreateType();
        }

        holder.CreateType();
    }

    private void Write(MethodInfo body, Function kernel, TypeBuilder arguments)
    {
        var groups = Load(arguments.DefineField(Groups, typeof(int), FieldAttributes.Public), isAddress: false);
        var groupSize = Load(arguments.DefineField(GroupSize, typeof(int), FieldAttributes.Public), isAddress: false);
        var parameters = kernel.Parameters.Select(parameter =>
        {
            var element = parameter.Type.ToClr();
            var type = parameter.IsAddress ? typeof(ArrayView<>).MakeGenericType(element) : element;
            return Load(arguments.DefineField(parameter.Name, type, FieldAttributes.Public), parameter.IsAddress);
        }).ToArray();
        var (firstGroup, groupStride) = (Load(typeof(Grid), nameof(Grid.IdxX)), Load(typeof(Grid), nameof(Grid.DimX)));
        var (firstItem, itemStride) = (Load(typeof(Group), nameof(Group.IdxX)), Load(typeof(Group), nameof(Group.DimX)));
        WriteLoop(firstGroup, groupStride, groups, group => WriteLoop(firstItem, itemStride, groupSize, item =>
        {
            foreach (var local in new[] { group, groups, item, groupSize }.Concat(parameters))
                _il.Emit(OpCodes.Ldloc, local);
            _il.Emit(OpCodes.Call, body);
        }));
        _il.Emit(OpCodes.Ret);
    }

    /// <summary>Takes an argument into a variable: a number, or where a buffer begins.</summary>
    private LocalBuilder Load(FieldBuilder field, bool isAddress)
    {
        var type = field.FieldType;
        var local = _il.DeclareLocal(isAddress ? type.GetGenericArguments()[0].MakeByRefType() : type);
        _il.Emit(OpCodes.Ldarga, (short)0);
        _il.Emit(isAddress ? OpCodes.Ldflda : OpCodes.Ldfld, field);
        if (isAddress)
            IlgpuHost.WriteFirst(_il, type);
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    /// <summary>Takes a place of the thread into a variable, for to ask is not cheap on a processor.</summary>
    private LocalBuilder Load(Type places, string place)
    {
        var local = _il.DeclareLocal(typeof(int));
        _il.Emit(OpCodes.Call, places.GetProperty(place)!.GetMethod!);
        _il.Emit(OpCodes.Stloc, local);
        return local;
    }

    /// <summary>A loop over what falls to this thread.</summary>
    private void WriteLoop(LocalBuilder first, LocalBuilder stride, LocalBuilder count, Action<LocalBuilder> writeBody)
    {
        var (body, test) = (_il.DefineLabel(), _il.DefineLabel());
        var place = _il.DeclareLocal(typeof(int));
        _il.Emit(OpCodes.Ldloc, first);
        _il.Emit(OpCodes.Stloc, place);
        _il.Emit(OpCodes.Br, test);
        _il.MarkLabel(body);
        writeBody(place);
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldloc, stride);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stloc, place);
        _il.MarkLabel(test);
        _il.Emit(OpCodes.Ldloc, place);
        _il.Emit(OpCodes.Ldloc, count);
        _il.Emit(OpCodes.Blt, body);
    }
}
