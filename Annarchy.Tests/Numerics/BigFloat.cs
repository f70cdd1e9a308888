using System.Numerics;

namespace Annarchy.Tests.Numerics;

/// <summary>A number m * 2^e with a mantissa of up to 320 bits (1500 for angles): the reference of the elementary functions.</summary>
internal readonly record struct BigFloat(BigInteger Mantissa, int Exponent)
{
    private const int Precision = 320;
    private const int AnglePrecision = 1500;

    public static BigFloat One { get; } = new(BigInteger.One, 0);

    /// <summary>Machin's formula: pi = 16 atan(1/5) - 4 atan(1/239).</summary>
    public static BigFloat Pi { get; } = new(16 * AtanOfInverse(5) - 4 * AtanOfInverse(239), -AnglePrecision);

    public static BigFloat Log2 { get; } = new(Log2Scaled(), -AnglePrecision);

    public bool IsZero => Mantissa.IsZero;

    public static implicit operator BigFloat(double value)
    {
        if (value == 0.0)
            return default;
        var exponent = Math.Max(Math.ILogB(value), -1022) - 52;
        return new(new BigInteger(Math.ScaleB(Math.ScaleB(value, -exponent / 2), -exponent + exponent / 2)), exponent);
    }

    public static BigFloat operator -(BigFloat x) => x with { Mantissa = -x.Mantissa };

    public static BigFloat operator +(BigFloat x, BigFloat y)
    {
        if (x.IsZero || y.IsZero)
            return x.IsZero ? y : x;
        if (x.Exponent < y.Exponent)
            (x, y) = (y, x);

        // The smaller does not count when it lies below the larger's last bit.
        if (x.Top - y.Top > 2 * AnglePrecision)
            return x;
        return new BigFloat((x.Mantissa << (x.Exponent - y.Exponent)) + y.Mantissa, y.Exponent).Round(Precision);
    }

    public static BigFloat operator -(BigFloat x, BigFloat y) => x + -y;

    public static BigFloat operator *(BigFloat x, BigFloat y) =>
        new BigFloat(x.Mantissa * y.Mantissa, x.Exponent + y.Exponent).Round(Precision);

    public static BigFloat operator /(BigFloat x, BigFloat y) =>
        new BigFloat((x.Mantissa << (2 * Precision)) / y.Mantissa, x.Exponent - y.Exponent - 2 * Precision).Round(Precision);

    /// <summary>How far <paramref name="value"/> is from this number, in units of the last place of this number as a double.</summary>
    public double DistanceInUlps(double value) => DistanceInUlps(value, 53, -1074);

    /// <summary>The same for a format with a mantissa of <paramref name="bits"/> and subnormals down to 2^<paramref name="least"/>.</summary>
    public double DistanceInUlps(double value, int bits, int least)
    {
        var ulp = IsZero ? least : Math.Max(Top - bits, least);
        var distance = (BigFloat)value - this;
        return Math.Abs(Math.ScaleB((double)distance.Round(60).Mantissa, Math.Clamp(distance.Round(60).Exponent - ulp, -2000, 900)));
    }

    public static BigFloat Exp(BigFloat x)
    {
        var k = (int)Math.Round(x.ToDouble() / Math.Log(2.0));
        var r = (x - new BigFloat(k, 0) * Log2).Scale(-16);
        BigFloat sum = One, term = One;
        for (var i = 1; i < 24; i++)
        {
            term = term * r / new BigFloat(i, 0);
            sum += term;
        }

        for (var i = 0; i < 16; i++)
            sum *= sum;
        return sum.Scale(k);
    }

    /// <summary>Newton's steps from the double nearby.</summary>
    public static BigFloat Log(BigFloat x)
    {
        var k = x.Top;
        var m = x.Scale(-k);
        BigFloat y = Math.Log(m.ToDouble());
        for (var i = 0; i < 3; i++)
            y += m * Exp(-y) - One;
        return y + new BigFloat(k, 0) * Log2;
    }

    /// <summary>Sine and cosine of a double of any size.</summary>
    public static (BigFloat Sin, BigFloat Cos) SinCos(BigFloat x)
    {
        // x = n pi/2 + r, with as many bits of pi as the largest double needs.
        var scaled = x.Exponent >= 0 ? x.Mantissa << (x.Exponent + AnglePrecision) : (x.Mantissa << AnglePrecision) >> -x.Exponent;
        if (x.Top < -60)
            scaled = BigInteger.Zero;
        var halfPi = Pi.Mantissa >> 1;
        var n = BigInteger.Divide(2 * scaled + halfPi, 2 * halfPi);
        var r = (n.IsZero ? x : new BigFloat(scaled - n * halfPi, -AnglePrecision)).Round(Precision).Scale(-4);
        var square = -(r * r);
        BigFloat sin = r, cos = One, sinTerm = r, cosTerm = One;
        for (var i = 1; i < 30; i++)
        {
            cosTerm = cosTerm * square / new BigFloat(2 * i * (2 * i - 1), 0);
            sinTerm = sinTerm * square / new BigFloat(2 * i * (2 * i + 1), 0);
            cos += cosTerm;
            sin += sinTerm;
        }

        for (var i = 0; i < 4; i++)
            (sin, cos) = ((sin * cos).Scale(1), cos * cos - sin * sin);
        return ((int)(((n % 4) + 4) % 4)) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    public static BigFloat Tan(BigFloat x)
    {
        var (sin, cos) = SinCos(x);
        return sin / cos;
    }

    public static BigFloat Asin(double x)
    {
        BigFloat y = Math.Asin(x);
        for (var i = 0; i < 3 && !y.IsZero && Math.Abs(x) < 1.0; i++)
        {
            var (sin, cos) = SinCos(y);
            y += (x - sin) / cos;
        }

        return Math.Abs(x) < 1.0 ? y : x > 0 ? Pi.Scale(-1) : -Pi.Scale(-1);
    }

    public static BigFloat Acos(double x) => Pi.Scale(-1) - Asin(x);

    public static BigFloat Atan(double x)
    {
        BigFloat y = Math.Atan(x);
        for (var i = 0; i < 3 && !y.IsZero; i++)
        {
            var (sin, cos) = SinCos(y);
            y += (x * cos - sin) / (cos + x * sin);
        }

        return y;
    }

    public static BigFloat Sinh(BigFloat x)
    {
        // The difference of exponentials loses x itself when x is tiny.
        if (x.Top < -80)
            return x + x * x * x / new BigFloat(6, 0);
        return (Exp(x) - Exp(-x)).Scale(-1);
    }

    public static BigFloat Cosh(BigFloat x) => (Exp(x) + Exp(-x)).Scale(-1);

    /// <summary>1 - tanh(600) is below 2^-1700.</summary>
    public static BigFloat Tanh(BigFloat x) => x.Top > 10 ? new(x.Mantissa.Sign, 0) : Sinh(x) / Cosh(x);

    public static BigFloat Power(double x, double y) => Exp(y * Log(x));

    private int Top => (int)BigInteger.Abs(Mantissa).GetBitLength() + Exponent;

    private BigFloat Scale(int exponent) => this with { Exponent = Exponent + exponent };

    private BigFloat Round(int bits)
    {
        var excess = (int)BigInteger.Abs(Mantissa).GetBitLength() - bits;
        return excess <= 0 ? this : new((Mantissa + (BigInteger.One << (excess - 1))) >> excess, Exponent + excess);
    }

    private double ToDouble()
    {
        var rounded = Round(60);
        return Math.ScaleB((double)rounded.Mantissa, rounded.Exponent);
    }

    private static BigInteger AtanOfInverse(int n)
    {
        var power = (BigInteger.One << AnglePrecision) / n;
        var sum = power;
        for (var i = 3; !power.IsZero; i += 2)
        {
            power /= -n * n;
            sum += power / i;
        }

        return sum;
    }

    private static BigInteger Log2Scaled()
    {
        // log 2 = sum of 1 / (i 2^i).
        var sum = BigInteger.Zero;
        for (var i = 1; i <= AnglePrecision; i++)
            sum += (BigInteger.One << (AnglePrecision - i)) / i;
        return sum;
    }
}
