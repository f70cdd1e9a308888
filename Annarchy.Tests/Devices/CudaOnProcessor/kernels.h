// What CUDA C++ has beside C++, for kernels that run on the processor: the compiler of the stand-in puts it before every module.
#pragma once
#include <stdint.h>
#include <stdlib.h>

struct Place { unsigned x, y, z; };

// The driver says which thread runs, and how a thread meets the others of its block.
struct Running { Place threadIdx, blockIdx, blockDim, gridDim; void (*meet)(); };
extern "C" __attribute__((visibility("default"))) Running running = {};

#define threadIdx (running.threadIdx)
#define blockIdx (running.blockIdx)
#define blockDim (running.blockDim)
#define gridDim (running.gridDim)
#define __global__ __attribute__((visibility("default")))
#define __device__
#define __forceinline__ inline __attribute__((always_inline))
#define __shared__ static

// Meeting may change what other threads see, as the call is opaque.
static inline void __syncthreads() { running.meet(); }

// Blocks and threads take turns, so that nothing comes between reading and writing.
static inline int atomicAdd(int* place, int value) { int old = *place; *place = old + value; return old; }
static inline unsigned atomicOr(unsigned* place, unsigned value) { unsigned old = *place; *place = old | value; return old; }

static inline int __clz(int x) { return x == 0 ? 32 : __builtin_clz((unsigned)x); }

template <class To, class From> static inline To bits_of(From from)
{
    static_assert(sizeof(To) == sizeof(From), "");
    To to;
    __builtin_memcpy(&to, &from, sizeof to);
    return to;
}
static inline long long __double_as_longlong(double x) { return bits_of<long long>(x); }
static inline double __longlong_as_double(long long x) { return bits_of<double>(x); }
static inline int __float_as_int(float x) { return bits_of<int>(x); }
static inline float __int_as_float(int x) { return bits_of<float>(x); }

// CUDA C++ has the functions of mathematics for both precisions under one name. Those of the C library are meant for double alone.
#define OVERLOAD(name) \
    static inline float name(float x) { return __builtin_##name##f(x); } \
    static inline double name(double x) { return __builtin_##name(x); }
#define OVERLOAD2(name) \
    static inline float name(float x, float y) { return __builtin_##name##f(x, y); } \
    static inline double name(double x, double y) { return __builtin_##name(x, y); }
namespace cuda
{
OVERLOAD(fabs) OVERLOAD(sqrt) OVERLOAD(ceil) OVERLOAD(floor) OVERLOAD(rint) OVERLOAD(exp) OVERLOAD(expm1) OVERLOAD(log) OVERLOAD(sin) OVERLOAD(cos)
OVERLOAD(tan) OVERLOAD(asin) OVERLOAD(acos) OVERLOAD(atan) OVERLOAD(sinh) OVERLOAD(cosh) OVERLOAD(tanh) OVERLOAD2(pow) OVERLOAD2(fmod)
static inline float fma(float x, float y, float z) { return __builtin_fmaf(x, y, z); }
static inline double fma(double x, double y, double z) { return __builtin_fma(x, y, z); }
static inline float ldexp(float x, int y) { return __builtin_ldexpf(x, y); }
static inline double ldexp(double x, int y) { return __builtin_ldexp(x, y); }
}
using namespace cuda;

// A kernel as the driver sees it: its parameters, a letter each (p for addresses, 4 or 8 for numbers of so many bytes), and how it is called.
struct Entry { const char* name; const char* parameters; void (*run)(void** arguments); };

template <class T> struct Letter { static constexpr char value = sizeof(T) == 8 ? '8' : '4'; };
template <class T> struct Letter<T*> { static constexpr char value = 'p'; };

template <size_t...> struct Indices {};
template <size_t N, size_t... I> struct CountTo : CountTo<N - 1, N - 1, I...> {};
template <size_t... I> struct CountTo<0, I...> { using type = Indices<I...>; };

template <auto Kernel, class Type = decltype(Kernel)> struct Called;
template <auto Kernel, class... P> struct Called<Kernel, void (*)(P...)>
{
    static constexpr char parameters[] = {Letter<P>::value..., 0};
    static void run(void** arguments) { run(arguments, typename CountTo<sizeof...(P)>::type{}); }
    template <size_t... I> static void run(void** arguments, Indices<I...>) { Kernel(*(P*)arguments[I]...); }
};
#define ENTRY(name) {#name, Called<&name>::parameters, &Called<&name>::run},
