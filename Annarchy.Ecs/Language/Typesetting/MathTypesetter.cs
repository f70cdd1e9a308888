using System.Globalization;
using System.Text.RegularExpressions;
using Annarchy.Language.Syntax;

namespace Annarchy.Language.Typesetting;

/// <summary>Typesets expressions as mathematics: fractions, powers, Greek letters, subscripts, cases. Derived classes know a notation.</summary>
internal abstract partial class MathTypesetter
{
    /// <summary>How tightly parts of an expression hold together.</summary>
    private enum Binding
    {
        Or = 1,
        And,
        Not,
        Comparison,
        Sum,
        Product,
        Sign,
        Power,
        Atom,
    }

    public static MathTypesetter For(MathNotation notation) => notation == MathNotation.MathML ? new MathMLTypesetter() : new LatexTypesetter();

    /// <summary>Makes a whole formula of a part of one.</summary>
    public virtual string Formula(string content) => content;

    public string Typeset(Expression expression) => Set(expression).Text;

    /// <summary>The name of an attribute: <c>tau_m</c> as tau with the index m.</summary>
    public string Symbol(string name)
    {
        switch (name)
        {
            case "dt":
                return Row(Letter("Delta"), Letter("t"));
            case "t_last" or "t_pre" or "t_post":
                return Below(Letter("t"), Word(name[2..]));
        }

        var parts = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return Word(name);
        var numbered = TrailingNumber().Match(parts[0]);
        if (numbered.Success)
            parts = [numbered.Groups[1].Value, numbered.Groups[2].Value, .. parts[1..]];
        var stem = Part(parts[0]);
        if (parts.Length == 1)
            return stem;
        return Below(stem, Separated(Sign(","), [.. parts[1..].Select(Part)]));
    }

    /// <summary>An equation or assignment.</summary>
    /// <param name="isEvent">Whether it happens at an event, rather than holding at all times.</param>
    public string Typeset(Statement statement, bool isEvent) => statement switch
    {
        DifferentialStatement d => Row(Typeset(d.Left), Sign("="), Typeset(d.Right)),
        AssignmentStatement a => Assignment(a, isEvent),
        ExpressionStatement e => Typeset(e.Value),
        _ => throw new NotSupportedException($"Statements of type {statement.GetType().Name} are not typeset."),
    };

    public string Typeset(FunctionDefinition function) => Row(
        Part(function.Name), Fenced("(", Separated(Sign(","), [.. function.Parameters.Select(Symbol)]), ")"), Sign("="), Typeset(function.Body));

    /// <summary>A single letter, Latin or the name of a Greek one.</summary>
    protected abstract string Letter(string letter);

    /// <summary>A word, upright.</summary>
    protected abstract string Word(string word);

    protected abstract string Number(string digits);

    /// <summary>An operator or punctuation, by its Unicode character.</summary>
    protected abstract string Sign(string sign);

    /// <summary>Parts side by side.</summary>
    protected abstract string Row(params ReadOnlySpan<string> parts);

    /// <summary>Something between brackets that grow with it.</summary>
    protected abstract string Fenced(string open, string content, string close);

    protected abstract string Fraction(string above, string below);

    protected abstract string Root(string content);

    protected abstract string Below(string stem, string index);

    protected abstract string Above(string stem, string exponent);

    protected abstract string Cases(string then, string condition, string otherwise);

    /// <summary>A product without a sign.</summary>
    protected abstract string Times(string left, string right);

    [GeneratedRegex("^([A-Za-z]+)([0-9]+)$")]
    private static partial Regex TrailingNumber();

    private string Part(string part) => part.Length == 1 && char.IsAsciiLetter(part[0]) || GreekLetters.Find(part) is not null
        ? Letter(part)
        : part.All(char.IsAsciiDigit) ? Number(part) : Word(part);

    private string Separated(string separator, params ReadOnlySpan<string> parts)
    {
        var all = new List<string>();
        foreach (var part in parts)
        {
            if (all.Count > 0)
                all.Add(separator);
            all.Add(part);
        }

        return Row(all.ToArray());
    }

    private string Assignment(AssignmentStatement a, bool isEvent)
    {
        var target = a.TargetOwner is null ? Symbol(a.Target) : Above(Symbol(a.Target), Word(a.TargetOwner));
        var arrow = Sign(isEvent || a.Operator != AssignmentOperator.Set ? "←" : "=");
        if (a.Operator == AssignmentOperator.Set)
            return Row(target, arrow, Typeset(a.Value));
        Expression self = a.TargetOwner is null ? new NameExpression(a.Target, a.TargetSpan) : new MemberExpression(a.TargetOwner, a.Target, a.TargetSpan);
        var op = a.Operator switch
        {
            AssignmentOperator.Add => BinaryOperator.Add,
            AssignmentOperator.Subtract => BinaryOperator.Subtract,
            AssignmentOperator.Multiply => BinaryOperator.Multiply,
            _ => BinaryOperator.Divide,
        };
        return Row(target, arrow, Typeset(new BinaryExpression(op, self, a.Value, a.Span)));
    }

    private (string Text, Binding Binding) Set(Expression expression) => expression switch
    {
        NumberLiteral n => Set(n.Value),
        BooleanLiteral b => (Word(b.Value ? "true" : "false"), Binding.Atom),
        NameExpression n => (Symbol(n.Name), Binding.Atom),
        GradientExpression g => (Fraction(Row(Letter("d"), Symbol(g.Variable)), Row(Letter("d"), Letter("t"))), Binding.Product),
        MemberExpression m => (Above(TargetSum(m.Name) ?? Symbol(m.Name), Word(m.Owner)), Binding.Power),
        ConditionalExpression c => (Cases(Typeset(c.Then), Typeset(c.Condition), Typeset(c.Else)), Binding.Sum),
        UnaryExpression { Operator: UnaryOperator.Not } u => (Row(Sign("¬"), Bracketed(u.Operand, Binding.Product)), Binding.Not),
        UnaryExpression { Operator: UnaryOperator.Minus } u => (Row(Sign("−"), Bracketed(u.Operand, Binding.Product)), Binding.Sum),
        UnaryExpression u => Set(u.Operand),
        BinaryExpression b => Set(b),
        CallExpression c => Set(c),
        _ => throw new NotSupportedException($"Expressions of type {expression.GetType().Name} are not typeset."),
    };

    private (string Text, Binding Binding) Set(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return (Number(text), value < 0.0 ? Binding.Sum : Binding.Atom);
        var power = Above(Number("10"), Number(int.Parse(text[(exponent + 1)..], CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)));
        return text[..exponent] == "1" ? (power, Binding.Power) : (Row(Number(text[..exponent]), Sign("×"), power), Binding.Product);
    }

    private (string Text, Binding Binding) Set(BinaryExpression b)
    {
        switch (b.Operator)
        {
            case BinaryOperator.Divide when b.Left is UnaryExpression { Operator: UnaryOperator.Minus } minus:
                return (Row(Sign("−"), Fraction(Typeset(minus.Operand), Typeset(b.Right))), Binding.Sum);
            case BinaryOperator.Divide:
                return (Fraction(Typeset(b.Left), Typeset(b.Right)), Binding.Product);
            case BinaryOperator.Power:
                return (Above(Bracketed(b.Left, Binding.Atom), Typeset(b.Right)), Binding.Power);
            case BinaryOperator.Multiply:
                var (left, right) = (Bracketed(b.Left, Binding.Product), Bracketed(b.Right, Binding.Product));
                return (BeginsWithNumber(b.Right) ? Row(left, Sign("⋅"), right) : Times(left, right), Binding.Product);
        }

        var (sign, binding) = b.Operator switch
        {
            BinaryOperator.Add => ("+", Binding.Sum),
            BinaryOperator.Subtract => ("−", Binding.Sum),
            BinaryOperator.Less => ("<", Binding.Comparison),
            BinaryOperator.LessOrEqual => ("≤", Binding.Comparison),
            BinaryOperator.Greater => (">", Binding.Comparison),
            BinaryOperator.GreaterOrEqual => ("≥", Binding.Comparison),
            BinaryOperator.Equal => ("=", Binding.Comparison),
            BinaryOperator.NotEqual => ("≠", Binding.Comparison),
            BinaryOperator.And => ("∧", Binding.And),
            _ => ("∨", Binding.Or),
        };

        // a - (b + c) and a + (-b) need their brackets; comparisons do not associate.
        var needsMore = b.Operator == BinaryOperator.Subtract || binding == Binding.Comparison || BeginsWithSign(b.Right);
        return (Row(Bracketed(b.Left, binding), Sign(sign), Bracketed(b.Right, needsMore ? binding + 1 : binding)), binding);
    }

    private (string Text, Binding Binding) Set(CallExpression c)
    {
        if (c.Function == "sum")
            return (Index(c.Arguments is [var only] && only.Value is NameExpression name ? name.Name : string.Empty), Binding.Power);
        string[] arguments = [.. c.Arguments.Select(a => a.Name is null ? Typeset(a.Value) : Row(Word(a.Name), Sign("="), Typeset(a.Value)))];
        return (c.Function, arguments) switch
        {
            ("sqrt", [var x]) => (Root(x), Binding.Atom),
            ("exp", [var x]) => (Above(Letter("e"), x), Binding.Power),
            ("abs" or "fabs", [var x]) => (Fenced("|", x, "|"), Binding.Atom),
            ("floor", [var x]) => (Fenced("⌊", x, "⌋"), Binding.Atom),
            ("ceil", [var x]) => (Fenced("⌈", x, "⌉"), Binding.Atom),
            ("pos" or "positive", [var x]) => (Above(Fenced("[", x, "]"), Sign("+")), Binding.Power),
            ("neg" or "negative", [var x]) => (Above(Fenced("[", x, "]"), Sign("−")), Binding.Power),
            ("norm1", [var x]) => (Below(Fenced("‖", x, "‖"), Number("1")), Binding.Power),
            ("norm2", [var x]) => (Below(Fenced("‖", x, "‖"), Number("2")), Binding.Power),
            ("mean", [var x]) => (Fenced("⟨", x, "⟩"), Binding.Atom),
            ("pow" or "power", [_, var y]) => (Above(Bracketed(c.Arguments[0].Value, Binding.Atom), y), Binding.Power),
            ("log", _) => Called(Word("ln"), arguments),
            _ => Called(Part(c.Function), arguments),
        };
    }

    private (string Text, Binding Binding) Called(string function, string[] arguments) =>
        (Row(function, Fenced("(", Separated(Sign(","), arguments), ")")), Binding.Atom);

    /// <summary>The weighted sum over the synapses of a target.</summary>
    private string Index(string target) => target.Length == 0 ? Sign("∑") : Below(Sign("∑"), Word(target));

    private string? TargetSum(string name) => name.StartsWith("sum(", StringComparison.Ordinal) ? Index(name[4..^1]) : null;

    private string Bracketed(Expression expression, Binding least)
    {
        var (text, binding) = Set(expression);
        return binding >= least ? text : Fenced("(", text, ")");
    }

    private static bool BeginsWithNumber(Expression expression) => expression switch
    {
        NumberLiteral => true,
        BinaryExpression { Operator: BinaryOperator.Multiply or BinaryOperator.Power } b => BeginsWithNumber(b.Left),
        _ => false,
    };

    private static bool BeginsWithSign(Expression expression) => expression switch
    {
        UnaryExpression { Operator: UnaryOperator.Minus } => true,
        NumberLiteral n => n.Value < 0.0,
        _ => false,
    };
}
