package dev.mintmark.format.attestation;

import java.util.Map;

/** What people call the algorithms and curves that requests come with in place of those that DACs want. */
final class AlgorithmNames {
    private static final Map<String, String> BY_OID = Map.ofEntries(
            // RFC 3279 2.3, RFC 8017 C, RFC 5758 3.2
            Map.entry("1.2.840.113549.1.1.1", "RSA"),
            Map.entry("1.2.840.113549.1.1.4", "RSA with MD5"),
            Map.entry("1.2.840.113549.1.1.5", "RSA with SHA-1"),
            Map.entry("1.2.840.113549.1.1.10", "RSA-PSS"),
            Map.entry("1.2.840.113549.1.1.11", "RSA with SHA-256"),
            Map.entry("1.2.840.113549.1.1.12", "RSA with SHA-384"),
            Map.entry("1.2.840.113549.1.1.13", "RSA with SHA-512"),
            Map.entry("1.2.840.10045.4.1", "ECDSA with SHA-1"),
            Map.entry("1.2.840.10045.4.3.1", "ECDSA with SHA-224"),
            Map.entry("1.2.840.10045.4.3.2", "ECDSA with SHA-256"),
            Map.entry("1.2.840.10045.4.3.3", "ECDSA with SHA-384"),
            Map.entry("1.2.840.10045.4.3.4", "ECDSA with SHA-512"),
            // RFC 5480 2.1.1, SEC 2, RFC 5639 3
            Map.entry("1.2.840.10045.2.1", "EC"),
            Map.entry("1.2.840.10045.3.1.1", "P-192"),
            Map.entry("1.2.840.10045.3.1.7", "P-256"),
            Map.entry("1.3.132.0.10", "secp256k1"),
            Map.entry("1.3.132.0.33", "P-224"),
            Map.entry("1.3.132.0.34", "P-384"),
            Map.entry("1.3.132.0.35", "P-521"),
            Map.entry("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
            // RFC 8410 3
            Map.entry("1.3.101.110", "X25519"),
            Map.entry("1.3.101.112", "Ed25519"),
            Map.entry("1.3.101.113", "Ed448"));

    private AlgorithmNames() {}

    /** The identifier itself, digits and dots, of what has no name here. */
    static String of(String oid) {
        return BY_OID.getOrDefault(oid, oid);
    }
}
