using System.Globalization;

namespace Annarchy.Inputs;

/// <summary>
/// The common rate of spike trains that are Poisson processes given this rate, and correlated through it: an
/// Ornstein-Uhlenbeck process cut off at zero (R. Brette, <i>Generation of correlated spike trains</i>, Neural Computation 21,
/// 2009, section 2: doubly stochastic processes).
/// </summary>
/// <remarks>
/// The rate x of all trains follows tau dx/dt = mu - x + sigma sqrt(2 tau) xi, and a train spikes in a step with the probability
/// max(x, 0) dt. Mean and deviation of the cut process are m and s, so the covariance of two trains is s^2 e^(-|lag| / tau), and the
/// total correlation, its integral over the rate, c = 2 tau s^2 / m. Given m, c and tau, <see cref="Create"/> finds mu and sigma.
/// (ANNarchy's noise term lacks the factor sqrt(2), which halves the correlation.)
/// </remarks>
/// <param name="Mu">Mean of the process before the cut, Hz.</param>
/// <param name="Sigma">Standard deviation of the process before the cut, Hz.</param>
internal readonly record struct CorrelatedRate(double Mu, double Sigma)
{
    /// <summary>The process of a rate and a total correlation.</summary>
    /// <param name="rate">Mean rate of every train, Hz.</param>
    /// <param name="correlation">Total correlation of any two trains, in [0, 1].</param>
    /// <param name="tau">Time constant of the correlation, ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The rate is negative or not finite, the correlation outside [0, 1], or the time constant not positive.
    /// </exception>
    public static CorrelatedRate Create(double rate, double correlation, double tau)
    {
        if (!double.IsFinite(rate) || rate < 0.0)
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate is a finite number of Hz, at least 0.");
        if (!(correlation >= 0.0 && correlation <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "A total correlation lies in [0, 1].");
        if (!double.IsFinite(tau) || tau <= 0.0)
            throw new ArgumentOutOfRangeException(nameof(tau), tau, "The time constant of a correlation is a positive number of ms.");
        var deviation = Math.Sqrt(correlation * rate / (2.0 * tau / 1000.0));
        if (deviation == 0.0)
            return new CorrelatedRate(rate, 0.0);

        // The ratio of mean and deviation of the cut process depends on mu / sigma alone, and grows with it.
        var ratio = RectifiedNormal.MeanOverDeviationInverse(rate / deviation);
        var sigma = rate / RectifiedNormal.Moments(ratio).Mean;
        return new CorrelatedRate(ratio * sigma, sigma);
    }

    /// <summary>The rate after a step, Hz, from the rate before it: the exact solution, whatever the duration of the step.</summary>
    /// <param name="x">The rate before the step, Hz.</param>
    /// <param name="timeStep">Duration of the step, ms.</param>
    /// <param name="tau">Time constant, ms.</param>
    /// <param name="noise">A standard normal number.</param>
    public double Next(double x, double timeStep, double tau, double noise)
    {
        var decay = Math.Exp(-timeStep / tau);
        return Mu + ((x - Mu) * decay) + (Sigma * Math.Sqrt(1.0 - (decay * decay)) * noise);
    }

    /// <summary>Probability that a train spikes in a step.</summary>
    /// <param name="x">The rate, Hz; below zero it counts as zero.</param>
    /// <param name="timeStep">Duration of the step, ms.</param>
    public static double SpikeProbability(double x, double timeStep) => Math.Clamp(x * timeStep / 1000.0, 0.0, 1.0);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"mu = {Mu} Hz, sigma = {Sigma} Hz");
}
