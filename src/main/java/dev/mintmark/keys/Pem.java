package dev.mintmark.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM as openssl writes it (RFC 7468): lines of 64. */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    public static byte[] certificate(byte[] der) {
        return encode("CERTIFICATE", der);
    }

    static byte[] privateKey(byte[] pkcs8) {
        return encode("PRIVATE KEY", pkcs8);
    }

    private static byte[] encode(String label, byte[] der) {
        String text = "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(label, LINES.encodeToString(der), label)
                .replace(System.lineSeparator(), "\n");
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
