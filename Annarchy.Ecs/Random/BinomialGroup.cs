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
    private long _group;
    private double _trials;
    private double _probability;
    private int _bounds;
    private bool _isDrawn;
    private fixed uint _bound[BinomialInversion.MostSuccesses];
    private fixed double _numbers[Size];

    /// <summary>The numbers of the group an element is in, as <typeparamref name="T"/>; valid until the next call.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="self">The group, which must not move.</param>
    /// <param name="trials">Number of trials of all elements.</param>
    /// <param name="probability">Probability of success of all elements.</param>
    /// <param name="key">What the numbers are for.</param>
    /// <param name="element">An element of the group.</param>
    public static T* Of<T>(BinomialGroup* self, double trials, double probability, in RandomKey key, long element)
        where T : unmanaged
    {
        var numbers = (T*)self->_numbers;
        var group = element / Size;
        var isSame = self->_trials == trials && self->_probability == probability;
        if (isSame && self->_isDrawn && self->_group == group && self->_key == key)
            return numbers;
        if (!isSame)
            self->Choose(trials, probability);
        (self->_key, self->_group, self->_isDrawn) = (key, group, true);
        if (self->_bounds > 0)
            self->Draw(numbers);
        else
            self->DrawOneByOne(numbers);
        return numbers;
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

    private void Draw<T>(T* numbers)
        where T : unmanaged
    {
        var words = stackalloc uint[Size];
        Philox.Words(words, (uint)_group, in _key);
        var first = _group * Size;
        var trials = (double)long.CreateSaturating(_trials);
        for (var i = 0; i < Size; i += Vector512<uint>.Count)
        {
            var word = Vector512.Load(words + i);
            var successes = Vector512<uint>.Zero;
            var undecided = Vector512<uint>.Zero;
            for (var k = 0; k < _bounds; k++)
            {
                var bound = Vector512.Create(_bound[k]);
                undecided |= Vector512.Equals(word, bound);
                var beyond = Vector512.GreaterThan(word, bound);
                if (beyond == Vector512<uint>.Zero)
                    break;
                successes -= beyond;
            }

            Store(successes, trials, numbers + i);
            if (undecided == Vector512<uint>.Zero)
                continue;
            for (var lane = 0; lane < Vector512<uint>.Count; lane++)
                numbers[i + lane] = One<T>(first + i + lane);
        }
    }

    private readonly void DrawOneByOne<T>(T* numbers)
        where T : unmanaged
    {
        for (var i = 0; i < Size; i++)
            numbers[i] = One<T>((_group * Size) + i);
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
