/*
 * The floor: what the parts of a module cost in native code on this machine. One thread, its own CPU time, best of five.
 *
 *     cc -O3 -o floor floor.c -lcrypto [-DWITH_ZLIB -lz] && ./floor
 *
 * Writes a part a line: name, tab, milliseconds, tab, how. Every way of PBKDF2 is first compared with PKCS5_PBKDF2_HMAC.
 */
#define _GNU_SOURCE
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef WITH_ZLIB
#include <zlib.h>
#endif

enum { MODULES = 16, BLOCKS = 3, CHAINS = MODULES * BLOCKS, KEY = 80, SALT = 32, PARTITION = 24 * 1024, FILLED = 2048 };
enum { HMAC_BITS = (64 + 32) * 8 };

/* one block of PBKDF2: hashes after HMAC's pads, and the first HMAC, which becomes the sum */
struct chain { uint32_t inner[8], outer[8], u[8]; };

static uint8_t passcodes[MODULES][4], salts[MODULES][SALT], expected[MODULES][KEY];
static struct chain prepared[CHAINS];

static void fail(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

/* FIPS 180-4 4.2.2 */
static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec * 1e-9;
}

/* milliseconds of one call: best of five spans of a fifth of a second each, or of one call if that takes longer */
static double time_of(void (*work)(void))
{
    double best = 1e9;
    work();
    for (int span = 0; span < 5; span++) {
        long calls = 0;
        double start = cpu_seconds(), spent;
        do {
            work();
            calls++;
            spent = cpu_seconds() - start;
        } while (spent < 0.2);
        if (spent / calls < best) best = spent / calls;
    }
    return best * 1e3;
}

static void tell(const char *part, double milliseconds, const char *how)
{
    printf("%s\t%.5f\t%s\n", part, milliseconds, how);
    fflush(stdout);
}

/* --- PBKDF2 in vectors ---------------------------------------------------------------------------------------------- */

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

#define LANES 16
#define TARGET __attribute__((target("avx512f")))
#define NAME(x) avx512_##x
#define V __m512i
#define LOAD(p) _mm512_load_si512(p)
#define STORE(p, v) _mm512_store_si512(p, v)
#define SET1(x) _mm512_set1_epi32((int) (x))
#define ADD(a, b) _mm512_add_epi32(a, b)
#define XOR(a, b) _mm512_xor_si512(a, b)
#define XOR3(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0x96)
#define CHOOSE(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0xCA)
#define MAJORITY(a, b, c) _mm512_ternarylogic_epi32(a, b, c, 0xE8)
#define ROTATE(a, n) _mm512_ror_epi32(a, n)
#define SHIFT(a, n) _mm512_srli_epi32(a, n)
#include "pbkdf2_lanes.h"

#define LANES 8
#define TARGET __attribute__((target("avx2")))
#define NAME(x) avx2_##x
#define V __m256i
#define LOAD(p) _mm256_load_si256((const __m256i *) (p))
#define STORE(p, v) _mm256_store_si256((__m256i *) (p), v)
#define SET1(x) _mm256_set1_epi32((int) (x))
#define ADD(a, b) _mm256_add_epi32(a, b)
#define XOR(a, b) _mm256_xor_si256(a, b)
#define XOR3(a, b, c) XOR(XOR(a, b), c)
#define CHOOSE(a, b, c) XOR(c, _mm256_and_si256(a, XOR(b, c)))
#define MAJORITY(a, b, c) XOR(b, _mm256_and_si256(XOR(a, b), XOR(b, c)))
#define ROTATE(a, n) _mm256_or_si256(_mm256_srli_epi32(a, n), _mm256_slli_epi32(a, 32 - (n)))
#define SHIFT(a, n) _mm256_srli_epi32(a, n)
#include "pbkdf2_lanes.h"

/* --- PBKDF2 by SHA-NI: as many chains at once as hide the latency of its rounds ---------------------------------------- */

#define SHA_NI __attribute__((target("sha,sse4.1,ssse3")))

SHA_NI static inline __attribute__((always_inline)) void ni_compress(
    int streams, __m128i from[][2], __m128i m[][4], __m128i to[][2])
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

/* words a..h as the instructions want them: ABEF, CDGH */
SHA_NI static inline void ni_in(const uint32_t words[8], __m128i state[2])
{
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *) words), 0xB1);
    __m128i high = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *) (words + 4)), 0x1B);
    state[0] = _mm_alignr_epi8(low, high, 8);
    state[1] = _mm_blend_epi16(high, low, 0xF0);
}

/* and back: a to d, e to h */
SHA_NI static inline void ni_out(const __m128i state[2], __m128i words[2])
{
    __m128i low = _mm_shuffle_epi32(state[0], 0x1B), high = _mm_shuffle_epi32(state[1], 0xB1);
    words[0] = _mm_blend_epi16(low, high, 0xF0);
    words[1] = _mm_alignr_epi8(high, low, 8);
}

SHA_NI static inline __attribute__((always_inline)) void ni_chains(int streams, struct chain *chains, int iterations)
{
    __m128i inner[4][2], outer[4][2], u[4][2], sum[4][2], m[4][4];
    for (int i = 0; i < streams; i++) {
        ni_in(chains[i].inner, inner[i]);
        ni_in(chains[i].outer, outer[i]);
        ni_in(chains[i].u, u[i]);
        sum[i][0] = u[i][0];
        sum[i][1] = u[i][1];
    }
    for (int n = 1; n < iterations; n++) {
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < streams; i++) {
                ni_out(u[i], m[i]);
                m[i][2] = _mm_set_epi32(0, 0, 0, (int) 0x80000000);
                m[i][3] = _mm_set_epi32(HMAC_BITS, 0, 0, 0);
            }
            ni_compress(streams, half ? outer : inner, m, u);
        }
        for (int i = 0; i < streams; i++) {
            sum[i][0] = _mm_xor_si128(sum[i][0], u[i][0]);
            sum[i][1] = _mm_xor_si128(sum[i][1], u[i][1]);
        }
    }
    for (int i = 0; i < streams; i++) {
        __m128i words[2];
        ni_out(sum[i], words);
        memcpy(chains[i].u, words, sizeof words);
    }
}

SHA_NI static void ni1_chains(struct chain *chains, int iterations) { ni_chains(1, chains, iterations); }
SHA_NI static void ni2_chains(struct chain *chains, int iterations) { ni_chains(2, chains, iterations); }
SHA_NI static void ni3_chains(struct chain *chains, int iterations) { ni_chains(3, chains, iterations); }
SHA_NI static void ni4_chains(struct chain *chains, int iterations) { ni_chains(4, chains, iterations); }

static int has_avx512(void) { return __builtin_cpu_supports("avx512f"); }
static int has_avx2(void) { return __builtin_cpu_supports("avx2"); }
static int has_sha(void)
{
    unsigned a, b, c, d;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}
#endif

static const struct way {
    const char *name;
    int lanes;
    int (*present)(void);
    void (*chains)(struct chain *, int);
} ways[] = {
#if defined(__x86_64__)
    {"AVX-512, 16 lanes", 16, has_avx512, avx512_chains},
    {"AVX2, 8 lanes", 8, has_avx2, avx2_chains},
    {"SHA-NI, 1 stream", 1, has_sha, ni1_chains},
    {"SHA-NI, 2 streams", 2, has_sha, ni2_chains},
    {"SHA-NI, 3 streams", 3, has_sha, ni3_chains},
    {"SHA-NI, 4 streams", 4, has_sha, ni4_chains},
#endif
    {NULL, 0, NULL, NULL}};

static const struct way *way;
static int iterations;
static struct chain chains[CHAINS];

/* what SHA-256 has hashed after one block of the password's pad */
static void padded(const uint8_t password[4], uint8_t pad, SHA256_CTX *hash)
{
    uint8_t block[64];
    memset(block, pad, sizeof block);
    for (int i = 0; i < 4; i++) block[i] ^= password[i];
    SHA256_Init(hash);
    SHA256_Update(hash, block, sizeof block);
}

static void prepare_chain(int c)
{
    SHA256_CTX inner, outer;
    uint8_t u[32], number[4] = {0, 0, 0, (uint8_t) (c % BLOCKS + 1)};
    padded(passcodes[c / BLOCKS], 0x36, &inner);
    padded(passcodes[c / BLOCKS], 0x5C, &outer);
    memcpy(prepared[c].inner, inner.h, sizeof prepared[c].inner);
    memcpy(prepared[c].outer, outer.h, sizeof prepared[c].outer);
    SHA256_Update(&inner, salts[c / BLOCKS], SALT);
    SHA256_Update(&inner, number, sizeof number);
    SHA256_Final(u, &inner);
    SHA256_Update(&outer, u, sizeof u);
    SHA256_Final(u, &outer);
    for (int i = 0; i < 8; i++)
        prepared[c].u[i] = (uint32_t) u[4 * i] << 24 | u[4 * i + 1] << 16 | u[4 * i + 2] << 8 | u[4 * i + 3];
}

/* 16 modules */
static void by_way(void)
{
    for (int c = 0; c < CHAINS; c++) prepare_chain(c);
    memcpy(chains, prepared, sizeof chains);
    for (int c = 0; c < CHAINS; c += way->lanes) way->chains(chains + c, iterations);
}

static void by_libcrypto(void)
{
    PKCS5_PBKDF2_HMAC((char *) passcodes[0], 4, salts[0], SALT, iterations, EVP_sha256(), KEY, expected[0]);
}

static void check_way(void)
{
    iterations = 1000;
    by_way();
    for (int m = 0; m < MODULES; m++) {
        uint8_t key[BLOCKS * 32];
        for (int i = 0; i < BLOCKS * 8; i++)
            for (int b = 0; b < 4; b++) key[4 * i + b] = chains[m * BLOCKS + i / 8].u[i % 8] >> (24 - 8 * b);
        PKCS5_PBKDF2_HMAC((char *) passcodes[m], 4, salts[m], SALT, iterations, EVP_sha256(), KEY, expected[m]);
        if (memcmp(key, expected[m], KEY)) fail(way->name);
    }
}

static void pbkdf2(void)
{
    RAND_bytes((uint8_t *) passcodes, sizeof passcodes);
    RAND_bytes((uint8_t *) salts, sizeof salts);
    for (way = ways; way->name; way++)
        if (way->present()) check_way();
    for (int power = 0; power < 2; power++) {
        iterations = power ? 10000 : 1000;
        char part[40];
        const char *fastest = "libcrypto";
        double best = time_of(by_libcrypto);
        snprintf(part, sizeof part, "libcrypto-pbkdf2-%d", iterations);
        tell(part, best, "PKCS5_PBKDF2_HMAC");
        for (way = ways; way->name; way++) {
            if (!way->present()) continue;
            double each = time_of(by_way) / MODULES;
            snprintf(part, sizeof part, "way-pbkdf2-%d", iterations);
            tell(part, each, way->name);
            if (each < best) {
                best = each;
                fastest = way->name;
            }
        }
        snprintf(part, sizeof part, "pbkdf2-%d", iterations);
        tell(part, best, fastest);
    }
}

/* --- P-256 --------------------------------------------------------------------------------------------------------- */

static EC_GROUP *group;
static BN_CTX *bn;
static EC_KEY *issuer;
static uint8_t message[400], signature[80], point[65];
static unsigned signature_length;

static void l(void)
{
    BIGNUM *w1 = BN_bin2bn(expected[1], 40, NULL);
    EC_POINT *product = EC_POINT_new(group);
    uint8_t encoded[65];
    if (!BN_mod(w1, w1, EC_GROUP_get0_order(group), bn) || !EC_POINT_mul(group, product, w1, NULL, NULL, bn)
        || EC_POINT_point2oct(group, product, POINT_CONVERSION_UNCOMPRESSED, encoded, sizeof encoded, bn) != sizeof encoded)
        fail("L");
    EC_POINT_free(product);
    BN_free(w1);
}

static void sign(void)
{
    uint8_t hash[32];
    SHA256(message, sizeof message, hash);
    if (!ECDSA_sign(0, hash, sizeof hash, signature, &signature_length, issuer)) fail("sign");
}

/* with the key read from its point, as of a request */
static void verify(void)
{
    uint8_t hash[32];
    EC_KEY *key = EC_KEY_new();
    SHA256(message, sizeof message, hash);
    if (!EC_KEY_set_group(key, group) || !EC_KEY_oct2key(key, point, sizeof point, bn)
        || ECDSA_verify(0, hash, sizeof hash, signature, (int) signature_length, key) != 1)
        fail("verify");
    EC_KEY_free(key);
}

static void p256(void)
{
    group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
    bn = BN_CTX_new();
    issuer = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    RAND_bytes(message, sizeof message);
    if (!EC_KEY_generate_key(issuer)) fail("key");
    EC_POINT_point2oct(group, EC_KEY_get0_public_key(issuer), POINT_CONVERSION_UNCOMPRESSED, point, sizeof point, bn);
    sign();
    tell("csr-verify", time_of(verify), "libcrypto");
    tell("dac-sign", time_of(sign), "libcrypto");
    tell("l", time_of(l), "libcrypto");
}

/* --- an image: hashed, packed, sealed ---------------------------------------------------------------------------------- */

static uint8_t partition[PARTITION], packed[PARTITION], sealed[PARTITION];
static int rest = FILLED;

static void hash_partition(void)
{
    uint8_t hash[32];
    SHA256(partition, sizeof partition, hash);
}

#ifdef WITH_ZLIB
static z_stream stream;

/* one stream a lot, as the format has it */
static void pack(void)
{
    stream.next_in = partition;
    stream.avail_in = sizeof partition;
    stream.next_out = packed;
    stream.avail_out = sizeof packed;
    if (deflate(&stream, Z_NO_FLUSH) != Z_OK || stream.avail_in) fail("deflate");
}
#endif

static EVP_CIPHER_CTX *cipher;

static void seal(void)
{
    int length;
    if (!EVP_EncryptUpdate(cipher, sealed, &length, partition, rest)) fail("AES-256-GCM");
}

static void image(void)
{
    uint8_t key[32], nonce[12];
    memset(partition, 0xFF, sizeof partition);
    RAND_bytes(partition, FILLED);
    RAND_bytes(key, sizeof key);
    RAND_bytes(nonce, sizeof nonce);
    tell("sha256-partition", time_of(hash_partition), "libcrypto");
#ifdef WITH_ZLIB
    if (deflateInit2(&stream, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) fail("zlib");
    tell("gzip", time_of(pack), "zlib, level 1");
#endif
    cipher = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(cipher, EVP_aes_256_gcm(), NULL, key, nonce);
    tell("seal", time_of(seal), "libcrypto, AES-256-GCM");
}

int main(void)
{
    tell("#", 0, OpenSSL_version(OPENSSL_VERSION));
    pbkdf2();
    p256();
    image();
    return 0;
}
