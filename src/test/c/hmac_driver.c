/*
 * Drives the chains of the library as java would, and as java never should. Built twice by "check" beside it: with the sanitizers of addresses and
 * undefined behaviour, and as the library is built, to look at the stack that a call leaves.
 */
#include "driver.h"

static int call(int way, struct array *keys, struct array *first, int iterations, struct array *sums)
{
    return Java_dev_mintmark_format_lanes_NativeHmacLanes_chain(
        &jni, NULL, way, (jintArray) keys, (jintArray) first, iterations, (jintArray) sums);
}

/* --- the same, as FIPS 180-4 6.2.2 and RFC 8018 5.2 have it ------------------------------------------------------------- */

static uint32_t ror(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void compress(const uint32_t from[8], const uint32_t block[16], uint32_t to[8])
{
    uint32_t w[64], v[8];
    memcpy(w, block, 64);
    memcpy(v, from, 32);
    for (int t = 16; t < 64; t++)
        w[t] = (ror(w[t - 2], 17) ^ ror(w[t - 2], 19) ^ w[t - 2] >> 10) + w[t - 7] + (ror(w[t - 15], 7) ^ ror(w[t - 15], 18) ^ w[t - 15] >> 3)
            + w[t - 16];
    for (int t = 0; t < 64; t++) {
        uint32_t t1 = v[7] + (ror(v[4], 6) ^ ror(v[4], 11) ^ ror(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[t] + w[t];
        uint32_t t2 = (ror(v[0], 2) ^ ror(v[0], 13) ^ ror(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 28);
        v[4] += t1;
        v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) to[i] = from[i] + v[i];
}

static void reference(const uint32_t key[16], const uint32_t first[16], int iterations, uint32_t sum[8], uint32_t pads[2][8])
{
    uint32_t block[16];
    for (int half = 0; half < 2; half++) {
        for (int i = 0; i < 16; i++) block[i] = key[i] ^ (half ? 0x5C5C5C5C : 0x36363636);
        compress(H, block, pads[half]);
    }
    memcpy(block, first, 64);
    memset(sum, 0, 32);
    for (int n = 0; n < iterations; n++) {
        for (int half = 0; half < 2; half++) {
            compress(pads[half], block, block);
            block[8] = 0x80000000;
            memset(block + 9, 0, 24);
            block[15] = 96 * 8;
        }
        for (int i = 0; i < 8; i++) sum[i] ^= block[i];
    }
}

/* RFC 7914 11: P "passwd", S "salt", c 1; P "Password", S "NaCl", c 80000; the first block of each */
static const struct { uint32_t key[16], first[16]; int iterations; uint32_t sum[8]; } published[] = {
    {{0x70617373, 0x77640000}, {0x73616c74, 1, 0x80000000, [15] = 72 * 8}, 1,
     {0x55ac046e, 0x56e3089f, 0xec1691c2, 0x2544b605, 0xf9418521, 0x6dde0465, 0xe68b9d57, 0xc20dacbc}},
    {{0x50617373, 0x776f7264}, {0x4e61436c, 1, 0x80000000, [15] = 72 * 8}, 80000,
     {0x4ddcd8f6, 0x0b98be21, 0x830cee5e, 0xf22701f9, 0x641a4418, 0xd04c0414, 0xaeff0887, 0x6b34ab56}}};

/* --- what is tried --------------------------------------------------------------------------------------------------------- */

static void computes(int way, int lanes, int iterations, int how)
{
    struct array *keys = array_of(KEY_WORDS * lanes, sizeof(jint)), *first = array_of(FIRST_WORDS * lanes, sizeof(jint)), *sums = array_of(SUM_WORDS * lanes, sizeof(jint));
    for (int i = 0; i < 16 * lanes; i++) {
        keys->words[i] = (jint) (how < 0 ? random_word() : published[how].key[i / lanes]);
        first->words[i] = (jint) (how < 0 ? random_word() : published[how].first[i / lanes]);
    }
    demand(call(way, keys, first, iterations, sums), "does nothing", ways[way].name);
    for (int l = 0; l < lanes; l++) {
        uint32_t key[16], message[16], expected[8], pads[2][8];
        for (int i = 0; i < 16; i++) {
            key[i] = (uint32_t) keys->words[i * lanes + l];
            message[i] = (uint32_t) first->words[i * lanes + l];
        }
        if (how < 0) reference(key, message, iterations, expected, pads);
        else memcpy(expected, published[how].sum, sizeof expected);
        for (int i = 0; i < 8; i++) demand((uint32_t) sums->words[i * lanes + l] == expected[i], "computes another sum", ways[way].name);
    }
    free_array(keys);
    free_array(first);
    free_array(sums);
}

static void refuses(int way, int lanes)
{
    static const int off[] = {-1, 1, -16, 16, 1000};
    struct array *keys = array_of(KEY_WORDS * lanes, sizeof(jint)), *first = array_of(FIRST_WORDS * lanes, sizeof(jint)), *sums = array_of(SUM_WORDS * lanes, sizeof(jint));
    for (unsigned i = 0; i < sizeof off / sizeof *off; i++)
        for (int which = 0; which < 3; which++) {
            int length = (which == 2 ? SUM_WORDS : KEY_WORDS) * lanes + off[i];
            struct array *wrong = array_of(length < 0 ? 0 : length, sizeof(jint));
            demand(!call(way, which == 0 ? wrong : keys, which == 1 ? wrong : first, 1, which == 2 ? wrong : sums), "takes a wrong length", ways[way].name);
            free_array(wrong);
        }
    demand(!call(way, NULL, first, 1, sums) && !call(way, keys, NULL, 1, sums) && !call(way, keys, first, 1, NULL), "takes no array", ways[way].name);
    demand(!call(way, keys, first, 0, sums) && !call(way, keys, first, -1, sums) && !call(way, keys, first, INT32_MIN, sums), "takes no iteration",
        ways[way].name);
    for (int i = 0; i < SUM_WORDS * lanes; i++) demand(sums->words[i] == 0, "writes though it refuses", ways[way].name);
    free_array(keys);
    free_array(first);
    free_array(sums);
}

#ifdef LOOK_AT_STACK
static struct array *left_keys, *left_first, *left_sums;
static int left_way;

static void *leave(void *nothing)
{
    demand(call(left_way, left_keys, left_first, 3, left_sums), "does nothing", ways[left_way].name);
    return nothing;
}

/* words that tell a key, in a row of four as vectors hold them, in any lane order: none may be left on the stack */
static void wipes(int way, int lanes)
{
    uint32_t secrets[16 + 16 + 16 + 8], key[16], message[16];
    left_way = way;
    left_keys = array_of(KEY_WORDS * lanes, sizeof(jint)), left_first = array_of(FIRST_WORDS * lanes, sizeof(jint)), left_sums = array_of(SUM_WORDS * lanes, sizeof(jint));
    for (int i = 0; i < 16; i++) {
        key[i] = random_word();
        message[i] = random_word();
        for (int l = 0; l < lanes; l++) {
            left_keys->words[i * lanes + l] = (jint) key[i];
            left_first->words[i * lanes + l] = (jint) message[i];
        }
    }
    uint32_t pads[2][8];
    reference(key, message, 3, secrets + 48, pads);
    memcpy(secrets, key, 64);
    memcpy(secrets + 16, message, 64);
    memcpy(secrets + 32, pads, 64);
    demand_wiped(stack_after(leave), secrets, 56, ways[way].name);
    free_array(left_keys);
    free_array(left_first);
    free_array(left_sums);
}
#endif

int main(void)
{
    static const int none[] = {-1, WAYS, WAYS + 1, INT32_MAX, INT32_MIN};
    struct array *some = array_of(16, sizeof(jint));
    for (unsigned i = 0; i < sizeof none / sizeof *none; i++) {
        demand(Java_dev_mintmark_format_lanes_NativeHmacLanes_lanes(&jni, NULL, none[i]) == -1, "is there", "a way without number");
        demand(!call(none[i], some, some, 1, some), "computes", "a way without number");
    }
    free_array(some);
    for (int way = 0; way < WAYS; way++) {
        int lanes = Java_dev_mintmark_format_lanes_NativeHmacLanes_lanes(&jni, NULL, way);
        if (!lanes) {
            printf("%s: not in this processor\n", ways[way].name);
            continue;
        }
        for (int i = 1; i <= 40; i++) computes(way, lanes, i, -1);
        computes(way, lanes, 1001, -1);
        for (int i = 0; i < 2; i++) computes(way, lanes, published[i].iterations, i);
        refuses(way, lanes);
#ifdef LOOK_AT_STACK
        wipes(way, lanes);
#endif
        printf("%s: good\n", ways[way].name);
    }
    return 0;
}
