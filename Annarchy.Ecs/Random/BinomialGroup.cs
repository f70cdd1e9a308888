using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Annarchy.Randomness;

/// <summary>
/// The binomial numbers of 64 consecutive elements that share a distribution, drawn together and kept for those who ask for a few at a
/// time. The same numbers as <see cref="RandomDraws.Binomial(long, double, in RandomKey, long)"/>.
/// </summary>
internal unsafe struct BinomialGroup
{
    /// <summary>Elements of a group.</summary>
    public const int Size = 64;

    private RandomKey _key;
    private int _stream;

    /// <summary>Number of the group that is drawn, from 1.</summary>
    private long _drawnGroup;
    private double _trials;
    private double _probability;
    private int _bounds;
    private fixed uint _bound[BinomialInversion.MostSuccesses];
    private fixed double _numbers[Size];

    /// <summary>The numbers of the group an element is in, as <typeparamref name="T"/>; valid until the next call.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="self">The group, which must not move.</param>
    /// <param name="trials">Number of trials of all elements.</param>
    /// <param name="probability">Probability of success of all elements.</param>
    /// <param name="key">What the numbers are for; the same but for the stream until <see cref="Forget"/>.</param>
    /// <param name="stream">The stream that takes the place of the key's.</param>
    /// <param name="element">An element of the group.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Of<T>(BinomialGroup* self, double trials, double probability, in RandomKey key, int stream, long element)
        where T : unmanaged
    {
        var isThere = self->_drawnGroup == (element / Size) + 1 && self->_stream == stream && self->_trials == trials && self->_probability == probability;
        if (!isThere)
            Draw<T>(self, trials, probability, in key, stream, element / Size);
        return (T*)self->_numbers;
    }

    /// <summary>Forgets what was drawn.</summary>
    public void Forget() => _drawnGroup = 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Draw<T>(BinomialGroup* self, double trials, double probability, in RandomKey key, int stream, long group)
        where T : unmanaged
    {
        if (self->_trials != trials || self->_probability != probability)
            self->Choose(trials, probability);
        (self->_key, self->_stream, self->_drawnGroup) = (key.AtStream(stream), stream, group + 1);
        var numbers = (T*)self->_numbers;
        if (self->_bounds > 0)
            self->DrawTogether(group, numbers);
        else
            self->DrawOneByOne(group, numbers);
    }

    /// <summary>Remembers a distribution; there are no bounds where it is not one for inversion.</summary>
    private void Choose(double trials, double probability)
    {
        (_trials, _probability, _bounds) = (trials, probability, 0);
        var p = Math.Min(probability, 1.0 - probability);
        var n = long.CreateSaturating(trials);
        if (n <= 0 || !(p > 0.0) || n * p >= BinomialInversion.LargestMean)
            return;
        fixed (uint* bound = _bound)
            _bounds = BinomialInversion.WriteBounds(n, p, new Span<uint>(bound, BinomialInversion.MostSuccesses));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void DrawTogether<T>(long group, T* numbers)
        where T : unmanaged
    {
        var words = stackalloc uint[Size];
        Philox.Words(words, (uint)group, in _key);

        // Four vectors at once: what one waits for the others hide.
        var lanes = Vector512<uint>.Count;
        var (a, b, c, d) = (Vector512.Load(words), Vector512.Load(words + lanes), Vector512.Load(words + (2 * lanes)), Vector512.Load(words + (3 * lanes)));
        var (inA, inB, inC, inD) = (Vector512<uint>.Zero, Vector512<uint>.Zero, Vector512<uint>.Zero, Vector512<uint>.Zero);
        var undecided = Vector512<uint>.Zero;
        for (var k = 0; k < _bounds; k++)
        {
            var bound = Vector512.Create(_bound[k]);
            undecided |= Vector512.Equals(a, bound) | Vector512.Equals(b, bound) | Vector512.Equals(c, bound) | Vector512.Equals(d, bound);
            var (beyondA, beyondB) = (Vector512.GreaterThan(a, bound), Vector512.GreaterThan(b, bound));
            var (beyondC, beyondD) = (Vector512.GreaterThan(c, bound), Vector512.GreaterThan(d, bound));
            if ((beyondA | beyondB | beyondC | beyondD) == Vector512<uint>.Zero)
                break;
            inA -= beyondA;
            inB -= beyondB;
            inC -= beyondC;
            inD -= beyondD;
        }

        var trials = (double)long.CreateSaturating(_trials);
        Store(inA, trials, numbers);
        Store(inB, trials, numbers + lanes);
        Store(inC, trials, numbers + (2 * lanes));
        Store(inD, trials, numbers + (3 * lanes));
        if (undecided != Vector512<uint>.Zero)
            DrawOneByOne(group, numbers);
    }

    private readonly void DrawOneByOne<T>(long group, T* numbers)
        where T : unmanaged
    {
        for (var i = 0; i < Size; i++)
            numbers[i] = One<T>((group * Size) + i);
    }

    private readonly T One<T>(long element)
        where T : unmanaged
    {
        double number = RandomDraws.Binomial(long.CreateSaturating(_trials), _probability, in _key, element);
        if (typeof(T) == typeof(double))
            return *(T*)&number;
        var single = (float)number;
        return *(T*)&single;
    }

    /// <summary>Writes successes, or failures where these are the rarer ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store<T>(Vector512<uint> rare, double trials, T* destination)
        where T : unmanaged
    {
        var isMirrored = _probability > 0.5;
        if (typeof(T) == typeof(float))
        {
            var numbers = Vector512.ConvertToSingle(rare.AsInt32());
            (isMirrored ? Vector512.Create((float)trials) - numbers : numbers).Store((float*)destination);
            return;
        }

        var (lower, upper) = Vector512.Widen(rare.AsInt32());
        var (first, second) = (Vector512.ConvertToDouble(lower), Vector512.ConvertToDouble(upper));
        (isMirrored ? Vector512.Create(trials) - first : first).Store((double*)destination);
        (isMirrored ? Vector512.Create(trials) - second : second).Store((double*)destination + Vector512<double>.Count);
    }
}
