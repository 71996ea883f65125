/*
 * One chain of PBKDF2-HMAC-SHA256 in each lane of a vector. Included once for each kind of vector, with LANES, TARGET, NAME(x) and the
 * operations on a vector V defined: LOAD, STORE, SET1, ADD, XOR, XOR3, CHOOSE, MAJORITY, ROTATE, SHIFT.
 */
/* FIPS 180-4 6.2.2 */
TARGET static __attribute__((noinline)) void NAME(compress)(const V from[8], V w[16], V to[8])
{
    V a = from[0], b = from[1], c = from[2], d = from[3], e = from[4], f = from[5], g = from[6], h = from[7];
#pragma GCC unroll 64
    for (int t = 0; t < 64; t++) {
        if (t >= 16) {
            V x = w[(t - 15) & 15], y = w[(t - 2) & 15];
            V s0 = XOR3(ROTATE(x, 7), ROTATE(x, 18), SHIFT(x, 3));
            V s1 = XOR3(ROTATE(y, 17), ROTATE(y, 19), SHIFT(y, 10));
            w[t & 15] = ADD(ADD(w[t & 15], w[(t - 7) & 15]), ADD(s0, s1));
        }
        V t1 = ADD(ADD(ADD(h, XOR3(ROTATE(e, 6), ROTATE(e, 11), ROTATE(e, 25))), ADD(w[t & 15], SET1(K[t]))), CHOOSE(e, f, g));
        V t2 = ADD(XOR3(ROTATE(a, 2), ROTATE(a, 13), ROTATE(a, 22)), MAJORITY(a, b, c));
        h = g; g = f; f = e; e = ADD(d, t1);
        d = c; c = b; b = a; a = ADD(t1, t2);
    }
    V out[8] = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < 8; i++) to[i] = ADD(from[i], out[i]);
}

/* see struct way */
TARGET static void NAME(chain)(const uint32_t *keys, const uint32_t *first, int iterations, uint32_t *sums)
{
    V pads[2][8], w[16], u[8], sum[8];
    for (int half = 0; half < 2; half++) {
        V initial[8];
        for (int i = 0; i < 8; i++) initial[i] = SET1(H[i]);
        for (int i = 0; i < 16; i++) w[i] = XOR(LOAD(keys + i * LANES), SET1(PADS[half]));
        NAME(compress)(initial, w, pads[half]);
    }
    for (int i = 0; i < 16; i++) w[i] = LOAD(first + i * LANES);
    for (int i = 0; i < 8; i++) u[i] = sum[i] = SET1(0);
    for (int n = 0; n < iterations; n++) {
        for (int half = 0; half < 2; half++) {
            if (n || half) {
                for (int i = 0; i < 8; i++) w[i] = u[i];
                w[8] = SET1(0x80000000);
                for (int i = 9; i < 15; i++) w[i] = SET1(0);
                w[15] = SET1(HMAC_BITS);
            }
            NAME(compress)(pads[half], w, u);
        }
        for (int i = 0; i < 8; i++) sum[i] = XOR(sum[i], u[i]);
    }
    for (int i = 0; i < 8; i++) STORE(sums + i * LANES, sum[i]);
}

#undef LANES
#undef TARGET
#undef NAME
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
