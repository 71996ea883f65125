package dev.mintmark.format;

import org.bouncycastle.math.ec.ECPoint;

/**
 * That a key's owner signed a message, by ECDSA over P-256 with SHA-256. Whether it is so {@link P256} says.
 *
 * @param key on the curve, normalized
 * @param signature DER, SEQUENCE of two INTEGERs; anything else is no signature
 */
public record SignatureClaim(ECPoint key, Bytes message, Bytes signature) {}
