/*
 * Drives the comb of the library as java would, and as java never should. Built as the driver of chains is. What it computes of real tables is
 * held against Bouncy Castle by NativeGeneratorTest; here entries are looked up one by one.
 */
#include "driver.h"

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

/* words of the scalar and of the point, as they lie in bytes and in limbs */
static void wipes(void)
{
    uint32_t secrets[2 * (SCALAR + POINT) / 4];
    uint8_t turned[SCALAR + POINT];
    for (int i = 0; i < SCALAR; i++) scalar->bytes[i] = (jbyte) random_word();
    uint32_t *stack = stack_after(leave);
    memcpy(secrets, scalar->bytes, SCALAR);
    memcpy(secrets + SCALAR / 4, point->bytes, POINT);
    for (int i = 0; i < SCALAR + POINT; i++) turned[i] = ((uint8_t *) secrets)[SCALAR + POINT - 1 - i];
    memcpy(secrets + (SCALAR + POINT) / 4, turned, sizeof turned);
    demand_wiped(stack, secrets, sizeof secrets / 4, name);
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
