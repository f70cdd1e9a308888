using System.Reflection;
using System.Runtime.Loader;
using Annarchy.Gpu.Dialect;

namespace Annarchy.Tests.Devices;

/// <summary>Text of kernels as methods of .NET.</summary>
public sealed class DialectTests
{
    private static readonly int[] Whole = [0, 1, -1, 2, 7, -7, 31, 255, -256, 65536, int.MaxValue, int.MinValue];

    private static readonly double[] Real = [0.0, -0.0, 1.0, -1.5, 0.1, 1e300, -1e-300, 3e9, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static MethodInfo Compile(string text, string name)
    {
        var context = new AssemblyLoadContext("test", isCollectible: true);
        return new KernelAssembly(UnitParser.Parse(text), new OneItemAtATime()).Load(context).GetType("Kernels")!.GetMethod(name)!;
    }

    private static T Function<T>(string text)
        where T : Delegate => Compile(text, "f").CreateDelegate<T>();

    private static string Refused(string text)
    {
        var exception = Assert.Throws<DeviceException>(() => UnitParser.Parse(text));
        Assert.Equal(DeviceFailure.NoCompiler, exception.Failure);
        return exception.Message;
    }

    [Fact]
    public void Operations_of_whole_numbers_are_those_of_C()
    {
        AssertSame("a + b * 3 - (a ^ b)", (a, b) => unchecked(a + (b * 3) - (a ^ b)));
        AssertSame("a & b | ~a", (a, b) => (a & b) | ~a);
        AssertSame("a < b ? a : b", Math.Min);
        AssertSame("a <= b && !(a == 7) || b != a", (a, b) => (a <= b && !(a == 7)) || b != a ? 1 : 0);
        AssertSame("a > 0 || (b >= -1) * 4", (a, b) => a > 0 || b >= -1 ? 1 : 0);
        AssertSame("(a >> 3) + (a << 2)", (a, b) => unchecked((a >> 3) + (a << 2)));
        AssertSame("a / 7 + a % 7", (a, b) => (a / 7) + (a % 7));
        AssertSame("(int)((u32)a / 7 % 10)", (a, b) => (int)(unchecked((uint)a) / 7 % 10));
        AssertSame("(u32)a > (u32)b", (a, b) => unchecked((uint)a > (uint)b) ? 1 : 0);
        AssertSame("(u32)a <= b", (a, b) => unchecked((uint)a <= (uint)b) ? 1 : 0);
        AssertSame("(int)((u64)(u32)a * 0xD2511F53u >> 32)", (a, b) => unchecked((int)(((ulong)(uint)a * 0xD2511F53u) >> 32)));
        AssertSame("(int)((i64)a * b >> 31)", (a, b) => unchecked((int)(((long)a * b) >> 31)));
        AssertSame("LEADING_ZEROS(a)", (a, b) => System.Numerics.BitOperations.LeadingZeroCount(unchecked((uint)a)));
        AssertSame("(int)(u16)a", (a, b) => unchecked((ushort)a));
        AssertSame("-a - -b + +1", (a, b) => unchecked(-a + b + 1));

        static void AssertSame(string expression, Func<int, int, int> expected)
        {
            var actual = Function<Func<int, int, int>>($"INLINE int f(int a, i32 b) {{ return {expression}; }}");
            foreach (var a in Whole)
            {
                foreach (var b in Whole)
                    Assert.True(expected(a, b) == actual(a, b), $"{expression} of {a} and {b}: {expected(a, b)} and {actual(a, b)}");
            }
        }
    }

    [Fact]
    public void Operations_of_real_numbers_are_those_of_C()
    {
        AssertSame("a + b * 3 - a / b", (a, b) => a + (b * 3.0) - (a / b));
        AssertSame("-a", (a, b) => -a);
        AssertSame("a < b", (a, b) => a < b ? 1.0 : 0.0);
        AssertSame("a <= b", (a, b) => a <= b ? 1.0 : 0.0);
        AssertSame("a >= b", (a, b) => a >= b ? 1.0 : 0.0);
        AssertSame("a != b", (a, b) => a != b ? 1.0 : 0.0);
        AssertSame("!a", (a, b) => a == 0.0 ? 1.0 : 0.0);
        AssertSame("a && b", (a, b) => a != 0.0 && b != 0.0 ? 1.0 : 0.0);
        AssertSame("(float)a", (a, b) => (float)a);
        AssertSame("fmod(a, b)", (a, b) => a % b);
        AssertSame("fma(a, b, 0.1)", (a, b) => Math.FusedMultiplyAdd(a, b, 0.1));
        AssertSame("pow(fabs(a), b) + tanh(a) + ceil(b)", (a, b) => Math.Pow(Math.Abs(a), b) + Math.Tanh(a) + Math.Ceiling(b));
        AssertSame("DOUBLE_OF_BITS(BITS_OF_DOUBLE(a) & 0x7FFFFFFFFFFFFFFFul)", (a, b) => Math.Abs(a));
        AssertSame("a == a ? (b != b ? 2 : 0.5f) : INFINITY", (a, b) => double.IsNaN(a) ? double.PositiveInfinity : double.IsNaN(b) ? 2.0 : 0.5);
        AssertSame("1.25E+001 * (double)(u64)0xFFFFFFFFFFFFFFFFul", (a, b) => 12.5 * 18446744073709551615.0);

        static void AssertSame(string expression, Func<double, double, double> expected)
        {
            var actual = Function<Func<double, double, double>>($"INLINE double f(double a, double b) {{ return {expression}; }}");
            foreach (var a in Real)
            {
                foreach (var b in Real)
                    Assert.True(expected(a, b).Equals(actual(a, b)), $"{expression} of {a} and {b}: {expected(a, b)} and {actual(a, b)}");
            }
        }
    }

    [Fact]
    public void Statements_do_what_they_do_in_C()
    {
        var function = Function<Func<int, int>>("""
            INLINE int f(int n)
            {
                int primes[3], sum = 0, i = 0;
                primes[0] = 2; primes[1] = primes[2] = 3;
                primes[2] += 2;
                for (int k = 0; k < n; k++)
                {
                    if (k % primes[0] == 0) continue;
                    if (k == 9) break; else sum += k;
                    while (i < 100) { i++; if (i % 10 == 0) break; }
                }
                sum += primes[1]++ * 1000;
                sum += --primes[2] * 10000;
                const int old = i--;
                return sum + (old - i) * 100000 + primes[1] * 1000000;
            }
            """);
        Assert.Equal(4143016, function(20));
        Assert.Equal(4143004, function(4));
    }

    [Fact]
    public void Kernels_know_where_they_are_and_change_buffers()
    {
        using var device = new ManagedDevice();
        var module = device.Compile("""
            #define SIZE 4
            #if SIZE == 4
            #define WIDTH (SIZE * 2)
            #else
            this is not read
            #endif
            INLINE i32 last(GLOBAL const i32* a, i32 n) { return a[n - 1]; }
            KERNEL void k(GLOBAL i32* a, GLOBAL u32* bits, const i32 n)
            {
                if (ITEM >= n) return;
                a[ITEM] = GROUP * 1000 + ITEM_OF_GROUP * 100 + GROUPS * WIDTH + ITEMS;
                const i32 place = ADD_ONE(&a[n]);
                SET_BITS(&bits[place / 32], (u32)1 << (place % 32));
                a[n + 1] = last(a, n);
            }
            """);
        using var numbers = device.Allocate(7 * sizeof(int));
        using var bits = device.Allocate(sizeof(int));
        using var stream = device.CreateStream();
        using var launch = module.Prepare("k", 2, 3, [DeviceArgument.Of(numbers), DeviceArgument.Of(bits), DeviceArgument.Of(5)]);
        stream.Launch(launch);
        var values = new int[7];
        stream.Download(numbers, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        Assert.Equal([22, 122, 222, 1022, 1122, 5, 1122], values);
        stream.Download(bits, 0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(0, 1)));
        Assert.Equal(31, values[0]);
    }

    [Theory]
    [InlineData("a = undeclared;", "'undeclared' is not known")]
    [InlineData("a = 1 +;", "a name is expected instead of ';'")]
    [InlineData("struct s x;", "'struct' is not known")]
    [InlineData("a = sin(1.0, 2.0);", "no function 'sin'")]
    [InlineData("a = 1.0 % 2.0;", "whole numbers")]
    [InlineData("a = 1.5.5;", "is no number")]
    [InlineData("int b = 1, b = 2;", "there is another 'b'")]
    [InlineData("int w[a];", "the length of an array")]
    [InlineData("return 1;", "nothing is returned")]
    [InlineData("a = ITEM;", "in kernels only")]
    [InlineData("a = @;", "'@' begins nothing")]
    [InlineData("#define F(x) x", "macros with parameters")]
    [InlineData("#if a < 2", "a condition is")]
    [InlineData("1 = a;", "can be set")]
    public void What_cannot_be_compiled_is_told_with_its_line(string line, string reason)
    {
        var message = Refused($"typedef double REAL;\nINLINE void f(int a)\n{{\n{line}\n}}\n");
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Contains($"Line 4 of the kernels, '{line}'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INLINE void f() {", "ends early")]
    [InlineData("#if 1\n", "an #endif is missing")]
    [InlineData("int x;", "'INLINE' is expected")]
    [InlineData("INLINE void f() { } INLINE void f() { }", "another 'f'")]
    [InlineData("KERNEL void k() { } INLINE void f() { k(); }", "cannot be called so")]
    [InlineData("INLINE void g(u32* a) { } INLINE void f(GLOBAL i32* b) { g(b); }", "'a' of 'g'")]
    public void What_does_not_fit_together_is_told(string text, string reason) =>
        Assert.Contains(reason, Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("4294967295", NumberType.I64)]
    [InlineData("0xFFFFFFFF", NumberType.U32)]
    [InlineData("4294967295u", NumberType.U32)]
    [InlineData("4294967296u", NumberType.U64)]
    [InlineData("1l", NumberType.I64)]
    [InlineData("1ul", NumberType.U64)]
    [InlineData("9223372036854775808", NumberType.U64)]
    [InlineData("1e3f", NumberType.Single)]
    [InlineData("2.", NumberType.Double)]
    public void Numbers_have_the_smallest_type_that_holds_them(string text, object type) =>
        Assert.Equal((NumberType)type, NumberLiteral.Parse(text)!.Type);
}
