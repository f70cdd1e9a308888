using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Text;

namespace Annarchy.Kernels.Emit;

/// <summary>Emits instructions and, when asked to, writes them down as text.</summary>
/// <param name="generator">Where instructions go.</param>
/// <param name="text">Where their text goes; null when nobody wants it.</param>
internal sealed class ILWriter(ILGenerator generator, StringBuilder? text = null)
{
    /// <summary>A line for readers of the text.</summary>
    public void Comment(string comment) => text?.Append("    // ").AppendLine(comment);

    public LocalBuilder DeclareLocal(Type type)
    {
        var local = generator.DeclareLocal(type);
        text?.Append(CultureInfo.InvariantCulture, $"    .local V_{local.LocalIndex} {Name(type)}").AppendLine();
        return local;
    }

    public Label DefineLabel() => generator.DefineLabel();

    public void MarkLabel(Label label)
    {
        generator.MarkLabel(label);
        text?.Append("  L_").Append(label.Id).AppendLine(":");
    }

    public void Emit(OpCode code)
    {
        generator.Emit(code);
        if (text is not null)
            Record(code, string.Empty);
    }

    public void Branch(OpCode code, Label target)
    {
        generator.Emit(code, target);
        if (text is not null)
            Record(code, $"L_{target.Id}");
    }

    public void LoadArgument(int index)
    {
        generator.Emit(OpCodes.Ldarg, (short)index);
        if (text is not null)
            Record(OpCodes.Ldarg, $"{index}");
    }

    public void LoadLocal(LocalBuilder local) => Local(OpCodes.Ldloc, local);

    public void LoadLocalAddress(LocalBuilder local) => Local(OpCodes.Ldloca, local);

    public void StoreLocal(LocalBuilder local) => Local(OpCodes.Stloc, local);

    public void LoadInt32(int value)
    {
        generator.Emit(OpCodes.Ldc_I4, value);
        if (text is not null)
            Record(OpCodes.Ldc_I4, $"{value}");
    }

    public void LoadInt64(long value)
    {
        generator.Emit(OpCodes.Ldc_I8, value);
        if (text is not null)
            Record(OpCodes.Ldc_I8, $"{value}");
    }

    public void LoadDouble(double value)
    {
        generator.Emit(OpCodes.Ldc_R8, value);
        if (text is not null)
            Record(OpCodes.Ldc_R8, value.ToString("R", CultureInfo.InvariantCulture));
    }

    public void LoadSingle(float value)
    {
        generator.Emit(OpCodes.Ldc_R4, value);
        if (text is not null)
            Record(OpCodes.Ldc_R4, value.ToString("R", CultureInfo.InvariantCulture));
    }

    public void LoadField(FieldInfo field) => Field(OpCodes.Ldfld, field);

    public void StoreField(FieldInfo field) => Field(OpCodes.Stfld, field);

    /// <summary>Reads a value of a type from the address on the stack, aligned or not.</summary>
    public void LoadObject(Type type) => Object(OpCodes.Ldobj, type);

    /// <summary>Writes the value on the stack to the address below it, aligned or not.</summary>
    public void StoreObject(Type type) => Object(OpCodes.Stobj, type);

    public void Call(MethodInfo method)
    {
        generator.Emit(OpCodes.Call, method);
        if (text is not null)
            Record(OpCodes.Call, Name(method));
    }

    private void Local(OpCode code, LocalBuilder local)
    {
        generator.Emit(code, local);
        if (text is not null)
            Record(code, $"V_{local.LocalIndex}");
    }

    private void Field(OpCode code, FieldInfo field)
    {
        generator.Emit(code, field);
        if (text is not null)
            Record(code, $"{Name(field.DeclaringType!)}.{field.Name}");
    }

    private void Object(OpCode code, Type type)
    {
        generator.Emit(OpCodes.Unaligned, (byte)1);
        generator.Emit(code, type);
        if (text is not null)
            Record(code, Name(type));
    }

    private static string Name(MethodInfo method) => Name(method.DeclaringType!) + "." + method.Name
        + (method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(Name)) + ">" : string.Empty);

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + "<" + arguments + ">";
    }

    private void Record(OpCode code, string operand) => text!.Append($"    {code.Name,-10}{operand}".TrimEnd()).AppendLine();
}
