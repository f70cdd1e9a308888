namespace Annarchy.AnnToSnn.Formats;

/// <summary>Weights that Keras wrote.</summary>
internal interface IKerasWeights
{
    /// <summary>An array of a layer.</summary>
    /// <param name="layer">Name of the layer.</param>
    /// <param name="layerClass">Its class.</param>
    /// <param name="classIndex">How many layers of its class are before it.</param>
    /// <param name="index">Number of the array: 0 for the kernel, 1 for the bias.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="InvalidDataException">There is none of this shape.</exception>
    float[] Read(string layer, string layerClass, int classIndex, int index, params ReadOnlySpan<int> shape);
}
