// One vector of floats of the width the file is compiled for. Included only by kernels.cpp, which is compiled once per
// instruction set: all of it lives in that set's namespace, and no header with inline functions of external linkage may be
// included beside it, or the linker could keep a copy that only newer processors can run.
#pragma once

#include "kernels.h"

#if defined(__AVX512F__) || defined(__AVX2__)
#include <immintrin.h>
#endif

namespace mhf::MHF_ISA
{
#if defined(__AVX512F__)
constexpr int64_t lanes = 16;
#elif defined(__AVX2__)
constexpr int64_t lanes = 8;
#else
constexpr int64_t lanes = 4;
#endif

typedef float vec __attribute__((vector_size(lanes * 4)));
typedef int32_t ivec __attribute__((vector_size(lanes * 4)));
typedef uint32_t uvec __attribute__((vector_size(lanes * 4)));
typedef uint16_t hvec __attribute__((vector_size(lanes * 2)));

static inline vec broadcast(float value)
{
    return vec{} + value;
}

static inline vec fma(vec a, vec b, vec c)
{
#if defined(__AVX512F__)
    return _mm512_fmadd_ps(a, b, c);
#elif defined(__AVX2__)
    return _mm256_fmadd_ps(a, b, c);
#else
    return a * b + c;
#endif
}

// Halves added onto each other until four lanes are left.
static inline auto fold(vec v)
{
#if defined(__AVX512F__)
    const auto eight = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7) + __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
#elif defined(__AVX2__)
    const auto eight = v;
#endif
#if defined(__AVX512F__) || defined(__AVX2__)
    return __builtin_shufflevector(eight, eight, 0, 1, 2, 3) + __builtin_shufflevector(eight, eight, 4, 5, 6, 7);
#else
    return v;
#endif
}

static inline float sum(vec v)
{
    const auto four = fold(v);
    return (four[0] + four[2]) + (four[1] + four[3]);
}

// Result i is sum(v[place_of_sum(i)]), for as many vectors as there are lanes. Added in the order in which sum adds, so the same
// bits, for a fraction of the work: every addition serves all of them.
static constexpr int place_of_sum(int i)
{
    return i / 4 + static_cast<int>(lanes) / 4 * (i % 4);
}

static inline vec sum_lanes(const vec* v)
{
#if defined(__AVX512F__)
    vec eights[8];
    for (int i = 0; i < 8; i++)
    {
        const vec a = v[2 * i];
        const vec b = v[2 * i + 1];
        eights[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
            + __builtin_shufflevector(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
    }
    vec fours[4];
    for (int i = 0; i < 4; i++)
    {
        const vec a = eights[2 * i];
        const vec b = eights[2 * i + 1];
        fours[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
            + __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    }
    vec twos[2];
    for (int i = 0; i < 2; i++)
    {
        const vec a = fours[2 * i];
        const vec b = fours[2 * i + 1];
        twos[i] = __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
            + __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
    return __builtin_shufflevector(twos[0], twos[1], 0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30)
        + __builtin_shufflevector(twos[0], twos[1], 1, 3, 17, 19, 5, 7, 21, 23, 9, 11, 25, 27, 13, 15, 29, 31);
#elif defined(__AVX2__)
    vec fours[4];
    for (int i = 0; i < 4; i++)
    {
        const vec a = v[2 * i];
        const vec b = v[2 * i + 1];
        fours[i] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11) + __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
    }
    vec twos[2];
    for (int i = 0; i < 2; i++)
    {
        const vec a = fours[2 * i];
        const vec b = fours[2 * i + 1];
        twos[i] = __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13) + __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
    }
    return __builtin_shufflevector(twos[0], twos[1], 0, 2, 8, 10, 4, 6, 12, 14)
        + __builtin_shufflevector(twos[0], twos[1], 1, 3, 9, 11, 5, 7, 13, 15);
#else
    const vec low = __builtin_shufflevector(v[0], v[1], 0, 1, 4, 5) + __builtin_shufflevector(v[0], v[1], 2, 3, 6, 7);
    const vec high = __builtin_shufflevector(v[2], v[3], 0, 1, 4, 5) + __builtin_shufflevector(v[2], v[3], 2, 3, 6, 7);
    return __builtin_shufflevector(low, high, 0, 2, 4, 6) + __builtin_shufflevector(low, high, 1, 3, 5, 7);
#endif
}

static inline float largest(vec v)
{
    float result = v[0];
    for (int i = 1; i < lanes; i++)
    {
        result = v[i] > result ? v[i] : result;
    }
    return result;
}

static inline float to_float(float value)
{
    return value;
}

static inline float to_float(bf16 value)
{
    const uint32_t bits = static_cast<uint32_t>(value) << 16;
    float result;
    __builtin_memcpy(&result, &bits, sizeof result);
    return result;
}

static inline void from_float(float value, float* out)
{
    *out = value;
}

// Rounds to the nearest, ties to even; a NaN stays one.
static inline void from_float(float value, bf16* out)
{
    uint32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    *out = value != value ? bf16{0x7fc0} : static_cast<bf16>((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

static inline vec load(const float* from)
{
    vec result;
    __builtin_memcpy(&result, from, sizeof result);
    return result;
}

static inline vec load(const bf16* from)
{
    hvec halves;
    __builtin_memcpy(&halves, from, sizeof halves);
    return reinterpret_cast<vec>(__builtin_convertvector(halves, uvec) << 16);
}

// Bytes widened, by instructions that GCC 12 does not find by itself. With a mask of all lanes: the plain forms of the 512-bit
// ones draw false warnings from it.
static inline uvec widen(const uint8_t* from)
{
#if defined(__AVX512F__)
    return reinterpret_cast<uvec>(_mm512_maskz_cvtepu8_epi32(0xffff, _mm_loadu_si128(reinterpret_cast<const __m128i*>(from))));
#elif defined(__AVX2__)
    return reinterpret_cast<uvec>(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from))));
#else
    return uvec{from[0], from[1], from[2], from[3]};
#endif
}

static inline vec load(const int8_t* from)
{
#if defined(__AVX512F__)
    return __builtin_convertvector(
        reinterpret_cast<ivec>(_mm512_maskz_cvtepi8_epi32(0xffff, _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)))), vec);
#elif defined(__AVX2__)
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from))));
#else
    return vec{static_cast<float>(from[0]), static_cast<float>(from[1]), static_cast<float>(from[2]), static_cast<float>(from[3])};
#endif
}

// The first count (< lanes) elements, then zeros.
template <class T> static inline vec load_some(const T* from, int64_t count)
{
    T padded[lanes] = {};
    __builtin_memcpy(padded, from, static_cast<unsigned long>(count) * sizeof(T));
    return load(padded);
}

static inline void store(vec v, float* to)
{
    __builtin_memcpy(to, &v, sizeof v);
}

// e^x for x <= 0: Cephes' expf (Moshier), its polynomial on [-ln2/2, ln2/2]. Below -87 it gives e^-87, which no sum notices.
static inline vec exp_nonpositive(vec x)
{
    const vec lowest = broadcast(-87.0f);
    x = x > lowest ? x : lowest;
    const vec magic = broadcast(12582912.0f);
    const vec n = fma(x, broadcast(1.44269504f), magic) - magic;
    vec r = fma(n, broadcast(-0.693359375f), x);
    r = fma(n, broadcast(2.12194440e-4f), r);
    vec p = broadcast(1.9875691500e-4f);
    p = fma(p, r, broadcast(1.3981999507e-3f));
    p = fma(p, r, broadcast(8.3334519073e-3f));
    p = fma(p, r, broadcast(4.1665795894e-2f));
    p = fma(p, r, broadcast(1.6666665459e-1f));
    p = fma(p, r, broadcast(5.0000001201e-1f));
    p = fma(p, r * r, r + broadcast(1.0f));
    const ivec exponent = (__builtin_convertvector(n, ivec) + 127) << 23;
    return p * reinterpret_cast<vec>(exponent);
}
}
