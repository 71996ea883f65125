/*
 * The library behind dev.mintmark.format.lanes: a group of chains of PBKDF2, a multiple of a known point, and a group of
 * signatures; words in and words out. It keeps nothing between calls, and takes no memory but its stack, which it wipes of secrets, and vector registers,
 * of which others may write to theirs what was left.
 */
#define _DEFAULT_SOURCE
#include "comb.h"
#include "hmac_lanes.h"
#include "signature_lanes.h"
#include <jni.h>
#include <string.h>

/* as much of the stack as any way's frames take, and more: the test of this library looks at what is left */
enum { FRAMES = 16 * 1024, WAYS = sizeof ways / sizeof *ways - 1 };

/* the way of that number, if there is one and this processor has it */
static const struct way *way_of(jint number)
{
    return number >= 0 && number < WAYS && ways[number].present() ? &ways[number] : NULL;
}

/* what a way has left below: vectors lie on the stack where registers do not suffice */
static __attribute__((noinline)) void wipe_frames(void)
{
    uint8_t frames[FRAMES];
    explicit_bzero(frames, sizeof frames);
}

static __attribute__((target("avx"))) void wipe_16_registers(void) { __builtin_ia32_vzeroall(); }

static void wipe_halves(void)
{
#define ZERO(n) __asm__ volatile("pxor %%xmm" #n ", %%xmm" #n : : : "xmm" #n)
    ZERO(0); ZERO(1); ZERO(2); ZERO(3); ZERO(4); ZERO(5); ZERO(6); ZERO(7);
    ZERO(8); ZERO(9); ZERO(10); ZERO(11); ZERO(12); ZERO(13); ZERO(14); ZERO(15);
#undef ZERO
}

static __attribute__((target("avx512f"))) void wipe_16_more(void)
{
#define ZERO(n) __asm__ volatile("vpxorq %%zmm" #n ", %%zmm" #n ", %%zmm" #n : : : "xmm" #n)
    ZERO(16); ZERO(17); ZERO(18); ZERO(19); ZERO(20); ZERO(21); ZERO(22); ZERO(23);
    ZERO(24); ZERO(25); ZERO(26); ZERO(27); ZERO(28); ZERO(29); ZERO(30); ZERO(31);
#undef ZERO
}

static void wipe_registers(int lanes)
{
    if (__builtin_cpu_supports("avx")) wipe_16_registers(); else wipe_halves();
    if (lanes >= 16 && __builtin_cpu_supports("avx512f")) wipe_16_more();
}

/* what is left of a computation in so many lanes, before java is told of what came out: that may wait, and be looked at meanwhile */
static void wipe(int lanes)
{
    wipe_frames();
    wipe_registers(lanes);
}

/* whether java numbers as many ways and makes tables of this size: of other sources it would not */
JNIEXPORT jboolean JNICALL Java_dev_mintmark_format_lanes_NativeLibrary_fits(JNIEnv *env, jclass type, jint howMany, jint tableBytes)
{
    (void) env;
    (void) type;
    return howMany == WAYS && tableBytes == (jint) sizeof(struct table);
}

/* lanes of a way; 0 if this processor has it not, -1 if none has this number */
JNIEXPORT jint JNICALL Java_dev_mintmark_format_lanes_NativeHmacLanes_lanes(JNIEnv *env, jclass type, jint number)
{
    (void) env;
    (void) type;
    if (number < 0 || number >= WAYS) return -1;
    return way_of(number) ? ways[number].lanes : 0;
}

/* as the member of struct way; whether the arguments were such that anything was computed */
JNIEXPORT jboolean JNICALL Java_dev_mintmark_format_lanes_NativeHmacLanes_chain(
    JNIEnv *env, jclass type, jint number, jintArray keys, jintArray first, jint iterations, jintArray sums)
{
    struct { jint keys[KEY_WORDS * MOST_LANES], first[FIRST_WORDS * MOST_LANES], sums[SUM_WORDS * MOST_LANES]; } words;
    const struct way *way = way_of(number);
    (void) type;
    if (!way || !keys || !first || !sums || iterations < 1) return JNI_FALSE;
    if ((*env)->GetArrayLength(env, keys) != KEY_WORDS * way->lanes
        || (*env)->GetArrayLength(env, first) != FIRST_WORDS * way->lanes
        || (*env)->GetArrayLength(env, sums) != SUM_WORDS * way->lanes)
        return JNI_FALSE;
    (*env)->GetIntArrayRegion(env, keys, 0, KEY_WORDS * way->lanes, words.keys);
    (*env)->GetIntArrayRegion(env, first, 0, FIRST_WORDS * way->lanes, words.first);
    way->chain((const uint32_t *) words.keys, (const uint32_t *) words.first, iterations, (uint32_t *) words.sums);
    wipe(way->lanes);
    (*env)->SetIntArrayRegion(env, sums, 0, SUM_WORDS * way->lanes, words.sums);
    wipe_registers(1);
    explicit_bzero(&words, sizeof words);
    return JNI_TRUE;
}

/* whether this processor has what comb takes */
JNIEXPORT jboolean JNICALL Java_dev_mintmark_format_lanes_NativeComb_isInProcessor(JNIEnv *env, jclass type)
{
    (void) env;
    (void) type;
    return has_comb() ? JNI_TRUE : JNI_FALSE;
}

/* a table, where java's collector moves nothing; NULL if it is none */
static const struct table *table_of(JNIEnv *env, jobject buffer)
{
    const struct table *at = (*env)->GetDirectBufferAddress(env, buffer);
    if ((uintptr_t) at % sizeof(uint64_t) || (*env)->GetDirectBufferCapacity(env, buffer) != (jlong) sizeof *at) return NULL;
    return at;
}

/* as comb. False also for arguments of which nothing was computed */
JNIEXPORT jboolean JNICALL Java_dev_mintmark_format_lanes_NativeComb_multiply(
    JNIEnv *env, jclass type, jobject table, jbyteArray scalar, jbyteArray point)
{
    uint8_t word[SCALAR], product[POINT];
    (void) type;
    if (!has_comb() || !table || !scalar || !point) return JNI_FALSE;
    const struct table *at = table_of(env, table);
    if (!at || (*env)->GetArrayLength(env, scalar) != SCALAR || (*env)->GetArrayLength(env, point) != POINT) return JNI_FALSE;
    (*env)->GetByteArrayRegion(env, scalar, 0, SCALAR, (jbyte *) word);
    int isPoint = comb(at, word, product);
    wipe(1);
    if (isPoint) (*env)->SetByteArrayRegion(env, point, 0, POINT, (const jbyte *) product);
    wipe_registers(1);
    explicit_bzero(word, sizeof word);
    explicit_bzero(product, sizeof product);
    return isPoint ? JNI_TRUE : JNI_FALSE;
}

/* whether this processor has what are_signed takes */
JNIEXPORT jboolean JNICALL Java_dev_mintmark_format_lanes_NativeSignatureLanes_isInProcessor(JNIEnv *env, jclass type)
{
    (void) env;
    (void) type;
    return has_integer_lanes() ? JNI_TRUE : JNI_FALSE;
}

/* as are_signed, the bytes in the order of its structure. None also for arguments of which nothing was looked at; nothing here is a secret */
JNIEXPORT jint JNICALL Java_dev_mintmark_format_lanes_NativeSignatureLanes_signedOnes(JNIEnv *env, jclass type, jobject table, jbyteArray bytes)
{
    struct signature signatures[SIGNATURES];
    (void) type;
    if (!has_integer_lanes() || !table || !bytes) return 0;
    const struct table *at = table_of(env, table);
    if (!at || (*env)->GetArrayLength(env, bytes) != (jsize) sizeof signatures) return 0;
    (*env)->GetByteArrayRegion(env, bytes, 0, sizeof signatures, (jbyte *) signatures);
    return are_signed(at, signatures);
}
