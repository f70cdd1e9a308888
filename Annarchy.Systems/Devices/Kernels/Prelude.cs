namespace Annarchy.Devices;

/// <summary>
/// What every module begins with: one vocabulary for the dialects of C, and the random numbers of the host (Philox 4x32-10 in groups of sixteen
/// blocks, Box-Muller with the same polynomials).
/// </summary>
internal static class Prelude
{
    /// <summary>The text before the kernels of a module.</summary>
    /// <param name="device">What compiles it.</param>
    /// <param name="precision">Width of the elements.</param>
    /// <param name="shapedDraws">Whether kernels draw from <see cref="ShapedDraws"/>.</param>
    public static string Of(IDevice device, Precision precision, bool shapedDraws) =>
        (device.Language switch { DeviceLanguage.Cuda => Cuda, DeviceLanguage.OpenCl => OpenCl, _ => Common })
        + (device.HasDouble ? "#define WIDE double\n" : "#define WIDE float\n")
        + (precision == Precision.Double ? "typedef double REAL;\ntypedef i64 INT;\n#define DOUBLE 1\n" : "typedef float REAL;\ntypedef i32 INT;\n#define DOUBLE 0\n")
        + $"#define LANES {device.Lanes}\n"
        + Rows + Arithmetic + Philox
        + (shapedDraws || precision == Precision.Double ? Elementary : string.Empty)
        + (precision == Precision.Double ? Double : Single)
        + (shapedDraws ? ShapedDraws.Text : string.Empty);

    private const string OpenCl = """
        #ifdef cl_khr_fp64
        #pragma OPENCL EXTENSION cl_khr_fp64 : enable
        #endif
        typedef int i32;
        typedef uint u32;
        typedef long i64;
        typedef ulong u64;
        typedef ushort u16;
        #define KERNEL __kernel
        #define GLOBAL __global
        #define SHARED __local
        #define INLINE static inline
        #define ITEM ((i32)get_global_id(0))
        #define ITEMS ((i32)get_global_size(0))
        #define GROUP ((i32)get_group_id(0))
        #define GROUPS ((i32)get_num_groups(0))
        #define ITEM_OF_GROUP ((i32)get_local_id(0))
        #define MEET barrier(CLK_LOCAL_MEM_FENCE)
        #define ADD_ONE(p) atomic_inc(p)
        #define SET_BITS(p, b) atomic_or(p, b)
        #define LEADING_ZEROS(x) clz(x)
        #define BITS_OF_DOUBLE(x) as_ulong(x)
        #define DOUBLE_OF_BITS(x) as_double(x)
        #define BITS_OF_FLOAT(x) as_uint(x)
        #define FLOAT_OF_BITS(x) as_float(x)

        """;

    private const string Cuda = """
        typedef int i32;
        typedef unsigned int u32;
        typedef long long i64;
        typedef unsigned long long u64;
        typedef unsigned short u16;
        #define KERNEL extern "C" __global__
        #define GLOBAL
        #define SHARED __shared__
        #define INLINE static __device__ __forceinline__
        #define ITEM ((i32)(blockIdx.x * blockDim.x + threadIdx.x))
        #define ITEMS ((i32)(gridDim.x * blockDim.x))
        #define GROUP ((i32)blockIdx.x)
        #define GROUPS ((i32)gridDim.x)
        #define ITEM_OF_GROUP ((i32)threadIdx.x)
        #define MEET __syncthreads()
        #define ADD_ONE(p) atomicAdd(p, 1)
        #define SET_BITS(p, b) atomicOr(p, b)
        #define LEADING_ZEROS(x) __clz((int)(x))
        #define BITS_OF_DOUBLE(x) ((u64)__double_as_longlong(x))
        #define DOUBLE_OF_BITS(x) __longlong_as_double((i64)(x))
        #define BITS_OF_FLOAT(x) ((u32)__float_as_int(x))
        #define FLOAT_OF_BITS(x) __int_as_float((i32)(x))
        #ifndef INFINITY
        #define INFINITY __int_as_float(0x7f800000)
        #endif
        #ifndef NAN
        #define NAN __int_as_float(0x7fc00000)
        #endif

        """;

    /// <summary>What is not known everywhere: e^x - 1 (W. Kahan, after Higham, Accuracy and Stability of Numerical Algorithms, 2002, 1.14.1).</summary>
    private const string Common = """
        INLINE double expm1(double x)
        {
            const double power = exp(x), difference = power - 1.0;
            if (difference == 0.0) return x;
            return (difference == -1.0 || power == INFINITY) ? difference : difference * (x / log(power));
        }

        """;

    /// <summary>Rows that several items share: a neuron's synapses, a spike's synapses.</summary>
    private const string Rows = """
        #if LANES == 1
        #define ROW ITEM
        #define ROWS ITEMS
        #define LANE 0
        #define PARTS REAL parts[1]
        #define MEET_LANES
        #else
        #define ROW GROUP
        #define ROWS GROUPS
        #define LANE ITEM_OF_GROUP
        #define PARTS SHARED REAL parts[LANES]
        #define MEET_LANES MEET
        #endif

        """;

    /// <summary>Operations as the update program means them.</summary>
    private const string Arithmetic = """
        INLINE REAL min_real(REAL a, REAL b) { return (a < b || a != a) ? a : b; }
        INLINE REAL max_real(REAL a, REAL b) { return (a > b || a != a) ? a : b; }
        INLINE INT min_int(INT a, INT b) { return a < b ? a : b; }
        INLINE INT max_int(INT a, INT b) { return a > b ? a : b; }
        INLINE INT abs_int(INT a) { return a < 0 ? -a : a; }
        INLINE INT mod_int(INT a, INT b) { return (b == 0 || b == -1) ? 0 : a % b; }
        INLINE INT to_int(REAL x)
        {
            const REAL limit = DOUBLE ? (REAL)9223372036854775808.0 : (REAL)2147483648.0f;
            const INT most = (INT)(((u64)1 << (8 * sizeof(INT) - 1)) - 1);
            if (x != x) return 0;
            if (x >= limit) return most;
            if (x < -limit) return -most - 1;
            return (INT)x;
        }
        INLINE i32 lowest_bit(u32 x) { return 31 - LEADING_ZEROS(x & (0u - x)); }

        """;

    private const string Philox = """
        INLINE void philox(u32 block, GLOBAL const u64* clock, u32 object, u32 stream, u32* w)
        {
            u32 c0 = block, c1 = (u32)clock[0], c2 = object | ((u32)(clock[0] >> 32) << 24), c3 = stream;
            u32 k0 = (u32)clock[1], k1 = (u32)(clock[1] >> 32);
            for (int round = 0; round < 10; round++)
            {
                const u64 p0 = (u64)0xD2511F53u * c0, p1 = (u64)0xCD9E8D57u * c2;
                c0 = (u32)(p1 >> 32) ^ c1 ^ k0; c1 = (u32)p1; c2 = (u32)(p0 >> 32) ^ c3 ^ k1; c3 = (u32)p0;
                k0 += 0x9E3779B9u; k1 += 0xBB67AE85u;
            }
            w[0] = c0; w[1] = c1; w[2] = c2; w[3] = c3;
        }

        """;

    /// <summary>The logarithm of positive numbers, and sine and cosine of up to half a quarter turn, in quarter turns.</summary>
    private const string Elementary = """
        INLINE double log_of(double x)
        {
            const u64 bits = BITS_OF_DOUBLE(x) - 0x3FE6A09E667F3BCDul;
            const double exponent = (double)((i64)bits >> 52);
            const double f = DOUBLE_OF_BITS((bits & 0x000FFFFFFFFFFFFFul) + 0x3FE6A09E667F3BCDul) - 1.0;
            const double s = f / (f + 2.0), z = s * s;
            double q = 0.14616449685043406;
            q = fma(q, z, 0.15331721600556042);
            q = fma(q, z, 0.18182889125261723);
            q = fma(q, z, 0.2222221113479508);
            q = fma(q, z, 0.28571428625975487);
            q = fma(q, z, 0.39999999999899505);
            q = fma(q, z, 0.666666666666667);
            return fma(exponent, 0.6931471804855391, fma(exponent, 7.440617110012397e-11, fma(s * z, q, s + s)));
        }
        INLINE double sine_of(double x)
        {
            const double xx = x * x;
            double sine = 5.633933781537854e-08;
            sine = fma(sine, xx, -3.59864335298231e-06);
            sine = fma(sine, xx, 0.0001604411507421909);
            sine = fma(sine, xx, -0.004681754132340976);
            sine = fma(sine, xx, 0.07969262624604301);
            sine = fma(sine, xx, -0.6459640975062443);
            return fma(sine, xx, 1.5707963267948966) * x;
        }
        INLINE double cosine_of(double x)
        {
            const double xx = x * x;
            double cosine = -6.321256869628588e-09;
            cosine = fma(cosine, xx, 4.710609726757823e-07);
            cosine = fma(cosine, xx, -2.520203677046026e-05);
            cosine = fma(cosine, xx, 0.0009192602741831558);
            cosine = fma(cosine, xx, -0.02086348076331121);
            cosine = fma(cosine, xx, 0.2536695079010467);
            cosine = fma(cosine, xx, -1.2337005501361697);
            return fma(cosine, xx, 1.0);
        }

        """;

    private const string Double = """
        INLINE double uniform(GLOBAL const u64* clock, u32 object, u32 stream, u32 e)
        {
            u32 w[4];
            philox(e / 32 * 16 + e % 16, clock, object, stream, w);
            const int k = e % 32 < 16 ? 0 : 2;
            return (double)(i64)((((u64)w[k + 1] << 32) | w[k]) >> 11) * (1.0 / 9007199254740992.0);
        }
        INLINE double normal(GLOBAL const u64* clock, u32 object, u32 stream, u32 e)
        {
            u32 w[4];
            philox(e / 32 * 16 + e % 16, clock, object, stream, w);
            const double u = fma((double)(i64)((((u64)w[1] << 32) | w[0]) >> 11), 1.0 / 9007199254740992.0, 1.0 / 18014398509481984.0);
            const double radius = sqrt(fabs(log_of(u)) * 2.0);
            const u64 angle = ((u64)w[3] << 32) | w[2];
            const double x = (double)((i64)(angle << 2) >> 11) * (1.0 / 9007199254740992.0), sine = sine_of(x), cosine = cosine_of(x);
            const int odd = (int)((angle >> 62) & 1), high = (int)(angle >> 63);
            if (e % 32 < 16)
                return (odd ? sine : cosine) * ((high ^ odd) ? -radius : radius);
            return (odd ? cosine : sine) * (high ? -radius : radius);
        }

        """;

    private const string Single = """
        INLINE float uniform(GLOBAL const u64* clock, u32 object, u32 stream, u32 e)
        {
            u32 w[4];
            philox(e / 64 * 16 + e % 16, clock, object, stream, w);
            return (float)(i32)(w[e % 64 / 16] >> 8) * (1.0f / 16777216.0f);
        }
        INLINE float normal(GLOBAL const u64* clock, u32 object, u32 stream, u32 e)
        {
            u32 w[4];
            philox(e / 64 * 16 + e % 16, clock, object, stream, w);
            const int pair = e % 64 < 32 ? 0 : 2;
            const float u = fma((float)(i32)(w[pair] >> 1), 1.0f / 2147483648.0f, 1.0f / 4294967296.0f);
            const u32 bits = BITS_OF_FLOAT(u) - 0x3F3504F3u;
            const float exponent = (float)((i32)bits >> 23);
            const float f = FLOAT_OF_BITS((bits & 0x007FFFFFu) + 0x3F3504F3u) - 1.0f;
            const float s = f / (f + 2.0f), z = s * s;
            float q = 0.295799494f;
            q = fma(q, z, 0.399887806f);
            q = fma(q, z, 0.66666685f);
            const float log_u = fma(exponent, 0.69314718f, fma(s * z, q, s + s));
            const float radius = sqrt(fabs(log_u) * 2.0f);
            const u32 angle = w[pair + 1];
            const float x = (float)(i32)(angle << 2) * (1.0f / 4294967296.0f), xx = x * x;
            float sine = -0.00460214921f;
            sine = fma(sine, xx, 0.0796802176f);
            sine = fma(sine, xx, -0.645963478f);
            sine = fma(sine, xx, 1.57079632f) * x;
            float cosine = 0.000903628066f;
            cosine = fma(cosine, xx, -0.0208600695f);
            cosine = fma(cosine, xx, 0.253669204f);
            cosine = fma(cosine, xx, -1.23370054f);
            cosine = fma(cosine, xx, 1.0f);
            const int odd = (int)((angle >> 30) & 1), high = (int)(angle >> 31);
            if (e % 32 < 16)
                return (odd ? sine : cosine) * ((high ^ odd) ? -radius : radius);
            return (odd ? cosine : sine) * (high ? -radius : radius);
        }

        """;
}
