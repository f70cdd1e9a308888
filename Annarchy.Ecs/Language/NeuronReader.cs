using Annarchy.Language.Syntax;
using Annarchy.Models;

namespace Annarchy.Language;

/// <summary>Reads a neuron model.</summary>
internal static class NeuronReader
{
    public static NeuronSyntax Read(string name, string owner, NeuronTexts texts)
    {
        var reader = new ModelReader(isSynapse: false, owner);
        var parameters = reader.ReadParameters(texts.Parameters);
        var equations = reader.ReadEquations(texts.Equations);
        var functions = reader.ReadFunctions(texts.Functions);
        var spike = reader.ReadExpression(texts.Spike, "spike condition");
        var axonSpike = reader.ReadExpression(texts.AxonSpike, "axon spike condition");
        var reset = reader.ReadAssignments(texts.Reset, "reset", StatementRole.Reset);
        var axonReset = reader.ReadAssignments(texts.AxonReset, "axon reset", StatementRole.Reset);
        reader.CheckQuotients();
        CheckSpikes(reader, texts);
        CheckOutputs(reader, texts, [.. parameters.Select(p => (p.Name, p.Span)), .. equations.Select(e => (e.Variable, e.Span))]);
        return new NeuronSyntax(
            name, parameters, equations, functions, spike, reset, axonSpike, axonReset, ReadRefractory(reader, texts.Refractory));
    }

    /// <summary>Refuses resets and refractory periods of what cannot spike.</summary>
    private static void CheckSpikes(ModelReader reader, NeuronTexts texts)
    {
        const string SpikeCondition = "a spike condition";
        const string AxonSpikeCondition = "an axon spike condition";
        Require(texts.Spike, FirstText(texts.Reset), "a reset", SpikeCondition);
        Require(texts.Spike, texts.Refractory?.ToString(), "a refractory period", SpikeCondition);
        Require(texts.Spike, texts.AxonSpike, AxonSpikeCondition, SpikeCondition);
        Require(texts.AxonSpike, FirstText(texts.AxonReset), "an axon reset", AxonSpikeCondition);

        static string? FirstText(EquationList? list) => list?.Entries is [var first, ..] ? first.Text : null;

        void Require(string? needed, string? given, string part, string condition)
        {
            if (given is null || needed is not null)
                return;
            var source = reader.Source(given, WithoutArticle(part));
            throw new EquationException(
                $"The neuron has {part} but no {WithoutArticle(condition)}.", new SourceSpan(source, 0, given.Length), condition);
        }
    }

    private static string WithoutArticle(string words) => words[(words.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static void CheckOutputs(ModelReader reader, NeuronTexts texts, IReadOnlyList<(string Name, SourceSpan Span)> attributes)
    {
        if (texts.Spike is not null)
        {
            foreach (var (name, span) in attributes)
            {
                if (name == "r")
                    throw new EquationException(
                        "In a spiking neuron 'r' is the measured firing rate and cannot be defined.", span, "another name");
            }

            return;
        }

        foreach (var output in texts.Outputs)
        {
            if (reader.Defines(output))
                continue;
            var text = texts.Equations?.Entries is [.., var last] ? last.Text : "";
            var source = reader.Source(text, "equations");
            throw new EquationException(
                output == Neuron.Rate
                    ? "The neuron defines no 'r', which is the firing rate of a rate-coded neuron."
                    : $"The neuron does not define its output '{output}'.",
                new SourceSpan(source, 0, text.Length),
                $"an equation for '{output}'{(output == Neuron.Rate ? ", or a spike condition" : string.Empty)}");
        }
    }

    private static Expression? ReadRefractory(ModelReader reader, AttributeValue? refractory)
    {
        if (refractory is null)
            return null;
        var expression = refractory.ToExpression(reader.Source("", "refractory period").Origin);
        switch (expression)
        {
            case NumberLiteral { Value: >= 0.0 and < double.PositiveInfinity }:
                return expression;
            case NumberLiteral or UnaryExpression { Operand: NumberLiteral }:
                throw new EquationException("The refractory period is not a duration.", expression.Span, "0 ms or more");
            case NameExpression { Name: var name } when !reader.Defines(name):
                throw new EquationException(
                    $"The neuron has no attribute '{name}'.",
                    expression.Span,
                    "a number in ms or the name of a parameter or variable",
                    NearestName.Find(name, reader.Attributes));
            case NameExpression:
                return expression;
            default:
                throw new EquationException(
                    "The refractory period is an expression.",
                    expression.Span,
                    "a number in ms or the name of a parameter or variable");
        }
    }
}
