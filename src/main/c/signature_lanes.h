/*
 * ECDSA on P-256 (FIPS 186-5 6.4.2): eight signatures at a time. No memory but the stack, no state. For what everybody may know: what is read depends
 * on the signatures. It says yes or nothing. Where sums of points leave the one formula that is used here, z becomes zero and stays so, and of such
 * a signature nothing is said either.
 */
#include "integer_lanes.h"

/* big endian; what was signed is known by its SHA-256, who signed by the affine point of the key, which is on the curve */
struct signature { uint8_t hash[32], r[32], s[32], x[32], y[32]; };

enum {
    SIGNATURES = INTEGERS,
    /* signed digits of five bits, -16 to 16, of what each key is multiplied by */
    KEY_DIGIT = 5, KEY_DIGITS = 52, KEY_MULTIPLES = 16
};

/* Jacobian: x / z^2, y / z^3 */
struct points { integers x, y, z; };

/* and z^2 and z^3 */
struct multiples { integers x, y, z, zz, zzz; };

/* p and p, by the formula dbl-2001-b (D. Bernstein 2001), for which a = -3 */
static IFMA void twice(struct points *p)
{
    integers zz, yy, xyy, slope, t, u;
    times(zz, p->z, p->z);
    times(yy, p->y, p->y);
    times(p->z, p->y, p->z);
    EVERY(i) t[i] = PLUS(MINUS(p->x[i], zz[i]), ALL(2 * P[i]));
    carry(t, t);
    EVERY(i) u[i] = PLUS(PLUS(p->x[i], zz[i]), LEFT(PLUS(p->x[i], zz[i]), 1));
    carry(u, u);
    times(xyy, p->x, yy);
    times(slope, t, u);
    EVERY(i) t[i] = LEFT(p->z[i], 1);
    carry(p->z, t);
    times(t, slope, slope);
    times(yy, yy, yy);
    EVERY(i) t[i] = PLUS(MINUS(t[i], LEFT(xyy[i], 3)), ALL(16 * P[i]));
    fold(p->x, t);
    EVERY(i) t[i] = PLUS(MINUS(LEFT(xyy[i], 2), p->x[i]), ALL(2 * P[i]));
    carry(t, t);
    times(t, slope, t);
    EVERY(i) t[i] = PLUS(MINUS(t[i], LEFT(yy[i], 3)), ALL(16 * P[i]));
    fold(p->y, t);
}

/* of two points by x and y over a common z, which their sum's is a multiple of; zero if they are the same or one the other's negative */
static inline IFMA void sum_over_z(struct points *r, const integers x1, const integers y1, const integers x2, const integers y2, const integers z)
{
    integers h, slope, hh, hhh, v, t;
    EVERY(i) h[i] = PLUS(MINUS(x2[i], x1[i]), ALL(4 * P[i]));
    carry(h, h);
    EVERY(i) slope[i] = PLUS(MINUS(y2[i], y1[i]), ALL(4 * P[i]));
    carry(slope, slope);
    times(hh, h, h);
    times(t, slope, slope);
    times(hhh, hh, h);
    times(v, x1, hh);
    times(r->z, z, h);
    EVERY(i) t[i] = PLUS(MINUS(MINUS(t[i], hhh[i]), LEFT(v[i], 1)), ALL(8 * P[i]));
    times(hhh, y1, hhh);
    fold(r->x, t);
    EVERY(i) t[i] = PLUS(MINUS(v[i], r->x[i]), ALL(2 * P[i]));
    carry(t, t);
    times(t, slope, t);
    EVERY(i) t[i] = PLUS(MINUS(t[i], hhh[i]), ALL(4 * P[i]));
    fold(r->y, t);
}

/* p and an affine point */
static IFMA void sum_affine(struct points *r, const struct points *p, const integers x, const integers y)
{
    integers zz, zzz, x2, y2;
    times(zz, p->z, p->z);
    times(zzz, zz, p->z);
    times(x2, x, zz);
    times(y2, y, zzz);
    sum_over_z(r, p->x, p->y, x2, y2, p->z);
}

/* bits at * width - 1 to (at + 1) * width - 1 of each scalar as a signed digit (A. D. Booth 1951): its size less one, if it is any */
static inline IFMA lanes digit(const integers scalar, int at, int width, __mmask8 *negative, __mmask8 *none)
{
    int bit = at * width - 1, part = bit / PART, within = bit % PART;
    lanes bits = bit < 0 ? LEFT(scalar[0], 1) : _mm512_srl_epi64(scalar[part], _mm_cvtsi32_si128(within));
    if (bit >= 0 && part < PARTS - 1) bits = OR(bits, _mm512_sll_epi64(scalar[part + 1], _mm_cvtsi32_si128(PART - within)));
    bits = AND(bits, ALL((2ull << width) - 1));
    lanes size = RIGHT(PLUS(bits, ALL(1)), 1);
    *negative = _mm512_test_epi64_mask(bits, ALL(1ull << width));
    size = _mm512_mask_sub_epi64(size, *negative, ALL(1ull << width), size);
    *none = _mm512_testn_epi64_mask(size, size);
    return _mm512_mask_sub_epi64(size, ~*none, size, ALL(1));
}

static inline IFMA void negate(integers y, __mmask8 where)
{
    integers t;
    EVERY(i) t[i] = MINUS(ALL(2 * P[i]), y[i]);
    carry(t, t);
    put(y, where, t);
}

/* p: more, but alone where p was infinite, and as it was where nothing is added; which still are infinite */
static inline IFMA __mmask8 settle(
    struct points *p, __mmask8 infinite, __mmask8 none, const struct points *more, const integers x, const integers y, const integers z)
{
    __mmask8 added = ~none & ~infinite, alone = ~none & infinite;
    put(p->x, added, more->x);
    put(p->y, added, more->y);
    put(p->z, added, more->z);
    put(p->x, alone, x);
    put(p->y, alone, y);
    put(p->z, alone, z);
    return infinite & none;
}

/* one more digit's multiple of each key on the sums */
static IFMA __mmask8 add_of_key(struct points *p, __mmask8 infinite, const struct multiples *of, const integers scalar, int at)
{
    __mmask8 negative, none;
    struct multiples found;
    struct points more;
    integers zz, zzz, x1, y1, x2, y2, z;
    lanes words = _mm512_mul_epu32(digit(scalar, at, KEY_DIGIT, &negative, &none), ALL(sizeof found / sizeof(uint64_t)));
    words = PLUS(words, _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
    for (unsigned i = 0; i < sizeof found / sizeof(lanes); i++) ((lanes *) &found)[i] = _mm512_i64gather_epi64(words, (const lanes *) of + i, 8);
    negate(found.y, negative);
    times(zz, p->z, p->z);
    times(x1, p->x, found.zz);
    times(y1, p->y, found.zzz);
    times(z, p->z, found.z);
    times(zzz, zz, p->z);
    times(x2, found.x, zz);
    times(y2, found.y, zzz);
    sum_over_z(&more, x1, y1, x2, y2, z);
    return settle(p, infinite, none, &more, found.x, found.y, found.z);
}

/* of an element of comb.h, x * 2^256 in four words, sixteen times that in five parts */
static inline IFMA void element_of(integers r, lanes a, lanes b, lanes c, lanes d)
{
    integers t = {LEFT(a, 4), OR(RIGHT(a, 48), LEFT(b, 16)), OR(RIGHT(b, 36), LEFT(c, 28)), OR(RIGHT(c, 24), LEFT(d, 40)), RIGHT(d, 12)};
    for (int i = 0; i < PARTS - 1; i++) t[i] = AND(t[i], ALL(PART_MASK));
    fold(r, t);
}

/* one more digit's multiple of the table's point on the sums */
static IFMA __mmask8 add_of_table(struct points *p, __mmask8 infinite, const struct table *table, const integers scalar, int at, const integers one)
{
    __mmask8 negative, none;
    struct points more;
    integers x, y;
    lanes word[2 * LIMBS], words = LEFT(digit(scalar, at, DIGIT, &negative, &none), 3);
    for (int i = 0; i < 2 * LIMBS; i++) word[i] = _mm512_i64gather_epi64(words, (const uint64_t *) table->at[at] + i, 8);
    element_of(x, word[0], word[1], word[2], word[3]);
    element_of(y, word[4], word[5], word[6], word[7]);
    negate(y, negative);
    sum_affine(&more, p, x, y);
    return settle(p, infinite, none, &more, x, y, one);
}

/* 1 to 16 times each key */
static IFMA void multiples_of(struct multiples *multiples, const integers x, const integers y, const integers one)
{
    struct points p;
    memcpy(p.x, x, sizeof p.x);
    memcpy(p.y, y, sizeof p.y);
    memcpy(p.z, one, sizeof p.z);
    for (int i = 0; i < KEY_MULTIPLES; i++) {
        if (i == 1) twice(&p);
        if (i > 1) sum_affine(&p, &p, x, y);
        memcpy(multiples[i].x, p.x, sizeof p.x);
        memcpy(multiples[i].y, p.y, sizeof p.y);
        memcpy(multiples[i].z, p.z, sizeof p.z);
        times(multiples[i].zz, p.z, p.z);
        times(multiples[i].zzz, multiples[i].zz, p.z);
    }
}

/* one number of each signature, which are the first eight's distance from one another */
static IFMA void numbers_of(integers r, const uint8_t *first)
{
    uint64_t parts[PARTS][SIGNATURES] __attribute__((aligned(sizeof(lanes))));
    for (int i = 0; i < SIGNATURES; i++, first += sizeof(struct signature)) {
        uint64_t word[4];
        memcpy(word, first, sizeof word);
        for (int j = 0; j < 4; j++) word[j] = __builtin_bswap64(word[j]);
        parts[0][i] = word[3] & PART_MASK;
        parts[1][i] = (word[3] >> 52 | word[2] << 12) & PART_MASK;
        parts[2][i] = (word[2] >> 40 | word[1] << 24) & PART_MASK;
        parts[3][i] = (word[1] >> 28 | word[0] << 36) & PART_MASK;
        parts[4][i] = word[0] >> 16;
    }
    memcpy(r, parts, sizeof parts);
}

/* which of them are surely their keys', from the lowest bit: those for which r is the x of hash / s * G + r / s * key. table: of G; r, s: 1 to n-1 */
static __attribute__((noinline)) IFMA int are_signed(const struct table *table, const struct signature *signatures)
{
    static const uint64_t unit[PARTS] = {1};
    struct multiples multiples[KEY_MULTIPLES];
    struct points p;
    integers square, one, hash, r, s, x, y, of_table, of_key;
    __mmask8 infinite = 0xff;
    numbers_of(hash, signatures->hash);
    numbers_of(r, signatures->r);
    numbers_of(s, signatures->s);
    numbers_of(x, signatures->x);
    numbers_of(y, signatures->y);
    all(square, N_SQUARE);
    times_mod_n(s, s, square);
    invert_mod_n(s, s);
    times_mod_n(of_table, hash, s);
    times_mod_n(of_key, r, s);
    all(square, P_SQUARE);
    all(one, unit);
    times(one, one, square);
    times(x, x, square);
    times(y, y, square);
    multiples_of(multiples, x, y, one);
    memset(&p, 0, sizeof p);
    for (int i = KEY_DIGITS; i-- > 0;) {
        for (int bit = 0; bit < KEY_DIGIT && i < KEY_DIGITS - 1; bit++) twice(&p);
        infinite = add_of_key(&p, infinite, multiples, of_key, i);
    }
    for (int i = 0; i < DIGITS; i++) infinite = add_of_table(&p, infinite, table, of_table, i, one);
    times(r, r, square);
    times(square, p.z, p.z);
    times(r, r, square);
    EVERY(i) r[i] = PLUS(MINUS(r[i], p.x[i]), ALL(2 * P[i]));
    return are_zero(r) & ~are_zero(p.z) & 0xff;
}

#undef EVERY
#undef ALL
#undef LOW
#undef HIGH
#undef PLUS
#undef MINUS
#undef AND
#undef OR
#undef LEFT
#undef RIGHT
#undef DOWN
