using System.Numerics.Tensors;

namespace Annarchy.Agents;

/// <summary>A sensor or motor: reals of the precision of the network, single-precision numbers outside.</summary>
internal readonly struct BrainPort
{
    public BrainPort(ReplicatedColumn column)
    {
        if (column.ElementType != typeof(float) && column.ElementType != typeof(double))
            throw new ArgumentException($"'{column}' holds no real numbers, so that it is no sensor or motor.");
        Column = column;
        IsSingle = column.ElementType == typeof(float);
    }

    public ReplicatedColumn Column { get; }

    private bool IsSingle { get; }

    public void Write(NetworkReplicas replicas, int instance, ReadOnlySpan<float> values)
    {
        if (IsSingle)
            values.CopyTo(replicas.Values<float>(Column, instance));
        else
            TensorPrimitives.ConvertChecked(values, replicas.Values<double>(Column, instance));
    }

    public void Read(NetworkReplicas replicas, int instance, Span<float> values)
    {
        if (IsSingle)
            replicas.Values<float>(Column, instance).CopyTo(values);
        else
            TensorPrimitives.ConvertTruncating<double, float>(replicas.Values<double>(Column, instance), values);
    }
}
