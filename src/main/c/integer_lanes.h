/*
 * Integers mod p and n of P-256 (FIPS 186-4 D.1.2.3), eight at a time, one in each lane of a vector, with products of 52 bits by 52. Its macros are
 * taken back by whoever includes it.
 */
#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum {
    INTEGERS = 8,
    /* an integer's parts of 52 bits, from the lowest */
    PARTS = 5, PART = 52
};

#define IFMA __attribute__((target("avx512f,avx512ifma")))
static int has_integer_lanes(void) { return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512ifma"); }

typedef __m512i lanes;

/*
 * In each lane an integer below 2^260. Of the field: x * 2^260 mod p (P. Montgomery 1985), not always below p: a product is below
 * (a * b / 16 + 1) p where its factors are below a p and b p, for 16 p < 2^260. Here a and b are below 8 and a * b below 26, so that a product
 * is below 2.7 p.
 */
typedef lanes integers[PARTS];

#define EVERY(i) _Pragma("GCC unroll 5") for (int i = 0; i < PARTS; i++)
#define ALL(x) _mm512_set1_epi64((long long) (x))
#define LOW(sum, a, b) _mm512_madd52lo_epu64(sum, a, b)
#define HIGH(sum, a, b) _mm512_madd52hi_epu64(sum, a, b)
#define PLUS(a, b) _mm512_add_epi64(a, b)
#define MINUS(a, b) _mm512_sub_epi64(a, b)
#define AND(a, b) _mm512_and_si512(a, b)
#define OR(a, b) _mm512_or_si512(a, b)
#define LEFT(a, n) _mm512_slli_epi64(a, n)
#define RIGHT(a, n) _mm512_srli_epi64(a, n)
/* keeps the sign */
#define DOWN(a, n) _mm512_srai_epi64(a, n)

/* p = 2^256 - 2^224 + 2^192 + 2^96 - 1 and n in such parts, 2^520 mod each, and -1/n mod 2^52 */
#define PART_MASK 0xfffffffffffffu
static const uint64_t P[PARTS] = {0xfffffffffffff, 0x00fffffffffff, 0, 0x01000000000, 0xffffffff0000};
static const uint64_t P_SQUARE[PARTS] = {0x0000000000300, 0xffffffff00000, 0xffffefffffffb, 0xfdfffffffffff, 0x000004ffffff};
static const uint64_t N[PARTS] = {0x9cac2fc632551, 0xada7179e84f3b, 0xfffffffbce6fa, 0x0000fffffffff, 0xffffffff0000};
static const uint64_t N_SQUARE[PARTS] = {0x5cc0dea6dc3ba, 0x192a067d8a084, 0xbec59615571bb, 0x1fc245b2392b6, 0x0e12d9559d956};
static const uint64_t N_INVERSE = 0x1c8aaee00bc4f;

static inline IFMA void all(integers r, const uint64_t *number) { EVERY(i) r[i] = ALL(number[i]); }

static inline IFMA void put(integers r, __mmask8 where, const integers from) { EVERY(i) r[i] = _mm512_mask_mov_epi64(r[i], where, from[i]); }

/* parts of either sign, of a number that is not negative, made what they should be; the highest keeps what is above */
static inline IFMA void carry(integers r, const integers a)
{
    lanes rest = _mm512_setzero_si512();
    EVERY(i) {
        lanes part = PLUS(a[i], rest);
        rest = DOWN(part, PART);
        r[i] = i < PARTS - 1 ? AND(part, ALL(PART_MASK)) : part;
    }
}

/* the same number below 1.1 p, if it was below some thousand: 2^256 = 2^224 - 2^192 - 2^96 + 1 mod p */
static inline IFMA void fold(integers r, const integers a)
{
    integers t;
    carry(t, a);
    lanes above = DOWN(t[4], 48);
    t[4] = PLUS(AND(t[4], ALL(PART_MASK >> 4)), LEFT(above, 16));
    t[3] = MINUS(t[3], LEFT(above, 36));
    t[1] = MINUS(t[1], LEFT(above, 44));
    t[0] = PLUS(t[0], above);
    carry(r, t);
}

/*
 * a * b / 2^260 mod p. What makes the lowest part zero is p times that part itself, for p = -1 mod 2^52; the other parts of p are
 * 2^44, 0, 2^36 and 2^48 - 2^16.
 */
static __attribute__((noinline)) IFMA void times(integers r, const integers a, const integers b)
{
    lanes t[2 * PARTS] = {_mm512_setzero_si512()};
    EVERY(i) {
        EVERY(j) t[i + j] = LOW(t[i + j], a[j], b[i]);
        EVERY(j) t[i + j + 1] = HIGH(t[i + j + 1], a[j], b[i]);
        t[i + 1] = PLUS(t[i + 1], RIGHT(t[i], PART));
        t[i + 1] = LOW(t[i + 1], t[i], ALL(1ull << 44));
        t[i + 2] = HIGH(t[i + 2], t[i], ALL(1ull << 44));
        t[i + 3] = LOW(t[i + 3], t[i], ALL(P[3]));
        t[i + 4] = HIGH(t[i + 4], t[i], ALL(P[3]));
        t[i + 4] = LOW(t[i + 4], t[i], ALL(P[4]));
        t[i + 5] = HIGH(t[i + 5], t[i], ALL(P[4]));
    }
    carry(r, t + PARTS);
}

/* a * b / 2^260 mod n, below 2 n */
static __attribute__((noinline)) IFMA void times_mod_n(integers r, const integers a, const integers b)
{
    lanes t[2 * PARTS] = {_mm512_setzero_si512()};
    EVERY(i) {
        EVERY(j) t[i + j] = LOW(t[i + j], a[j], b[i]);
        EVERY(j) t[i + j + 1] = HIGH(t[i + j + 1], a[j], b[i]);
        lanes factor = LOW(_mm512_setzero_si512(), t[i], ALL(N_INVERSE));
        EVERY(j) t[i + j] = LOW(t[i + j], factor, ALL(N[j]));
        EVERY(j) t[i + j + 1] = HIGH(t[i + j + 1], factor, ALL(N[j]));
        t[i + 1] = PLUS(t[i + 1], RIGHT(t[i], PART));
    }
    carry(r, t + PARTS);
}

/* a^(n - 2) mod n, so 1 / a, by digits of four bits */
static IFMA void invert_mod_n(integers r, const integers a)
{
    static const char exponent[] = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f";
    integers power[16], product;
    memcpy(power[1], a, sizeof power[1]);
    for (int i = 2; i < 16; i++) times_mod_n(power[i], power[i - 1], a);
    memcpy(product, power[15], sizeof product);
    for (const char *at = exponent + 1; *at; at++) {
        int digit = *at <= '9' ? *at - '0' : *at - 'a' + 10;
        for (int bit = 0; bit < 4; bit++) times_mod_n(product, product, product);
        if (digit) times_mod_n(product, product, power[digit]);
    }
    memcpy(r, product, sizeof product);
}

/* which are a multiple of p */
static IFMA __mmask8 are_zero(const integers a)
{
    integers t;
    lanes zero = _mm512_setzero_si512(), prime = zero;
    fold(t, a);
    EVERY(i) {
        zero = OR(zero, t[i]);
        prime = OR(prime, _mm512_xor_si512(t[i], ALL(P[i])));
    }
    return _mm512_testn_epi64_mask(zero, zero) | _mm512_testn_epi64_mask(prime, prime);
}
