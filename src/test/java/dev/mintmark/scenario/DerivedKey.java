package dev.mintmark.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.attestation.CertificateRequest;
import dev.mintmark.format.attestation.SubjectPublicKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A chip that derives its key as esp_secure_cert_mgr does: PBKDF2-HMAC-SHA256 of the eFuse HMAC key and the salt, 2048 iterations,
 * 32 bytes (esp_secure_cert_crypto.c).
 */
record DerivedKey(byte[] hmacKey, Bytes salt) {
    private static final int ITERATIONS = 2048;

    static DerivedKey of(int module) {
        return new DerivedKey(
                Bytes.sha256Of(("eFuse of module " + module).getBytes(US_ASCII)).toByteArray(),
                Bytes.sha256Of(("salt of module " + module).getBytes(US_ASCII)));
    }

    /** What the chip signs with once it reads this salt. */
    SubjectPublicKey publicKey(Bytes salt) throws GeneralSecurityException {
        return SubjectPublicKey.of(scalar(salt));
    }

    private BigInteger scalar(Bytes salt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hmacKey, "HmacSHA256"));
        mac.update(salt.toByteArray());
        byte[] u = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] key = u.clone();
        for (int i = 1; i < ITERATIONS; i++) {
            u = mac.doFinal(u);
            for (int b = 0; b < key.length; b++) {
                key[b] ^= u[b];
            }
        }
        return new BigInteger(1, key);
    }

    /** The file that a line sends: the salt, then the request. */
    byte[] file() throws GeneralSecurityException {
        byte[] request = Requested.pem("CERTIFICATE REQUEST", CertificateRequest.create(scalar(salt)));
        return ("key-salt: " + salt.hex() + "\n" + new String(request, US_ASCII)).getBytes(US_ASCII);
    }

    static List<DerivedKey> modules(int count) {
        List<DerivedKey> modules = new ArrayList<>();
        for (int module = 1; module <= count; module++) {
            modules.add(of(module));
        }
        return modules;
    }
}
