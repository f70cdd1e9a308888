using Annarchy.Randomness;

namespace Annarchy.Tests.Randomness;

public class PhiloxTests
{
    // The known answers published with the Random123 library: counter, key, result.
    [Theory]
    [InlineData(
        new uint[] { 0, 0, 0, 0 }, new uint[] { 0, 0 },
        new uint[] { 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8 })]
    [InlineData(
        new uint[] { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff }, new uint[] { 0xffffffff, 0xffffffff },
        new uint[] { 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd })]
    [InlineData(
        new uint[] { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 }, new uint[] { 0xa4093822, 0x299f31d0 },
        new uint[] { 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1 })]
    public void Known_answers(uint[] counter, uint[] key, uint[] expected)
    {
        var (w0, w1, w2, w3) = Philox.Block(counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
        Assert.Equal<uint>(expected, new[] { w0, w1, w2, w3 });
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(ulong.MaxValue, RandomKey.MaxObjects - 1, RandomKey.MaxStreams - 1, RandomKey.MaxSteps - 1, (1u << 28) - 1)]
    [InlineData(0x299f31d0a4093822, 0x70344, 0x4b, 0x1385a308d3, 12345)]
    public unsafe void Groups_hold_the_words_of_single_blocks(ulong seed, int objectId, int streamId, long step, uint group)
    {
        var key = new RandomKey(seed, objectId, streamId, step);
        var words = stackalloc uint[64];
        var longWords = stackalloc ulong[32];
        Philox.Words(words, group, in key);
        Philox.LongWords(longWords, group, in key);
        for (uint lane = 0; lane < Philox.BlocksPerGroup; lane++)
        {
            var (w0, w1, w2, w3) = key.Block((group * Philox.BlocksPerGroup) + lane);
            Assert.Equal([w0, w1, w2, w3], [words[lane], words[16 + lane], words[32 + lane], words[48 + lane]]);
            Assert.Equal(
                [w0 | ((ulong)w1 << 32), w2 | ((ulong)w3 << 32)], [longWords[lane], longWords[16 + lane]]);
        }
    }

    [Fact]
    public void Keys_that_differ_anywhere_give_different_blocks()
    {
        RandomKey[] keys =
        [
            new(1, 2, 3, 4), new(2, 2, 3, 4), new(1UL << 32, 2, 3, 4), new(1, 3, 3, 4), new(1, 2, 4, 4), new(1, 2, 3, 5),
            new(1, 2, 3, 4 + (1L << 32)), new(1, 2 + (1 << 20), 3, 4), new(1, 2, 3 + (1 << 12), 4),
        ];
        var blocks = keys.SelectMany(key => new[] { key.Block(7), key.Block(8), key.Block(7, 1), key.Block(7, 2) }).ToArray();
        Assert.Equal(blocks.Length, blocks.Distinct().Count());
    }

    [Fact]
    public void A_key_moves_to_another_step_or_stream()
    {
        var key = new RandomKey(11, 12, 13, (5L << 32) | 6);
        Assert.Equal(new RandomKey(11, 12, 13, 77), key.AtStep(77));
        Assert.Equal(key, key.AtStep(9).AtStep((5L << 32) | 6));
        Assert.Equal(new RandomKey(11, 12, 7, (5L << 32) | 6), key.AtStream(7));
    }

    [Fact]
    public void Keys_out_of_range_are_refused()
    {
        Assert.Equal("objectId", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(0, -1, 0)).ParamName);
        Assert.Equal("objectId", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(0, 1 << 24, 0)).ParamName);
        Assert.Equal("streamId", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(0, 0, 1 << 16)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(0, 0, 0, -1)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(0, 0, 0).AtStep(1L << 40)).ParamName);
        Assert.Equal("streamId", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomKey(0, 0, 0).AtStream(-1)).ParamName);
    }
}
