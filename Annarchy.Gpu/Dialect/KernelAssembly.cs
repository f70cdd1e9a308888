using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Annarchy.Gpu.Dialect;

/// <summary>
/// Kernels and their functions as static methods of an assembly. Buffers are passed as references to their first element. A kernel's parameters
/// come after four numbers: its group, the number of groups, the item of the group and the size of groups.
/// </summary>
internal sealed class KernelAssembly
{
    /// <summary>Parameters that come before those of the text.</summary>
    public const int Places = 4;

    private readonly PersistedAssemblyBuilder _builder;
    private readonly TypeBuilder _holder;
    private readonly Dictionary<Function, MethodBuilder> _methods = [];

    /// <summary>Writes the methods.</summary>
    /// <param name="functions">Functions before those that call them.</param>
    /// <param name="host">What runs the kernels.</param>
    public KernelAssembly(IEnumerable<Function> functions, KernelHost host)
    {
        // Whoever refers to an assembly does so by its name, so no two may share one.
        var name = $"Annarchy.Kernels.{Guid.NewGuid():N}";
        _builder = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        Module = _builder.DefineDynamicModule(name);
        _holder = Module.DefineType("Kernels", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (var function in functions)
            Write(function, host);
        _holder.CreateType();
    }

    /// <summary>Where other types can be added before <see cref="Load"/>.</summary>
    public ModuleBuilder Module { get; }

    /// <summary>The method of a function or kernel.</summary>
    public MethodInfo this[Function function] => _methods[function];

    /// <summary>Loads the assembly and has its methods compiled, so that none is when kernels run.</summary>
    /// <param name="context">Where to.</param>
    public Assembly Load(AssemblyLoadContext context)
    {
        using var image = new MemoryStream();
        _builder.Save(image);
        image.Position = 0;
        var assembly = context.LoadFromStream(image);
        foreach (var method in assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)))
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        return assembly;
    }

    /// <summary>The type a parameter has.</summary>
    public static Type TypeOf(Variable parameter) => parameter.IsAddress ? parameter.Type.ToClr().MakeByRefType() : parameter.Type.ToClr();

    private void Write(Function function, KernelHost host)
    {
        var places = function.IsKernel ? Places : 0;
        Type[] parameters = [.. Enumerable.Repeat(typeof(int), places), .. function.Parameters.Select(TypeOf)];
        var method = _holder.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, function.Result.ToClr(), parameters);

        // Kernels run a whole step at once: there is no use in waiting until they are found to be busy.
        method.SetImplementationFlags(function.IsKernel ? MethodImplAttributes.AggressiveOptimization : MethodImplAttributes.AggressiveInlining);
        _methods.Add(function, method);
        new StatementWriter(method.GetILGenerator(), function, places, this, host).Write();
    }
}
