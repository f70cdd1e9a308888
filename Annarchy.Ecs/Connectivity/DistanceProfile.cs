namespace Annarchy.Connectivity;

/// <summary>A weight as a function of distance.</summary>
internal interface IDistanceProfile
{
    string Description { get; }

    float Weight(float squaredDistance);

    /// <summary>Whether a synapse of this weight is worth making.</summary>
    bool IsConnected(float weight);
}

/// <summary><c>amp exp(-d^2 / (2 sigma^2))</c>, above a fraction of the amplitude.</summary>
internal sealed class GaussianProfile(double amplitude, double sigma, double limit) : IDistanceProfile
{
    private readonly float _amplitude = (float)amplitude;
    private readonly double _width = 2.0 * ((float)sigma * (float)sigma);

    public string Description => FormattableString.Invariant($"Gaussian, amplitude {amplitude}, sigma {sigma}");

    public float Weight(float squaredDistance) => (float)(_amplitude * Math.Exp(-squaredDistance / _width));

    public bool IsConnected(float weight) => weight > limit * _amplitude;
}

/// <summary>
/// <c>ampPos exp(-d^2 / (2 sigmaPos^2)) - ampNeg exp(-d^2 / (2 sigmaNeg^2))</c>, above a fraction of the difference of amplitudes in
/// absolute value.
/// </summary>
internal sealed class DifferenceOfGaussiansProfile(double ampPos, double sigmaPos, double ampNeg, double sigmaNeg, double limit) : IDistanceProfile
{
    private readonly float _ampPos = (float)ampPos;
    private readonly float _ampNeg = (float)ampNeg;
    private readonly double _widthPos = 2.0 * ((float)sigmaPos * (float)sigmaPos);
    private readonly double _widthNeg = 2.0 * ((float)sigmaNeg * (float)sigmaNeg);

    public string Description => FormattableString.Invariant(
        $"difference of Gaussians, amplitudes {ampPos} and {ampNeg}, sigmas {sigmaPos} and {sigmaNeg}");

    public float Weight(float squaredDistance) =>
        (float)((_ampPos * Math.Exp(-squaredDistance / _widthPos)) - (_ampNeg * Math.Exp(-squaredDistance / _widthNeg)));

    public bool IsConnected(float weight) => Math.Abs((double)weight) > limit * Math.Abs((double)(_ampPos - _ampNeg));
}
