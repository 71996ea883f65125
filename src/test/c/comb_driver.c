/*
 * Drives the comb of the library as java would, and as java never should. Built as the driver of chains is. What it computes of real tables is
 * held against Bouncy Castle by NativeGeneratorTest; here entries are looked up one by one, and the field's elements computed with at their edges.
 */
#include "driver.h"
#ifdef FOLLOW_SCALAR
#include <valgrind/memcheck.h>
#endif

static const char name[] = "comb";
static struct array *table, *scalar, *point;

static int call(struct array *of, struct array *by, struct array *to)
{
    return Java_dev_mintmark_format_lanes_NativeComb_multiply(&jni, NULL, (jobject) of, (jbyteArray) by, (jbyteArray) to);
}

static struct entry *entry(int i, int d) { return &((struct table *) table->bytes)->at[i][d - 1]; }

/* below p */
static void any_element(element e)
{
    for (int i = 0; i < LIMBS; i++) e[i] = (uint64_t) random_word() << 31 ^ random_word();
}

/* a + b mod p by bytes, which lie from the lowest: as plain as can be */
static void plain_add(element r, const element a, const element b)
{
    const uint8_t *x = (const uint8_t *) a, *y = (const uint8_t *) b, *p = (const uint8_t *) PRIME;
    uint8_t total[SCALAR], lower[SCALAR];
    int carry = 0, borrow = 0;
    for (int i = 0; i < SCALAR; i++, carry >>= 8) total[i] = (uint8_t) (carry += x[i] + y[i]);
    for (int i = 0; i < SCALAR; i++) {
        int difference = total[i] - p[i] - borrow;
        lower[i] = (uint8_t) difference;
        borrow = difference < 0;
    }
    memcpy(r, borrow > carry ? total : lower, SCALAR);
}

/* a * b mod p; b need not be below it */
static void plain_multiply(element r, const element a, const element b)
{
    element product = {0};
    for (int i = 255; i >= 0; i--) {
        plain_add(product, product, product);
        if (b[i / 64] >> i % 64 & 1) plain_add(product, product, a);
    }
    memcpy(r, product, sizeof product);
}

static int are_same(const element a, const element b) { return !memcmp(a, b, sizeof(element)); }

/* ends, each limb at its ends, and any */
static int nth_element(element e, int n)
{
    static const uint64_t limb[] = {0, 1, 0xffffffff, 0xffffffff00000000, 0xffffffffffffffff};
    enum { EDGES = 5 * 5 * 5 * 5 };
    if (n >= EDGES + 100) return 0;
    for (int i = 0; i < LIMBS; i++, n /= n < EDGES ? 5 : 1) e[i] = n < EDGES ? limb[n % 5] : random_word() * 0x1000000010000001u;
    element below;
    if (!less(below, e, PRIME)) memcpy(e, below, sizeof below);
    return 1;
}

/* a product is of numbers that stand times 2^256: the same again times that must be theirs */
static void computes(void)
{
    static const element one = {1};
    element a, b, r, expected, zero = {0};
    for (int i = 0; nth_element(a, i); i++) {
        for (int j = i % 61; nth_element(b, j); j += 61) {
            multiply(r, a, b);
            demand(less(zero, r, PRIME), "leaves a product above p", name);
            plain_multiply(r, ONE, r);
            plain_multiply(expected, a, b);
            demand(are_same(r, expected), "multiplies otherwise", name);
            plain_add(expected, a, b);
            subtract(r, expected, b);
            demand(are_same(r, a), "subtracts otherwise", name);
        }
        invert(r, a);
        multiply(r, r, a);
        memset(zero, 0, sizeof zero);
        demand(are_same(r, are_same(a, zero) ? zero : ONE), "inverts otherwise", name);
    }
    multiply(r, ONE, one);
    demand(are_same(r, one), "has another one", name);
}

/* the scalar d * 64^i, which is one digit as long as d is below 32 */
static void one_digit(int i, int d)
{
    memset(scalar->bytes, 0, SCALAR);
    for (int bit = 0; bit < DIGIT; bit++) {
        int at = DIGIT * i + bit;
        if (d >> bit & 1 && at < 8 * SCALAR) scalar->bytes[SCALAR - 1 - at / 8] |= (jbyte) (1 << at % 8);
    }
}

static void looks_up(void)
{
    static const uint8_t ones[POINT] = {[31] = 1, [63] = 1};
    for (int i = 0; i < DIGITS; i++)
        for (int d = 1; d < MULTIPLES && (i < DIGITS - 1 || d < 16); d++) {
            struct entry kept = *entry(i, d);
            memcpy(entry(i, d)->x, ONE, sizeof ONE);
            memcpy(entry(i, d)->y, ONE, sizeof ONE);
            one_digit(i, d);
            demand(call(table, scalar, point) && !memcmp(point->bytes, ones, POINT), "takes another entry", name);
            *entry(i, d) = kept;
        }
}

static void takes_any(void)
{
    for (int n = 0; n < 2000; n++) {
        for (int i = 0; i < SCALAR; i++) scalar->bytes[i] = (jbyte) (n < 2 ? n * 0xFF : (int) random_word());
        demand(call(table, scalar, point) == (n > 0), "gives zero a point, or others none", name);
    }
}

static void refuses(void)
{
    static const int off[] = {-1, 1, -32, 32, 1000};
    memset(point->bytes, 0, POINT);
    memset(scalar->bytes, 1, SCALAR);
    for (unsigned i = 0; i < sizeof off / sizeof *off; i++)
        for (int which = 0; which < 3; which++) {
            struct array *right[] = {table, scalar, point}, *wrong = array_of(right[which]->length + off[i], 1);
            demand(!call(which == 0 ? wrong : table, which == 1 ? wrong : scalar, which == 2 ? wrong : point), "takes a wrong length", name);
            free_array(wrong);
        }
    demand(!call(NULL, scalar, point) && !call(table, NULL, point) && !call(table, scalar, NULL), "takes no array", name);
    struct array heap = {.length = table->length}, beside = {.length = table->length, .bytes = table->bytes + 1};
    demand(!call(&heap, scalar, point), "takes a buffer that is not direct", name);
    demand(!call(&beside, scalar, point), "takes a table between two words", name);
    for (int i = 0; i < POINT; i++) demand(point->bytes[i] == 0, "writes though it refuses", name);
}

#ifdef LOOK_AT_STACK
static void *leave(void *nothing)
{
    demand(call(table, scalar, point), "does nothing", name);
    return nothing;
}

/* words of the scalar and of the point, as they lie in bytes and in limbs; z, of which the sum before it can be told, and what divides by it */
static void wipes(void)
{
    enum { BYTES = 2 * (SCALAR + POINT) };
    uint32_t secrets[(BYTES + 2 * sizeof(element)) / 4];
    element inverse;
    uint8_t turned[SCALAR + POINT];
    struct sum sum = {{0}, {0}, {0}};
    uint64_t empty = ~(uint64_t) 0;
    for (int i = 0; i < SCALAR; i++) scalar->bytes[i] = (jbyte) random_word();
    uint32_t *stack = stack_after(leave);
    memcpy(secrets, scalar->bytes, SCALAR);
    memcpy(secrets + SCALAR / 4, point->bytes, POINT);
    for (int i = 0; i < SCALAR + POINT; i++) turned[i] = ((uint8_t *) secrets)[SCALAR + POINT - 1 - i];
    memcpy(secrets + (SCALAR + POINT) / 4, turned, sizeof turned);
    for (int i = 0; i < DIGITS; i++)
        empty = add_digit(&sum, empty, ((struct table *) table->bytes)->at[i], bits_of((uint8_t *) scalar->bytes, i));
    invert(inverse, sum.z);
    memcpy(secrets + BYTES / 4, sum.z, sizeof sum.z);
    memcpy(secrets + (BYTES + sizeof sum.z) / 4, inverse, sizeof inverse);
    demand_wiped(stack, secrets, sizeof secrets / 4, name);
}
#endif

#ifdef FOLLOW_SCALAR
/* under memcheck, which tells of each branch and address that comes of a word it holds for not set */
static void follows(void)
{
    demand(RUNNING_ON_VALGRIND && !VALGRIND_COUNT_ERRORS, "is not followed", name);
    for (int n = 0; n < 20; n++) {
        for (int i = 0; i < SCALAR; i++) scalar->bytes[i] = (jbyte) random_word();
        (void) VALGRIND_MAKE_MEM_UNDEFINED(scalar->bytes, SCALAR);
        comb((const struct table *) table->bytes, (const uint8_t *) scalar->bytes, (uint8_t *) point->bytes);
    }
    demand(!VALGRIND_COUNT_ERRORS, "branches on the scalar, or reads where that says", name);
}
#endif

int main(void)
{
    demand(Java_dev_mintmark_format_lanes_NativeLibrary_fits(&jni, NULL, WAYS, sizeof(struct table)), "does not fit itself", name);
    demand(!Java_dev_mintmark_format_lanes_NativeLibrary_fits(&jni, NULL, WAYS + 1, sizeof(struct table)), "fits other ways", name);
    demand(!Java_dev_mintmark_format_lanes_NativeLibrary_fits(&jni, NULL, WAYS, sizeof(struct table) - 1), "fits other tables", name);
    table = array_of(sizeof(struct table), 1), scalar = array_of(SCALAR, 1), point = array_of(POINT, 1);
    for (int i = 0; i < DIGITS; i++)
        for (int d = 1; d <= MULTIPLES; d++) {
            any_element(entry(i, d)->x);
            any_element(entry(i, d)->y);
        }
    if (!Java_dev_mintmark_format_lanes_NativeComb_isInProcessor(&jni, NULL)) {
        demand(!call(table, scalar, point), "computes without BMI2 and AVX2", name);
        printf("%s: not in this processor\n", name);
        return 0;
    }
#ifdef FOLLOW_SCALAR
    follows();
    printf("%s: constant in time\n", name);
    return 0;
#endif
    computes();
    looks_up();
    takes_any();
    refuses();
#ifdef LOOK_AT_STACK
    wipes();
#endif
    free_array(table);
    free_array(scalar);
    free_array(point);
    printf("%s: good\n", name);
    return 0;
}
