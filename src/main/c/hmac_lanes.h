/*
 * PBKDF2-HMAC-SHA256 (RFC 8018 5.2) of several chains at once, in each way that a processor may have. No memory but the stack, no state.
 * The floor of src/bench and the library take it from here.
 */
#include <stdint.h>

/* FIPS 180-4 4.2.2, 5.3.3; RFC 2104 2 */
static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
static const uint32_t H[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
static const uint32_t PADS[2] = {0x36363636, 0x5C5C5C5C};

enum {
    KEY_WORDS = 16, FIRST_WORDS = 16, SUM_WORDS = 8, MOST_LANES = 32,
    /* of a block and a hash, which are what each HMAC but the first is made of */
    HMAC_BITS = (64 + 32) * 8
};

struct way {
    const char *name;
    int lanes;
    int (*present)(void);
    /*
     * T of RFC 8018 5.2 in each lane. Words, big endian, of all lanes lie side by side: word w of lane l at w * lanes + l. keys: 16 words a
     * lane, the password and zeros. first: 16 words a lane, the first HMAC's message with SHA-256's padding, its length counted with 64
     * bytes more. iterations: at least 1. sums: gets 8 words a lane.
     */
    void (*chain)(const uint32_t *keys, const uint32_t *first, int iterations, uint32_t *sums);
};

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* --- in vectors ------------------------------------------------------------------------------------------------------ */

#define TARGET __attribute__((target("avx512f")))
#define V __m512i
#define LOAD(p) _mm512_loadu_si512(p)
#define STORE(p, v) _mm512_storeu_si512(p, v)
#define SET1(x) _mm512_set1_epi32((int) (x))
#define ADD(a, b) _mm512_add_epi32(a, b)
#define XOR(a, b) _mm512_xor_si512(a, b)
#define XOR3(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0x96)
#define CHOOSE(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0xCA)
#define MAJORITY(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0xE8)
#define ROTATE(a, n) _mm512_ror_epi32(a, n)
#define SHIFT(a, n) _mm512_srli_epi32(a, n)
#define GROUPS 1
#define NAME(x) avx512_##x
#define AGAIN
#include "vector_lanes.h"
#define GROUPS 2
#define NAME(x) avx512_pair_##x
#include "vector_lanes.h"

#define TARGET __attribute__((target("avx2")))
#define V __m256i
#define LOAD(p) _mm256_loadu_si256((const __m256i *) (p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *) (p), v)
#define SET1(x) _mm256_set1_epi32((int) (x))
#define ADD(a, b) _mm256_add_epi32(a, b)
#define XOR(a, b) _mm256_xor_si256(a, b)
#define XOR3(a, b, c) XOR(XOR(a, b), c)
#define CHOOSE(a, b, c) XOR(c, _mm256_and_si256(a, XOR(b, c)))
#define MAJORITY(a, b, c) XOR(b, _mm256_and_si256(XOR(a, b), XOR(b, c)))
#define ROTATE(a, n) _mm256_or_si256(_mm256_srli_epi32(a, n), _mm256_slli_epi32(a, 32 - (n)))
#define SHIFT(a, n) _mm256_srli_epi32(a, n)
#define GROUPS 1
#define NAME(x) avx2_##x
#include "vector_lanes.h"

static int has_avx512(void) { return __builtin_cpu_supports("avx512f"); }
static int has_avx2(void) { return __builtin_cpu_supports("avx2"); }

/* --- by SHA-NI: as many chains at once as hide the latency of its rounds ------------------------------------------------ */

#define SHA_NI __attribute__((target("sha,sse4.1,ssse3")))
#define SHA_NI_INLINE SHA_NI static inline __attribute__((always_inline))

SHA_NI_INLINE void ni_compress(int streams, __m128i from[][2], __m128i m[][4], __m128i to[][2])
{
    __m128i s0[4], s1[4];
    for (int i = 0; i < streams; i++) {
        s0[i] = from[i][0];
        s1[i] = from[i][1];
    }
#pragma GCC unroll 16
    for (int g = 0; g < 16; g++)
#pragma GCC unroll 4
        for (int i = 0; i < streams; i++) {
            __m128i *now = &m[i][g & 3], *next = &m[i][(g + 1) & 3], *last = &m[i][(g + 3) & 3];
            __m128i k = _mm_add_epi32(*now, _mm_loadu_si128((const __m128i *) &K[4 * g]));
            s1[i] = _mm_sha256rnds2_epu32(s1[i], s0[i], k);
            if (g >= 3 && g < 15) *next = _mm_sha256msg2_epu32(_mm_add_epi32(*next, _mm_alignr_epi8(*now, *last, 4)), *now);
            s0[i] = _mm_sha256rnds2_epu32(s0[i], s1[i], _mm_shuffle_epi32(k, 0x0E));
            if (g >= 1 && g < 13) *last = _mm_sha256msg1_epu32(*last, *now);
        }
    for (int i = 0; i < streams; i++) {
        to[i][0] = _mm_add_epi32(from[i][0], s0[i]);
        to[i][1] = _mm_add_epi32(from[i][1], s1[i]);
    }
}

/* four words of one lane, from the word that p points to */
SHA_NI_INLINE __m128i ni_words(const uint32_t *p, int lanes)
{
    return _mm_set_epi32((int) p[3 * lanes], (int) p[2 * lanes], (int) p[lanes], (int) p[0]);
}

/* a hash as the instructions hold it, ABEF and CDGH, as words: a to d, e to h */
SHA_NI_INLINE void ni_out(const __m128i state[2], __m128i words[2])
{
    __m128i low = _mm_shuffle_epi32(state[0], 0x1B), high = _mm_shuffle_epi32(state[1], 0xB1);
    words[0] = _mm_blend_epi16(low, high, 0xF0);
    words[1] = _mm_alignr_epi8(high, low, 8);
}

/* u, padded, as the message of the next HMAC, whose hash takes its place */
SHA_NI_INLINE void ni_next(int streams, __m128i pads[2][4][2], __m128i u[][2], int from)
{
    __m128i m[4][4];
    for (int half = from; half < 2; half++) {
        for (int i = 0; i < streams; i++) {
            ni_out(u[i], m[i]);
            m[i][2] = _mm_set_epi32(0, 0, 0, (int) 0x80000000);
            m[i][3] = _mm_set_epi32(HMAC_BITS, 0, 0, 0);
        }
        ni_compress(streams, pads[half], m, u);
    }
}

SHA_NI_INLINE void ni_chain(int streams, const uint32_t *keys, const uint32_t *first, int iterations, uint32_t *sums)
{
    __m128i pads[2][4][2], u[4][2], sum[4][2], m[4][4];
    for (int half = 0; half < 2; half++) {
        __m128i initial[4][2];
        for (int i = 0; i < streams; i++) {
            initial[i][0] = _mm_set_epi32((int) H[0], (int) H[1], (int) H[4], (int) H[5]);
            initial[i][1] = _mm_set_epi32((int) H[2], (int) H[3], (int) H[6], (int) H[7]);
            for (int q = 0; q < 4; q++)
                m[i][q] = _mm_xor_si128(ni_words(keys + 4 * q * streams + i, streams), _mm_set1_epi32((int) PADS[half]));
        }
        ni_compress(streams, initial, m, pads[half]);
    }
    for (int i = 0; i < streams; i++)
        for (int q = 0; q < 4; q++) m[i][q] = ni_words(first + 4 * q * streams + i, streams);
    ni_compress(streams, pads[0], m, u);
    ni_next(streams, pads, u, 1);
    for (int i = 0; i < streams; i++)
        for (int part = 0; part < 2; part++) sum[i][part] = u[i][part];
    for (int n = 1; n < iterations; n++) {
        ni_next(streams, pads, u, 0);
        for (int i = 0; i < streams; i++)
            for (int part = 0; part < 2; part++) sum[i][part] = _mm_xor_si128(sum[i][part], u[i][part]);
    }
    for (int i = 0; i < streams; i++) {
        uint32_t words[SUM_WORDS];
        __m128i out[2];
        ni_out(sum[i], out);
        _mm_storeu_si128((__m128i *) words, out[0]);
        _mm_storeu_si128((__m128i *) (words + 4), out[1]);
        for (int w = 0; w < SUM_WORDS; w++) sums[w * streams + i] = words[w];
    }
}

#define STREAMS(n) \
    SHA_NI static void ni##n##_chain(const uint32_t *keys, const uint32_t *first, int iterations, uint32_t *sums) \
    { \
        ni_chain(n, keys, first, iterations, sums); \
    }
STREAMS(1)
STREAMS(2)
STREAMS(3)
STREAMS(4)
#undef STREAMS

static int has_sha(void)
{
    unsigned a, b, c, d;
    return __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1") && __get_cpuid_count(7, 0, &a, &b, &c, &d)
        && (b >> 29 & 1);
}
#endif

static const struct way ways[] = {
#if defined(__x86_64__)
    {"AVX-512, 16 lanes", 16, has_avx512, avx512_chain},
    {"AVX-512, twice 16 lanes", 32, has_avx512, avx512_pair_chain},
    {"AVX2, 8 lanes", 8, has_avx2, avx2_chain},
    {"SHA-NI, 1 stream", 1, has_sha, ni1_chain},
    {"SHA-NI, 2 streams", 2, has_sha, ni2_chain},
    {"SHA-NI, 3 streams", 3, has_sha, ni3_chain},
    {"SHA-NI, 4 streams", 4, has_sha, ni4_chain},
#endif
    {0, 0, 0, 0}};
