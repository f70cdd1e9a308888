namespace Annarchy.Tests.Language;

/// <summary>Messages about expressions that cannot be read.</summary>
public class ExpressionMessageTests
{
    [Theory]
    [InlineData(
        "r = (a + b",
        """
        This bracket is never closed.
          in equations of a neuron, line 1, column 5:
            r = (a + b
                ^
          Expected a ')' that closes it.
        """)]
    [InlineData(
        "r = (a + (b*c)\nv = 1",
        """
        This bracket is never closed.
          in equations of a neuron, line 1, column 5:
            r = (a + (b*c)
                ^
          Expected a ')' that closes it.
        """)]
    [InlineData(
        "r = a + b)",
        """
        This bracket was never opened.
          in equations of a neuron, line 1, column 10:
            r = a + b)
                     ^
          Expected an operator or the end of the line.
        """)]
    [InlineData(
        "r = a +",
        """
        A value is missing after '+'.
          in equations of a neuron, line 1, column 7:
            r = a +
                  ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = * a",
        """
        A value is missing before '*'.
          in equations of a neuron, line 1, column 5:
            r = * a
                ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = a + * b",
        """
        A value is missing before '*'.
          in equations of a neuron, line 1, column 9:
            r = a + * b
                    ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r =",
        """
        The right-hand side is empty.
          in equations of a neuron, line 1, column 3:
            r =
              ^
          Expected an expression after it.
        """)]
    [InlineData(
        "r = a $ b",
        """
        The character '$' means nothing here.
          in equations of a neuron, line 1, column 7:
            r = a $ b
                  ^
        """)]
    [InlineData(
        "r = a % b",
        """
        The character '%' means nothing here.
          in equations of a neuron, line 1, column 7:
            r = a % b
                  ^
          Expected modulo(x, n) for a remainder.
        """)]
    [InlineData(
        "r = [1]",
        """
        The character '[' means nothing here.
          in equations of a neuron, line 1, column 5:
            r = [1]
                ^
          Expected round brackets.
        """)]
    [InlineData(
        "r = 'a'",
        """
        The character ''' means nothing here.
          in equations of a neuron, line 1, column 5:
            r = 'a'
                ^
          Expected names without quotes.
        """)]
    [InlineData(
        "r = 2x",
        """
        The number '2' runs into a name.
          in equations of a neuron, line 1, column 5:
            r = 2x
                ^^
          Expected an operator between them, as in 2*x; multiplication is always written.
        """)]
    [InlineData(
        "r = 1.2.3",
        """
        A number has one decimal point at most.
          in equations of a neuron, line 1, column 5:
            r = 1.2.3
                ^^^^
          Expected a number such as 1.5 or 1e-3.
        """)]
    [InlineData(
        "r = 1e999",
        """
        The number is too large.
          in equations of a neuron, line 1, column 5:
            r = 1e999
                ^^^^^
          Expected a magnitude below 1.8e308.
        """)]
    [InlineData(
        "r = a b",
        """
        An operator is missing before 'b'.
          in equations of a neuron, line 1, column 7:
            r = a b
                  ^
          Expected an operator or the end of the line.
        """)]
    [InlineData(
        "r = 2(a)",
        """
        An operator is missing before '('.
          in equations of a neuron, line 1, column 6:
            r = 2(a)
                 ^
          Expected an operator or the end of the line.
        """)]
    [InlineData(
        "r = (a)(b)",
        """
        An operator is missing before '('.
          in equations of a neuron, line 1, column 8:
            r = (a)(b)
                   ^
          Expected an operator or the end of the line.
        """)]
    [InlineData(
        "r = if a > 0: 1",
        """
        This 'if' has no 'else'.
          in equations of a neuron, line 1, column 5:
            r = if a > 0: 1
                ^^
          Expected if condition: value else: value.
        """)]
    [InlineData(
        "r = if a > 0: 1\nv = 2",
        """
        This 'if' has no 'else'.
          in equations of a neuron, line 1, column 5:
            r = if a > 0: 1
                ^^
          Expected if condition: value else: value.
        """)]
    [InlineData(
        "r = if a > 0 1 else: 2",
        """
        The condition of this 'if' is not followed by ':'.
          in equations of a neuron, line 1, column 14:
            r = if a > 0 1 else: 2
                         ^
          Expected if condition: value else: value.
        """)]
    [InlineData(
        "r = if a: 1 else 2",
        """
        This 'else' is not followed by ':'.
          in equations of a neuron, line 1, column 13:
            r = if a: 1 else 2
                        ^^^^
          Expected if condition: value else: value.
        """)]
    [InlineData(
        "r = a > 0: 1 else: 2",
        """
        '1' is not a flag.
          in equations of a neuron, line 1, column 12:
            r = a > 0: 1 else: 2
                       ^
          Expected flags after ':', such as init=0.0, or 'if' before the condition.
        """)]
    [InlineData(
        "r = else: 2",
        """
        A value is missing before 'else'.
          in equations of a neuron, line 1, column 5:
            r = else: 2
                ^^^^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = a else: 2",
        """
        'else' without an 'if'.
          in equations of a neuron, line 1, column 7:
            r = a else: 2
                  ^^^^
          Expected if condition: value else: value.
        """)]
    [InlineData(
        "r = 1 :",
        """
        No flag follows the colon.
          in equations of a neuron, line 1, column 7:
            r = 1 :
                  ^
          Expected flags such as init=0.0.
        """)]
    [InlineData(
        "r = ite(a, 1)",
        """
        'ite' has 2 arguments.
          in equations of a neuron, line 1, column 5:
            r = ite(a, 1)
                ^^^^^^^^^
          Expected three: ite(condition, value, value).
        """)]
    [InlineData(
        "r = foo.x",
        """
        'foo' has no members.
          in equations of a neuron, line 1, column 5:
            r = foo.x
                ^^^
          Expected pre.x or post.x.
        """)]
    [InlineData(
        "r = pre.",
        """
        A name is missing after 'pre.'.
          in equations of a neuron, line 1, column 9:
            r = pre.
                    ^
          Expected a variable, as in pre.r.
        """)]
    [InlineData(
        "r = pos.x",
        """
        'pos' has no members.
          in equations of a neuron, line 1, column 5:
            r = pos.x
                ^^^
          Expected pre.x or post.x.
          Did you mean 'post'?
        """)]
    [InlineData(
        "r = Normal(mu=0, mu=1)",
        """
        The argument 'mu' is given twice.
          in equations of a neuron, line 1, column 18:
            r = Normal(mu=0, mu=1)
                             ^^
        """)]
    [InlineData(
        "r = Normal(mu=0, 1)",
        """
        An argument without a name follows 'mu'.
          in equations of a neuron, line 1, column 18:
            r = Normal(mu=0, 1)
                             ^
          Expected named arguments last.
        """)]
    [InlineData(
        "r = a < b < c",
        """
        Comparisons cannot be chained.
          in equations of a neuron, line 1, column 11:
            r = a < b < c
                      ^
          Expected two comparisons, as in (a < b) and (b < c).
        """)]
    [InlineData(
        "r = pre.f(1)",
        """
        'pre.f' is not a function.
          in equations of a neuron, line 1, column 9:
            r = pre.f(1)
                    ^
          Expected pre.sum(target) or a variable.
        """)]
    [InlineData(
        "r = pre.sum()",
        """
        pre.sum needs the name of a target.
          in equations of a neuron, line 1, column 12:
            r = pre.sum()
                       ^
          Expected pre.sum(exc).
        """)]
    [InlineData(
        "r = 1; , 2",
        """
        A value is missing before ','.
          in equations of a neuron, line 1, column 8:
            r = 1; , 2
                   ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = a.b.c",
        """
        'a' has no members.
          in equations of a neuron, line 1, column 5:
            r = a.b.c
                ^
          Expected pre.x or post.x.
        """)]
    [InlineData(
        "r = ,",
        """
        A value is missing before ','.
          in equations of a neuron, line 1, column 5:
            r = ,
                ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = f(,)",
        """
        A value is missing before ','.
          in equations of a neuron, line 1, column 7:
            r = f(,)
                  ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = f(a,)",
        """
        A value is missing before ')'.
          in equations of a neuron, line 1, column 9:
            r = f(a,)
                    ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = f(a",
        """
        This bracket is never closed.
          in equations of a neuron, line 1, column 6:
            r = f(a
                 ^
          Expected a ')' that closes it.
        """)]
    [InlineData(
        "r = f(a b)",
        """
        An operator is missing before 'b'.
          in equations of a neuron, line 1, column 9:
            r = f(a b)
                    ^
          Expected an operator, ',' or ')'.
        """)]
    [InlineData(
        "r = if",
        """
        A value is missing after 'if'.
          in equations of a neuron, line 1, column 5:
            r = if
                ^^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = if a:",
        """
        A value is missing after ':'.
          in equations of a neuron, line 1, column 9:
            r = if a:
                    ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = not",
        """
        A value is missing after 'not'.
          in equations of a neuron, line 1, column 5:
            r = not
                ^^^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = 1 -> 2",
        """
        '->' cannot stand here.
          in equations of a neuron, line 1, column 7:
            r = 1 -> 2
                  ^^
          Expected an operator or the end of the line.
        """)]
    [InlineData(
        "r = #x\n",
        """
        The right-hand side is empty.
          in equations of a neuron, line 1, column 3:
            r = #x
              ^
          Expected an expression after it.
        """)]
    [InlineData(
        "r = a : init=(1",
        """
        This bracket is never closed.
          in equations of a neuron, line 1, column 14:
            r = a : init=(1
                         ^
          Expected a ')' that closes it.
        """)]
    [InlineData(
        "r = (1 : init=2",
        """
        This bracket is never closed.
          in equations of a neuron, line 1, column 5:
            r = (1 : init=2
                ^
          Expected a ')' that closes it.
        """)]
    [InlineData(
        "if = 3",
        """
        A value is missing before '='.
          in equations of a neuron, line 1, column 4:
            if = 3
               ^
          Expected a number, a name, a function or a bracket.
        """)]
    [InlineData(
        "r = @",
        """
        The character '@' means nothing here.
          in equations of a neuron, line 1, column 5:
            r = @
                ^
        """)]
    [InlineData(
        "r = \u20ac",
        """
        The character '€' means nothing here.
          in equations of a neuron, line 1, column 5:
            r = €
                ^
        """)]
    [InlineData(
        "r = a \\\n + b",
        """
        The character '\' means nothing here.
          in equations of a neuron, line 1, column 7:
            r = a \
                  ^
          Expected nothing: an equation goes on after an operator or within brackets.
        """)]
    public void Expressions(string text, string message) => Refusal.Check(message, () => new Neuron("a = 1", text));
}
