using System.Globalization;
using Annarchy.AnnToSnn;
using Annarchy.Persistence;

namespace Annarchy.Tests;

/// <summary>The digits and the networks trained on them.</summary>
internal static class Digits
{
    public const int Count = 500;
    public const int Classes = 10;

    private static readonly Lazy<(float[][] Images, int[] Labels)> Data = new(Read);

    /// <summary>64 pixels from 0 to 1 of each image.</summary>
    public static float[][] Images => Data.Value.Images;

    public static int[] Labels => Data.Value.Labels;

    public static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "AnnToSnn", file);

    public static ArtificialNetwork Load(string file) => ArtificialNetwork.Load(PathOf(file));

    /// <summary>What the network answers before its softmax, an image after the other.</summary>
    public static float[] Logits(string network)
    {
        using var file = new NpzReader(PathOf("digits-logits.npz"));
        return file.Read<float>($"logits_{network}", Count, Classes);
    }

    /// <summary>Share of the images that the network classifies rightly.</summary>
    public static double Accuracy(string network)
    {
        using var file = new NpzReader(PathOf("digits-logits.npz"));
        return file.ReadScalar<double>($"accuracy_{network}");
    }

    private static (float[][] Images, int[] Labels) Read()
    {
        var rows = File.ReadLines(PathOf("digits-test.csv"))
            .Select(line => line.Split(',').Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return (Array.ConvertAll(rows, row => row[..64].Select(pixel => pixel / 16.0f).ToArray()), Array.ConvertAll(rows, row => row[64]));
    }
}
