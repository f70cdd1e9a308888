namespace Annarchy.Plots;

/// <summary>A plain font of straight strokes, for pictures of pixels where no font of the machine is at hand.</summary>
/// <remarks>
/// A glyph is a list of strokes, a stroke a list of points, a point two digits: x from the left, y from the bottom, where 2 is the
/// baseline, 6 the top of small letters and 8 that of capitals.
/// </remarks>
internal static class StrokeFont
{
    private const double Narrow = 0.112;
    private const double Tall = 0.12;
    private const double Gap = 1.5;
    private const double Space = 3.0;
    private const string Unknown = "0208383202";

    private static readonly Dictionary<char, string> s_glyphs = new()
    {
        ['0'] = "123243473818070312", ['1'] = "172822 1232", ['2'] = "07183847460242", ['3'] = "0718384746354443321203 2535", ['4'] = "32380444",
        ['5'] = "480805354443321203", ['6'] = "4738180703123243443505", ['7'] = "084812", ['8'] = "15060718384746351504031232434435",
        ['9'] = "0312324347381807061545",
        ['A'] = "022842 1434", ['B'] = "02083847463505 3544433202", ['C'] = "4738180703123243", ['D'] = "02082846442202", ['E'] = "48080242 0535",
        ['F'] = "480802 0535", ['G'] = "47381807031232434525", ['H'] = "0208 4248 0545", ['I'] = "0208", ['J'] = "4843321203", ['K'] = "0208 4804 1542",
        ['L'] = "080242", ['M'] = "0208254842", ['N'] = "02084248", ['O'] = "123243473818070312", ['P'] = "02083847463505", ['Q'] = "123243473818070312 2441",
        ['R'] = "02083847463505 2542", ['S'] = "473818070615354443321203", ['T'] = "0848 2822", ['U'] = "080312324348", ['V'] = "082248",
        ['W'] = "0812263248", ['X'] = "0842 4802", ['Y'] = "082548 2522", ['Z'] = "08480242",
        ['a'] = "36160503122233 3632", ['b'] = "0802 0516263533221203", ['c'] = "3526160503122233", ['d'] = "3832 3526160503122233",
        ['e'] = "04343526160503122233", ['f'] = "38281712 0626", ['g'] = "36312010 3526160503122233", ['h'] = "0802 0516263532", ['i'] = "0602 0808",
        ['j'] = "161100 1818", ['k'] = "0802 3604 1532", ['l'] = "0802", ['m'] = "0602 05162522 25364542", ['n'] = "0602 0516263532",
        ['o'] = "122233352616050312", ['p'] = "0600 0516263533221203", ['q'] = "3630 3526160503122233", ['r'] = "0602 051626",
        ['s'] = "35261605142433221203", ['t'] = "181322 0626", ['u'] = "0603122233 3632", ['v'] = "061226", ['w'] = "0612253246", ['x'] = "0632 3602",
        ['y'] = "0612 2600", ['z'] = "06360232",
        ['!'] = "0804 0202", ['"'] = "0806 2826", ['#'] = "1218 3238 0444 0646", ['$'] = "473818070615354443321203 2921", ['%'] = "0248 0718271607 3243342332",
        ['&'] = "42161728370403122244", ['\''] = "0806", ['('] = "19070311", [')'] = "09171301", ['*'] = "2428 0547 0745", ['+'] = "2327 0545",
        [','] = "1201", ['-'] = "0535", ['.'] = "0202", ['/'] = "0138", [':'] = "0202 0505", [';'] = "1201 1515", ['<'] = "370533", ['='] = "0434 0636",
        ['>'] = "073503", ['?'] = "07182837361514 1212", ['@'] = "43321203071838474434243536", ['['] = "19090111", ['\\'] = "0831", [']'] = "09191101",
        ['^'] = "062846", ['_'] = "0141", ['`'] = "0817", ['{'] = "29181605141221", ['|'] = "0901", ['}'] = "09181625141201", ['~'] = "04153445",
        ['µ'] = "0600 0603122233 3632", ['μ'] = "0600 0603122233 3632", ['²'] = "0718270525", ['°'] = "0718271607", ['±'] = "2428 0646 0242",
        ['·'] = "0505", ['–'] = "0545", ['×'] = "0337 0733",
    };

    /// <summary>Width of a line of text of a size, pixels.</summary>
    public static double WidthOf(string text, double size) => Math.Max(0.0, text.Sum(AdvanceOf) - Gap) * Narrow * size;

    /// <summary>The strokes of a line of text, from its start on the baseline; y grows downwards.</summary>
    public static IEnumerable<(double[] Xs, double[] Ys)> Strokes(string text, double size)
    {
        var left = 0.0;
        foreach (var letter in text)
        {
            if (letter != ' ')
            {
                foreach (var stroke in GlyphOf(letter).Split(' '))
                {
                    var points = Enumerable.Range(0, stroke.Length / 2);
                    yield return (
                        [.. points.Select(i => (left + (stroke[2 * i] - '0')) * Narrow * size)],
                        [.. points.Select(i => ('2' - stroke[(2 * i) + 1]) * Tall * size)]);
                }
            }

            left += AdvanceOf(letter);
        }
    }

    private static string GlyphOf(char letter) => s_glyphs.GetValueOrDefault(letter, Unknown);

    private static double AdvanceOf(char letter)
    {
        if (letter == ' ')
            return Space;
        var widest = GlyphOf(letter).Split(' ').Max(stroke => stroke.Where((_, i) => i % 2 == 0).Max());
        return widest - '0' + Gap;
    }
}
