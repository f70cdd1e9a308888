using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Annarchy.Control;

/// <summary>Finds the methods of a class that are marked with <see cref="EveryAttribute"/>.</summary>
internal static class CallbackMethods
{
    public const DynamicallyAccessedMemberTypes Access =
        DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods;

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The marked methods in order of declaration, bound to their owner.</summary>
    public static IEnumerable<(EveryAttribute Mark, string Name, Action<long> Action)> Find(
        [DynamicallyAccessedMembers(Access)] Type type, object owner) =>
        type.GetMethods(Everything)
            .Select(m => (Method: m, Mark: m.GetCustomAttribute<EveryAttribute>()))
            .Where(m => m.Mark is not null)
            .OrderBy(m => m.Method.HasMetadataToken() ? m.Method.GetMetadataToken() : 0)
            .Select(m => (m.Mark!, m.Method.Name, Bind(m.Method, owner)));

    /// <summary>Name of a method as written: that of a local function without what the compiler adds, nothing for a lambda.</summary>
    public static string? WrittenName(Delegate action)
    {
        var name = action.Method.Name;
        if (!name.StartsWith('<'))
            return name;
        var (start, end) = (name.IndexOf(">g__", StringComparison.Ordinal), name.LastIndexOf('|'));
        return start >= 0 && end > start + 4 ? name[(start + 4)..end] : null;
    }

    private static Action<long> Bind(MethodInfo method, object owner)
    {
        var target = method.IsStatic ? null : owner;
        if (method.ReturnType == typeof(void) && method.GetParameters() is [var only])
        {
            if (only.ParameterType == typeof(long))
                return method.CreateDelegate<Action<long>>(target);
            if (only.ParameterType == typeof(int))
            {
                var action = method.CreateDelegate<Action<int>>(target);
                return n => action(checked((int)n));
            }
        }

        throw new ArgumentException(
            $"Method '{method.Name}' of {method.DeclaringType?.Name} cannot be a callback: it must return nothing and take the number of the call, a long or an int.");
    }
}
