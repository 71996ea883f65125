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
#include "../../main/c/hmac_lanes.h"

enum { MODULES = 32, BLOCKS = 3, CHAINS = MODULES * BLOCKS, KEY = 80, SALT = 32, PARTITION = 24 * 1024, FILLED = 2048 };
static uint8_t passcodes[MODULES][4], salts[MODULES][SALT], expected[MODULES][KEY];
static uint32_t sums[CHAINS][SUM_WORDS];

static void fail(const char *what)
{
    fprintf(stderr, "floor: %s\n", what);
    exit(1);
}

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

/* --- PBKDF2 ------------------------------------------------------------------------------------------------------- */

static const struct way *way;
static int iterations;

/* big endian, from a block of bytes into a lane; what is missing is zero */
static void put(const uint8_t *bytes, int length, uint32_t *lanes)
{
    for (int i = 0; i < KEY_WORDS; i++) lanes[i * way->lanes] = 0;
    for (int i = 0; i < length; i++) lanes[i / 4 * way->lanes] |= (uint32_t) bytes[i] << (24 - 8 * (i % 4));
}

/* as many modules */
static void by_way(void)
{
    for (int from = 0; from < CHAINS; from += way->lanes) {
        uint32_t keys[KEY_WORDS * MOST_LANES], first[FIRST_WORDS * MOST_LANES], sum[SUM_WORDS * MOST_LANES];
        for (int l = 0; l < way->lanes; l++) {
            int c = from + l;
            uint8_t message[SALT + 5] = {0};
            memcpy(message, salts[c / BLOCKS], SALT);
            message[SALT + 3] = (uint8_t) (c % BLOCKS + 1);
            message[SALT + 4] = 0x80;
            put(passcodes[c / BLOCKS], sizeof passcodes[0], keys + l);
            put(message, sizeof message, first + l);
            first[15 * way->lanes + l] = (64 + SALT + 4) * 8;
        }
        way->chain(keys, first, iterations, sum);
        for (int l = 0; l < way->lanes; l++)
            for (int i = 0; i < SUM_WORDS; i++) sums[from + l][i] = sum[i * way->lanes + l];
    }
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
            for (int b = 0; b < 4; b++) key[4 * i + b] = sums[m * BLOCKS + i / 8][i % 8] >> (24 - 8 * b);
        PKCS5_PBKDF2_HMAC((char *) passcodes[m], 4, salts[m], SALT, iterations, EVP_sha256(), KEY, expected[m]);
        if (memcmp(key, expected[m], KEY)) fail(way->name);
    }
}

/* two vectors at a time, beyond the multi-buffer hashing that the goals were set by */
static int is_our_own(const struct way *one)
{
#if defined(__x86_64__)
    return one->chain == avx512_pair_chain;
#else
    (void) one;
    return 0;
#endif
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
        const char *fastest = "libcrypto", *lowest_by = fastest;
        double best = time_of(by_libcrypto), lowest = best;
        snprintf(part, sizeof part, "libcrypto-pbkdf2-%d", iterations);
        tell(part, best, "PKCS5_PBKDF2_HMAC");
        for (way = ways; way->name; way++) {
            if (!way->present()) continue;
            double each = time_of(by_way) / MODULES;
            snprintf(part, sizeof part, "way-pbkdf2-%d", iterations);
            tell(part, each, way->name);
            if (each < lowest) {
                lowest = each;
                lowest_by = way->name;
            }
            if (each < best && !is_our_own(way)) {
                best = each;
                fastest = way->name;
            }
        }
        snprintf(part, sizeof part, "pbkdf2-%d", iterations);
        tell(part, best, fastest);
        snprintf(part, sizeof part, "lowest-pbkdf2-%d", iterations);
        tell(part, lowest, lowest_by);
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
