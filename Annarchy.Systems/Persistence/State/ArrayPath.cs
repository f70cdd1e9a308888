using System.Text;

namespace Annarchy.Persistence;

/// <summary>Names of arrays in a file, made of names that may hold any character.</summary>
internal static class ArrayPath
{
    private const string Plain = "_-()+,=@ ";

    /// <summary>The name with everything but letters, digits and a few signs as <c>%XX</c>, so that it can be a part of a path.</summary>
    public static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || Plain.Contains((char)b, StringComparison.Ordinal))
                text.Append((char)b);
            else
                text.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
