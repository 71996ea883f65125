/*
 * Multiples of a point of P-256 (FIPS 186-4 D.1.2.3) that is known beforehand, from a table. No memory but the stack, no state. What is read and what
 * is done does not depend on the scalar, so that nobody on the same processor can time it: as far as the compiler leaves masks masks, which it is
 * kept from turning into branches.
 */
#include <stdint.h>
#include <string.h>

enum {
    LIMBS = 4, SCALAR = 32, POINT = 64,
    /* signed digits of six bits, -32 to 32, and the carry out of the last */
    DIGIT = 6, DIGITS = 43, MULTIPLES = 32
};

/* an element of the field: x * 2^256 mod p (P. Montgomery 1985), limbs from the lowest, below p */
typedef uint64_t element[LIMBS];

/* the same in a vector, to read it whole */
typedef uint64_t limbs __attribute__((vector_size(8 * LIMBS), aligned(8), may_alias));

/* a multiple of the point, not infinity; entry [i][d - 1] of its table is d * 64^i times it */
struct entry { element x, y; };
struct table { struct entry at[DIGITS][MULTIPLES]; };

/* Jacobian: x / z^2, y / z^3 */
struct sum { element x, y, z; };

/* products that change no flags, and a table's entry read whole */
#define FIELD __attribute__((target("bmi2,avx2")))
static int has_comb(void) { return __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("avx2"); }

typedef unsigned __int128 wide;

/* limbs stay in the processor's own registers: put into a vector's, they would go through memory between each two steps */
#pragma GCC push_options
#pragma GCC optimize("no-tree-vectorize")

static const element PRIME = {0xffffffffffffffff, 0x00000000ffffffff, 0, 0xffffffff00000001};
/* 2^256 mod p: one */
static const element ONE = {1, 0xffffffff00000000, 0xffffffffffffffff, 0x00000000fffffffe};

/* the same, of which the compiler then knows nothing: that it is all ones or zeros could make it branch */
static inline uint64_t opaque(uint64_t mask)
{
    __asm__("" : "+r"(mask));
    return mask;
}

/* all ones if a and b are the same, else zeros */
static inline uint64_t same(uint64_t a, uint64_t b)
{
    uint64_t difference = a ^ b;
    return opaque(((difference | -difference) >> 63) - 1);
}

/* to: from, if mask is all ones */
static inline FIELD void take(element to, const element from, uint64_t mask)
{
    for (int i = 0; i < LIMBS; i++) to[i] ^= mask & (to[i] ^ from[i]);
}

/* a - b; the borrow */
static inline FIELD uint64_t less(element r, const element a, const element b)
{
    uint64_t borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
        wide d = (wide) a[i] - b[i] - borrow;
        r[i] = (uint64_t) d;
        borrow = (uint64_t) (d >> 64) & 1;
    }
    return borrow;
}

static inline FIELD void subtract(element r, const element a, const element b)
{
    uint64_t mask = opaque(-less(r, a, b)), carry = 0;
    for (int i = 0; i < LIMBS; i++) {
        wide t = (wide) r[i] + (PRIME[i] & mask) + carry;
        r[i] = (uint64_t) t;
        carry = (uint64_t) (t >> 64);
    }
}

/*
 * One limb of b, at so many bytes, times a, to a sum of five limbs; then what makes its lowest zero, so that the next five are the sum. With
 * p = -1 mod 2^64 that is p times the limb itself, and of the four products of that three are none: 2^64 - 1 and 2^32 - 1 are shifts, and one limb is
 * zero. Multiplication here changes no flags: the carries go from one to the next in between.
 */
#define LIMB(at, t0, t1, t2, t3, t4, t5)                                                                                                      \
    "mov " at "(%[b]), %%rdx\n\t"                                                                                                             \
    "mulx (%[a]), " t5 ", %[x]\n\t"                                                                                                           \
    "mulx 8(%[a]), %[w], %[y]\n\t"                                                                                                            \
    "add %[w], %[x]\n\t"                                                                                                                      \
    "mulx 16(%[a]), %[w], %[z]\n\t"                                                                                                           \
    "adc %[w], %[y]\n\t"                                                                                                                      \
    "mulx 24(%[a]), %[w], %%rdx\n\t"                                                                                                          \
    "adc %[w], %[z]\n\t"                                                                                                                      \
    "adc $0, %%rdx\n\t"                                                                                                                       \
    "add " t5 ", " t0 "\n\t"                                                                                                                  \
    "adc %[x], " t1 "\n\t"                                                                                                                    \
    "adc %[y], " t2 "\n\t"                                                                                                                    \
    "adc %[z], " t3 "\n\t"                                                                                                                    \
    "adc %%rdx, " t4 "\n\t"                                                                                                                   \
    "mov $0, " t5 "\n\t"                                                                                                                      \
    "adc $0, " t5 "\n\t"                                                                                                                      \
    "mov " t0 ", %%rdx\n\t"                                                                                                                   \
    "mulx %[p3], %[y], %[z]\n\t"                                                                                                              \
    "mov " t0 ", %[x]\n\t"                                                                                                                    \
    "shl $32, " t0 "\n\t"                                                                                                                     \
    "shr $32, %[x]\n\t"                                                                                                                       \
    "add " t0 ", " t1 "\n\t"                                                                                                                  \
    "adc %[x], " t2 "\n\t"                                                                                                                    \
    "adc %[y], " t3 "\n\t"                                                                                                                    \
    "adc %[z], " t4 "\n\t"                                                                                                                    \
    "adc $0, " t5 "\n\t"

/* a * b / 2^256 */
static __attribute__((noinline)) FIELD void multiply(element r, const element a, const element b)
{
    uint64_t t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5, w, x, y, z;
    __asm__(LIMB("0", "%[t0]", "%[t1]", "%[t2]", "%[t3]", "%[t4]", "%[t5]")
            LIMB("8", "%[t1]", "%[t2]", "%[t3]", "%[t4]", "%[t5]", "%[t0]")
            LIMB("16", "%[t2]", "%[t3]", "%[t4]", "%[t5]", "%[t0]", "%[t1]")
            LIMB("24", "%[t3]", "%[t4]", "%[t5]", "%[t0]", "%[t1]", "%[t2]")
            /* without p, unless that is less than nothing */
            "mov %[t4], %[w]\n\t"
            "mov %[t5], %[x]\n\t"
            "mov %[t0], %[y]\n\t"
            "mov %[t1], %[z]\n\t"
            "sub $-1, %[w]\n\t"
            "sbb %[p1], %[x]\n\t"
            "sbb $0, %[y]\n\t"
            "sbb %[p3], %[z]\n\t"
            "sbb $0, %[t2]\n\t"
            "cmovc %[t4], %[w]\n\t"
            "cmovc %[t5], %[x]\n\t"
            "cmovc %[t0], %[y]\n\t"
            "cmovc %[t1], %[z]\n\t"
            : [t0] "+&r"(t0), [t1] "+&r"(t1), [t2] "+&r"(t2), [t3] "+&r"(t3), [t4] "+&r"(t4), [t5] "=&r"(t5), [w] "=&r"(w), [x] "=&r"(x), [y] "=&r"(y),
              [z] "=&r"(z)
            : [a] "r"(a), [b] "r"(b), [p1] "m"(PRIME[1]), [p3] "m"(PRIME[3])
            /* what a and b point to, which has no register left to be named by */
            : "rdx", "cc", "memory");
    r[0] = w;
    r[1] = x;
    r[2] = y;
    r[3] = z;
}
#undef LIMB

/* a^(2^times) * b */
static FIELD void squared(element r, const element a, int times, const element b)
{
    element square;
    memcpy(square, a, sizeof square);
    while (times-- > 0) multiply(square, square, square);
    multiply(r, square, b);
}

/* a^(p - 2), so 1 / a: the exponent is 32 ones, 31 zeros, a one, 96 zeros, 94 ones, a zero, a one; ones2 is a^(2^2 - 1) */
static FIELD void invert(element r, const element a)
{
    element ones2, ones4, ones8, ones16, ones30, ones32, power;
    squared(ones2, a, 1, a);
    squared(ones4, ones2, 2, ones2);
    squared(ones8, ones4, 4, ones4);
    squared(ones16, ones8, 8, ones8);
    squared(power, ones16, 8, ones8);
    squared(power, power, 4, ones4);
    squared(ones30, power, 2, ones2);
    squared(ones32, ones30, 2, ones2);
    squared(power, ones32, 32, a);
    squared(power, power, 128, ones32);
    squared(power, power, 32, ones32);
    squared(power, power, 30, ones30);
    squared(r, power, 2, a);
}

/* adds an affine point that is neither the sum nor its negative, which leaves z zero; the sum must not be infinity */
static inline FIELD void add_point(struct sum *sum, const struct entry *point)
{
    element zz, h, r, hh, hhh, v, t;
    multiply(zz, sum->z, sum->z);
    multiply(h, point->x, zz);
    subtract(h, h, sum->x);
    multiply(t, sum->z, zz);
    multiply(r, point->y, t);
    subtract(r, r, sum->y);
    multiply(sum->z, sum->z, h);
    multiply(hh, h, h);
    multiply(hhh, hh, h);
    multiply(v, sum->x, hh);
    multiply(sum->x, r, r);
    subtract(sum->x, sum->x, hhh);
    subtract(sum->x, sum->x, v);
    subtract(sum->x, sum->x, v);
    multiply(t, sum->y, hhh);
    subtract(v, v, sum->x);
    multiply(sum->y, r, v);
    subtract(sum->y, sum->y, t);
}

/* bits 6 i - 1 to 6 i + 5 of a scalar: the digit's own, and above them whether it is negative (A. D. Booth 1951) */
static inline uint64_t bits_of(const uint8_t *scalar, int i)
{
    uint64_t bits = 0;
    for (int bit = DIGIT; bit >= 0; bit--) {
        int at = DIGIT * i - 1 + bit;
        bits = bits << 1 | (at < 0 || at >= 8 * SCALAR ? 0 : scalar[SCALAR - 1 - at / 8] >> at % 8 & 1);
    }
    return bits;
}

static inline FIELD void look_up(struct entry *found, const struct entry *multiples, uint64_t digit)
{
    limbs x = {0}, y = {0};
    for (uint64_t d = 1; d <= MULTIPLES; d++) {
        uint64_t mask = same(d, digit);
        x |= *(const limbs *) multiples[d - 1].x & mask;
        y |= *(const limbs *) multiples[d - 1].y & mask;
    }
    *(limbs *) found->x = x;
    *(limbs *) found->y = y;
}

/* one more digit's multiple on the sum, which is infinity where empty is all ones; whether it still is */
static inline FIELD uint64_t add_digit(struct sum *sum, uint64_t empty, const struct entry *multiples, uint64_t bits)
{
    static const element zero = {0};
    uint64_t isNegative = opaque(-(bits >> DIGIT)), digit = (bits + 1) >> 1;
    struct entry multiple;
    struct sum more = *sum;
    element negated;
    digit ^= isNegative & (digit ^ (((uint64_t) 1 << DIGIT) - digit));
    look_up(&multiple, multiples, digit);
    subtract(negated, zero, multiple.y);
    take(multiple.y, negated, isNegative);
    add_point(&more, &multiple);
    take(more.x, multiple.x, empty);
    take(more.y, multiple.y, empty);
    take(more.z, ONE, empty);
    uint64_t isNone = same(digit, 0);
    take(sum->x, more.x, ~isNone);
    take(sum->y, more.y, ~isNone);
    take(sum->z, more.z, ~isNone);
    return empty & isNone;
}

static void write_element(uint8_t *to, const element from)
{
    static const element one = {1};
    element plain;
    multiply(plain, from, one);
    for (int i = 0; i < 8 * LIMBS; i++) to[i] = (uint8_t) (plain[LIMBS - 1 - i / 8] >> (56 - i % 8 * 8));
}

/*
 * The table's point times the scalar: 32 bytes, big endian, below n. point: gets X and Y, 32 bytes each, big endian. Whether there is such a point:
 * zero has none, and gives zeros. What a digit adds is neither what came of the lower ones nor its negative, because the scalar would be 0 then, or more than n.
 */
static __attribute__((noinline)) FIELD int comb(const struct table *table, const uint8_t *scalar, uint8_t *point)
{
    struct sum sum = {{0}, {0}, {0}};
    uint64_t empty = ~(uint64_t) 0;
    element inverse, square, coordinate;
    for (int i = 0; i < DIGITS; i++) empty = add_digit(&sum, empty, table->at[i], bits_of(scalar, i));
    invert(inverse, sum.z);
    multiply(square, inverse, inverse);
    multiply(coordinate, sum.x, square);
    write_element(point, coordinate);
    multiply(square, square, inverse);
    multiply(coordinate, sum.y, square);
    write_element(point + POINT / 2, coordinate);
    return (int) (~empty & 1);
}

#pragma GCC pop_options
