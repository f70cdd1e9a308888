namespace Annarchy;

/// <summary>Injects the rates of rate-coded neurons as currents into spiking ones of the same number.</summary>
/// <remarks>In every step the rate <c>r</c> of each neuron is added to <c>g_target</c> of the neuron at the same position.</remarks>
/// <example><code>
/// net.Connect(new CurrentInjection(inputs, neurons, "exc")).ConnectCurrent();
/// </code></example>
public sealed class CurrentInjection : Projection
{
    /// <summary>Creates the projection; it works once <see cref="Network.Connect{T}(T)"/> took it up and it is connected.</summary>
    /// <param name="pre">Rate-coded neurons.</param>
    /// <param name="post">Spiking neurons, as many.</param>
    /// <param name="target">What the current feeds: <c>exc</c> for <c>g_exc</c>.</param>
    /// <param name="name">Unique name within the network; null for <c>proj0</c>, <c>proj1</c>, ...</param>
    /// <exception cref="ArgumentException">The neurons are of the wrong kind, or not as many at both ends.</exception>
    public CurrentInjection(NeuronGroup pre, NeuronGroup post, string target, string? name = null)
        : base(pre, Checked(pre, post), target, name: name)
    {
    }

    /// <summary>Connects the neurons one to one, without delay or weight.</summary>
    /// <returns>This projection.</returns>
    public CurrentInjection ConnectCurrent()
    {
        OneToOne(1.0);
        return this;
    }

    private static NeuronGroup Checked(NeuronGroup pre, NeuronGroup post)
    {
        ArgumentNullException.ThrowIfNull(post);
        if (pre.Whole.IsSpiking)
            throw new ArgumentException($"The currents of a CurrentInjection come from rate-coded neurons; '{pre.Name}' is spiking.", nameof(pre));
        if (!post.Whole.IsSpiking)
            throw new ArgumentException($"A CurrentInjection goes to spiking neurons; '{post.Name}' is rate-coded.", nameof(post));
        if (pre.Size != post.Size)
        {
            throw new ArgumentException(
                $"A CurrentInjection connects as many neurons at both ends; '{pre.Name}' has {pre.Size}, '{post.Name}' {post.Size}.", nameof(post));
        }

        return post;
    }
}
