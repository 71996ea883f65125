/*
 * One chain of PBKDF2-HMAC-SHA256 in each lane of a vector, or of two vectors at a time: where a vector's sum is there only after two
 * cycles, the steps of one chain leave half of the processor's units idle. Included once for each kind and number of vectors, with GROUPS
 * (1 or 2), TARGET, NAME(x) and the operations on a vector V defined: LOAD, STORE, SET1, ADD, XOR, XOR3, CHOOSE, MAJORITY, ROTATE, SHIFT.
 * With AGAIN those stay for one more.
 */
#if GROUPS == 1
#define EACH(what, ...) what(0, __VA_ARGS__)
#else
#define EACH(what, ...) what(0, __VA_ARGS__) what(1, __VA_ARGS__)
#endif

/* FIPS 180-4 6.2.2; step t of group n, its eight words by the names that they have in this step */
#define STEP(n, t, a, b, c, d, e, f, g, h) \
    if (t >= 16) { \
        V x = w[n][(t - 15) & 15], y = w[n][(t - 2) & 15]; \
        V s0 = XOR3(ROTATE(x, 7), ROTATE(x, 18), SHIFT(x, 3)); \
        V s1 = XOR3(ROTATE(y, 17), ROTATE(y, 19), SHIFT(y, 10)); \
        w[n][t & 15] = ADD(ADD(w[n][t & 15], w[n][(t - 7) & 15]), ADD(s0, s1)); \
    } \
    h##n = ADD(h##n, ADD(w[n][t & 15], SET1(K[t]))); \
    h##n = ADD(h##n, CHOOSE(e##n, f##n, g##n)); \
    h##n = ADD(h##n, XOR3(ROTATE(e##n, 6), ROTATE(e##n, 11), ROTATE(e##n, 25))); \
    d##n = ADD(d##n, h##n); \
    h##n = ADD(h##n, MAJORITY(a##n, b##n, c##n)); \
    h##n = ADD(h##n, XOR3(ROTATE(a##n, 2), ROTATE(a##n, 13), ROTATE(a##n, 22)));
#define TAKE(n, v) V a##n = v[n][0], b##n = v[n][1], c##n = v[n][2], d##n = v[n][3], e##n = v[n][4], f##n = v[n][5], g##n = v[n][6], h##n = v[n][7];
#define GIVE(n, v) \
    { \
        V sums[8] = {a##n, b##n, c##n, d##n, e##n, f##n, g##n, h##n}; \
        for (int i = 0; i < 8; i++) v[n][i] = ADD(from[n][i], sums[i]); \
    }

TARGET static __attribute__((noinline)) void NAME(compress)(V from[GROUPS][8], V w[GROUPS][16], V to[GROUPS][8])
{
    EACH(TAKE, from)
#pragma GCC unroll 8
    for (int t = 0; t < 64; t += 8) {
        EACH(STEP, (t + 0), a, b, c, d, e, f, g, h)
        EACH(STEP, (t + 1), h, a, b, c, d, e, f, g)
        EACH(STEP, (t + 2), g, h, a, b, c, d, e, f)
        EACH(STEP, (t + 3), f, g, h, a, b, c, d, e)
        EACH(STEP, (t + 4), e, f, g, h, a, b, c, d)
        EACH(STEP, (t + 5), d, e, f, g, h, a, b, c)
        EACH(STEP, (t + 6), c, d, e, f, g, h, a, b)
        EACH(STEP, (t + 7), b, c, d, e, f, g, h, a)
    }
    EACH(GIVE, to)
}

/* see struct way */
TARGET static void NAME(chain)(const uint32_t *keys, const uint32_t *first, int iterations, uint32_t *sums)
{
    enum { WIDTH = sizeof(V) / sizeof(uint32_t), LANES = GROUPS * WIDTH };
    V pads[2][GROUPS][8], w[GROUPS][16], u[GROUPS][8], sum[GROUPS][8];
    for (int half = 0; half < 2; half++) {
        V initial[GROUPS][8];
        for (int n = 0; n < GROUPS; n++) {
            for (int i = 0; i < 8; i++) initial[n][i] = SET1(H[i]);
            for (int i = 0; i < 16; i++) w[n][i] = XOR(LOAD(keys + i * LANES + n * WIDTH), SET1(PADS[half]));
        }
        NAME(compress)(initial, w, pads[half]);
    }
    for (int n = 0; n < GROUPS; n++) {
        for (int i = 0; i < 16; i++) w[n][i] = LOAD(first + i * LANES + n * WIDTH);
        for (int i = 0; i < 8; i++) u[n][i] = sum[n][i] = SET1(0);
    }
    for (int iteration = 0; iteration < iterations; iteration++) {
        for (int half = 0; half < 2; half++) {
            for (int n = 0; n < GROUPS && (iteration || half); n++) {
                for (int i = 0; i < 8; i++) w[n][i] = u[n][i];
                w[n][8] = SET1(0x80000000);
                for (int i = 9; i < 15; i++) w[n][i] = SET1(0);
                w[n][15] = SET1(HMAC_BITS);
            }
            NAME(compress)(pads[half], w, u);
        }
        for (int n = 0; n < GROUPS; n++)
            for (int i = 0; i < 8; i++) sum[n][i] = XOR(sum[n][i], u[n][i]);
    }
    for (int n = 0; n < GROUPS; n++)
        for (int i = 0; i < 8; i++) STORE(sums + i * LANES + n * WIDTH, sum[n][i]);
}

#undef EACH
#undef STEP
#undef TAKE
#undef GIVE
#undef GROUPS
#undef NAME
#ifdef AGAIN
#undef AGAIN
#else
#undef TARGET
#undef V
#undef LOAD
#undef STORE
#undef SET1
#undef ADD
#undef XOR
#undef XOR3
#undef CHOOSE
#undef MAJORITY
#undef ROTATE
#undef SHIFT
#endif
