using System.Globalization;
using System.Reflection;
using System.Runtime.Intrinsics;
using Annarchy.Numerics;
using Annarchy.Programs;

namespace Annarchy.Kernels.Emit;

/// <summary>The .NET vector types and methods of one width and precision, found by name when first needed.</summary>
internal sealed class VectorMethods
{
    private static readonly Dictionary<string, VectorMethods> Instances = [];

    private readonly Dictionary<string, MethodInfo?> _methods = [];
    private readonly Type _facade;
    private readonly Type _openVector;

    private VectorMethods(VectorWidth width, Precision precision)
    {
        Width = width;
        Real = precision == Precision.Single ? typeof(float) : typeof(double);
        Integer = precision == Precision.Single ? typeof(int) : typeof(long);
        ElementSize = precision == Precision.Single ? sizeof(float) : sizeof(double);
        (_facade, _openVector) = width switch
        {
            VectorWidth.Bits512 => (typeof(Vector512), typeof(Vector512<>)),
            VectorWidth.Bits256 => (typeof(Vector256), typeof(Vector256<>)),
            _ => (typeof(Vector128), typeof(Vector128<>)),
        };
        RealVector = _openVector.MakeGenericType(Real);
        IntegerVector = _openVector.MakeGenericType(Integer);
    }

    public VectorWidth Width { get; }

    public Type Real { get; }

    public Type Integer { get; }

    public int ElementSize { get; }

    /// <summary>Rows of a vector.</summary>
    public int Lanes => Width.Bytes() / ElementSize;

    /// <summary>A vector of reals; also of masks, whose lanes are all ones or all zeros.</summary>
    public Type RealVector { get; }

    public Type IntegerVector { get; }

    public static VectorMethods Of(VectorWidth width, Precision precision)
    {
        var key = ((int)width + (int)precision).ToString(CultureInfo.InvariantCulture);
        lock (Instances)
        {
            if (!Instances.TryGetValue(key, out var methods))
                Instances.Add(key, methods = new VectorMethods(width, precision));
            return methods;
        }
    }

    /// <summary>The vector type of a lane type.</summary>
    public Type VectorOf(Type element) => element == Real ? RealVector : IntegerVector;

    /// <summary>A method of .NET's vector class that takes so many vectors of an element type.</summary>
    /// <exception cref="MissingMethodException">There is none.</exception>
    public MethodInfo this[string name, Type element, int operands] =>
        Find(name, element, operands)
        ?? throw new MissingMethodException($"{_facade.Name} has no {name} of {operands} vectors of {element.Name}.");

    /// <summary>Like the indexer; null where there is none.</summary>
    public MethodInfo? Find(string name, Type element, int operands)
    {
        var key = string.Concat(name, element.Name, operands.ToString(CultureInfo.InvariantCulture));
        lock (_methods)
        {
            if (!_methods.TryGetValue(key, out var method))
                _methods.Add(key, method = Search(name, element, operands));
            return method;
        }
    }

    /// <summary>The vector mathematics of an operation.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public MethodInfo Function(Op op, Type element, int operands)
    {
        var parameters = new Type[operands];
        Array.Fill(parameters, VectorOf(element));
        return typeof(VectorMath).GetMethod(op.ToString(), parameters)
            ?? throw new NotSupportedException($"There is no vector mathematics for {op} of {element.Name}.");
    }

    /// <summary>The draw of an operation from <see cref="DrawLanes"/>.</summary>
    public MethodInfo Draw(Op op, int operands)
    {
        foreach (var method in typeof(DrawLanes).GetMethods())
        {
            var parameters = method.GetParameters();
            if (method.Name == op.ToString() && parameters.Length == operands + 3 && IsOpenVector(parameters[0]))
                return method.MakeGenericMethod(Real);
        }

        throw new NotSupportedException($"There is no draw {op} of {operands} parameters.");
    }

    /// <summary>Whether an operation goes lane by lane for want of a vector method.</summary>
    public static bool IsScalar(Term term) => term.IsDraw;

    /// <summary>The method that fills a vector with one number.</summary>
    public MethodInfo Broadcast(Type element) => _facade.GetMethod(nameof(Vector128.Create), [element])!;

    /// <summary>All-zero or all-one lanes.</summary>
    public MethodInfo Mask(bool set) => RealVector.GetProperty(set ? "AllBitsSet" : "Zero")!.GetMethod!;

    private MethodInfo? Search(string name, Type element, int operands)
    {
        var vector = VectorOf(element);
        foreach (var method in _facade.GetMember(name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static).Cast<MethodInfo>())
        {
            var parameters = method.GetParameters();
            if (parameters.Length != operands)
                continue;
            if (!method.IsGenericMethodDefinition)
            {
                if (parameters.All(p => p.ParameterType == vector))
                    return method;
            }
            else if (method.GetGenericArguments().Length == 1 && parameters.All(IsOpenVector))
            {
                return method.MakeGenericMethod(element);
            }
        }

        return null;
    }

    private bool IsOpenVector(ParameterInfo parameter) =>
        parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericTypeDefinition() == _openVector;
}
