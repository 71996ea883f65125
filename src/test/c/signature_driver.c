/*
 * Drives the lanes of signatures as java would, and as java never should. Built as the driver of chains is. What they say of real signatures
 * is held against Bouncy Castle by SignatureLanesTest; here their integers are computed with at their edges.
 */
#include "driver.h"

static const char name[] = "signatures";
static struct array *table, *bytes;

static int call(struct array *by, struct array *of)
{
    return Java_dev_mintmark_format_lanes_NativeSignatureLanes_signedOnes(&jni, NULL, (jobject) by, (jbyteArray) of);
}

/* parts of 52 bits, from the lowest: as plain as can be */
typedef uint64_t plain[PARTS];

/* a - b; whether that is less than nothing */
static int plain_less(plain r, const plain a, const plain b)
{
    int64_t borrow = 0;
    for (int i = 0; i < PARTS; i++) {
        int64_t part = (int64_t) a[i] - (int64_t) b[i] + borrow;
        r[i] = (uint64_t) part & PART_MASK;
        borrow = part < 0 ? -1 : 0;
    }
    return borrow != 0;
}

static void plain_reduce(plain r, const plain a, const plain modulus)
{
    plain lower;
    memmove(r, a, sizeof(plain));
    while (!plain_less(lower, r, modulus)) memcpy(r, lower, sizeof lower);
}

static void plain_increase(plain r, const plain by)
{
    uint64_t rest = 0;
    for (int i = 0; i < PARTS; i++) {
        uint64_t part = r[i] + by[i] + rest;
        r[i] = part & PART_MASK;
        rest = part >> PART;
    }
}

static void plain_add(plain r, const plain a, const plain b, const plain modulus)
{
    plain total;
    memcpy(total, a, sizeof total);
    plain_increase(total, b);
    plain_reduce(r, total, modulus);
}

/* a * b * 2^also */
static void plain_multiply(plain r, const plain a, const plain b, int also, const plain modulus)
{
    plain product = {0}, factor;
    plain_reduce(factor, a, modulus);
    for (int bit = PARTS * PART - 1; bit >= -also; bit--) {
        plain_add(product, product, product, modulus);
        if (bit >= 0 && b[bit / PART] >> bit % PART & 1) plain_add(product, product, factor, modulus);
    }
    memcpy(r, product, sizeof product);
}

/* each part at its ends, and any; below 16 times p or n in all */
static void nth(plain e, int n)
{
    static const uint64_t part[] = {0, 1, PART_MASK, PART_MASK - 1, 1ull << 51, 0x00fffffffffff};
    enum { ENDS = sizeof part / sizeof *part };
    for (int i = 0; i < PARTS; i++, n /= ENDS)
        e[i] = n % 7 == 6 || n > 7000 ? ((uint64_t) random_word() << 32 | random_word()) & PART_MASK : part[n % ENDS];
}

static IFMA void set(integers to, plain from[SIGNATURES])
{
    uint64_t parts[PARTS][SIGNATURES] __attribute__((aligned(sizeof(lanes))));
    for (int lane = 0; lane < SIGNATURES; lane++)
        for (int i = 0; i < PARTS; i++) parts[i][lane] = from[lane][i];
    memcpy(to, parts, sizeof parts);
}

static IFMA void get(plain to[SIGNATURES], const integers from)
{
    uint64_t parts[PARTS][SIGNATURES] __attribute__((aligned(sizeof(lanes))));
    memcpy(parts, from, sizeof parts);
    for (int lane = 0; lane < SIGNATURES; lane++)
        for (int i = 0; i < PARTS; i++) to[lane][i] = parts[i][lane];
}

static void demand_same(plain is[SIGNATURES], plain should[SIGNATURES], const plain modulus, const char *what)
{
    for (int lane = 0; lane < SIGNATURES; lane++) {
        plain reduced;
        for (int i = 0; i < PARTS; i++) demand(is[lane][i] <= PART_MASK, "leaves a part too large", name);
        plain_reduce(reduced, is[lane], modulus);
        demand(!memcmp(reduced, should[lane], sizeof reduced), what, name);
    }
}

/* a product stands divided by 2^260: times that again it is theirs. One factor is any and one below the modulus, or both are up to five times that */
static IFMA void multiplies(void (*by)(integers, const integers, const integers), const plain modulus)
{
    plain a[SIGNATURES], b[SIGNATURES], is[SIGNATURES], should[SIGNATURES];
    for (int n = 0; n < 3000; n++) {
        integers x, y, product;
        for (int lane = 0; lane < SIGNATURES; lane++) {
            nth(a[lane], SIGNATURES * n + lane);
            nth(b[lane], 61 * n + lane);
            plain_reduce(b[lane], b[lane], modulus);
            if (n % 3 == 0) {
                plain_reduce(a[lane], a[lane], modulus);
                for (int times = 0; times < 4; times++) {
                    plain_increase(a[lane], modulus);
                    plain_increase(b[lane], modulus);
                }
            }
            plain_multiply(should[lane], a[lane], b[lane], 0, modulus);
        }
        set(x, a);
        set(y, b);
        by(product, x, y);
        get(is, product);
        for (int lane = 0; lane < SIGNATURES; lane++) {
            static const plain unit = {1};
            plain_multiply(is[lane], is[lane], unit, PARTS * PART, modulus);
        }
        demand_same(is, should, modulus, "multiplies otherwise");
    }
}

static IFMA void folds(void)
{
    plain a[SIGNATURES], is[SIGNATURES], should[SIGNATURES];
    static const plain above = {0, 0, 0, 0, 0x1000100000000};
    for (int n = 0; n < 5000; n++) {
        integers x, folded;
        for (int lane = 0; lane < SIGNATURES; lane++) {
            nth(a[lane], SIGNATURES * n + lane);
            /* a multiple of p, with p and without */
            if (n % 10 == 0) plain_less(a[lane], a[lane], a[lane]);
            if (n % 10 == 0 && lane % 2) memcpy(a[lane], P, sizeof P);
            plain_reduce(should[lane], a[lane], P);
        }
        set(x, a);
        if (n % 10 == 0) demand(are_zero(x) == 0xff, "misses zero", name);
        for (int i = 0; i < PARTS; i++) x[i] = _mm512_add_epi64(x[i], _mm512_set1_epi64((long long) (16 * P[i])));
        fold(folded, x);
        get(is, folded);
        demand_same(is, should, P, "folds otherwise");
        for (int lane = 0; lane < SIGNATURES; lane++) {
            plain more;
            demand(plain_less(more, is[lane], above), "leaves too much", name);
            demand((are_zero(folded) >> lane & 1) == !memcmp(should[lane], (plain) {0}, sizeof(plain)), "finds zero, or not", name);
        }
    }
}

static void says_nothing(void)
{
    for (int n = 0; n < 200; n++) {
        for (int i = 0; i < bytes->length; i++) bytes->bytes[i] = (jbyte) (n < 3 ? n * 0x80 - (n == 2) : (int) random_word());
        demand(!call(table, bytes), "finds anything right", name);
    }
}

static void refuses(void)
{
    static const int off[] = {-1, 1, -160, 160, 1000};
    for (unsigned i = 0; i < sizeof off / sizeof *off; i++) {
        struct array *other = array_of(bytes->length + off[i], 1), *less = array_of(table->length + off[i], 1);
        demand(!call(table, other) && !call(less, bytes), "takes a wrong length", name);
        free_array(other);
        free_array(less);
    }
    struct array heap = {.length = table->length}, beside = {.length = table->length, .bytes = table->bytes + 1};
    demand(!call(NULL, bytes) && !call(table, NULL) && !call(&heap, bytes) && !call(&beside, bytes), "takes no table, or no bytes", name);
}

int main(void)
{
    table = array_of(sizeof(struct table), 1), bytes = array_of(sizeof(struct signature) * SIGNATURES, 1);
    for (int i = 0; i < table->length; i++) table->bytes[i] = (jbyte) random_word();
    if (!Java_dev_mintmark_format_lanes_NativeSignatureLanes_isInProcessor(&jni, NULL)) {
        demand(!call(table, bytes), "computes without AVX-512", name);
        printf("%s: not in this processor\n", name);
        return 0;
    }
    multiplies(times, P);
    multiplies(times_mod_n, N);
    folds();
    says_nothing();
    refuses();
    free_array(table);
    free_array(bytes);
    printf("%s: good\n", name);
    return 0;
}
