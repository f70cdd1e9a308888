using Annarchy.Storage;

namespace Annarchy.Populations;

/// <summary>Sets rows of a population's column from <see cref="Values"/>, after checking that they fit.</summary>
internal static class ColumnWriter
{
    public static void Write(Population population, Column column, Values values, PopulationView? view)
    {
        var neurons = view?.Size ?? population.Size;
        var isGlobal = population.IsGlobal(column);
        if (values.Distribution is { } distribution)
            values = population.Network.DrawAssigned(distribution, isGlobal ? 1 : neurons);

        if (isGlobal && values.Count != 1)
        {
            throw new ArgumentException(
                $"'{column.Name}' is one number for all of population '{population.Name}'; {values.Count} values were given.", nameof(values));
        }

        CheckKind(population, column, values);
        if (isGlobal)
        {
            column[0] = values.Scalar;
            return;
        }

        if (values.IsScalar)
        {
            if (view is null)
            {
                column.Fill(values.Scalar);
                return;
            }

            foreach (var rank in view.RankSpan)
                column[rank] = values.Scalar;
            return;
        }

        CheckShape(population, column, values, view);
        if (view is null)
        {
            column.CopyFrom(values.Items);
            return;
        }

        for (var i = 0; i < neurons; i++)
            column[view.RankSpan[i]] = values.Items[i];
    }

    private static void CheckShape(Population population, Column column, Values values, PopulationView? view)
    {
        var (name, size, geometry) = view is null
            ? ($"population '{population.Name}'", population.Size, population.Geometry)
            : ($"the view {view.Name}", view.Size, view.Geometry);
        if (values.Count != size)
        {
            throw new ArgumentException(
                $"'{column.Name}' of {name} takes one number or {size} of them, one per neuron; {values.Count} were given.", nameof(values));
        }

        if (values.Shape.Count > 1 && !values.Shape.SequenceEqual(geometry.Shape))
        {
            throw new ArgumentException(
                $"'{column.Name}' of {name} has shape {geometry}; an array of shape ({string.Join(", ", values.Shape)}) was given.",
                nameof(values));
        }
    }

    private static void CheckKind(Population population, Column column, Values values)
    {
        if (column.Kind == AttributeKind.Real)
            return;
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(
                    $"'{column.Name}' of population '{population.Name}' holds {(column.Kind == AttributeKind.Integer ? "integers" : "truth values")}; "
                    + $"{value} is none.",
                    nameof(values));
            }
        }
    }
}
