package dev.mintmark.keys;

import dev.mintmark.input.FaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads private keys: PEM (PKCS#8, also encrypted, or SEC1) and PKCS#12. No message of it tells the content of a file. */
public final class KeyFile {
    private static final BouncyCastleProvider BC = new BouncyCastleProvider();
    private static final long LARGEST = 64 << 10;

    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final String passwordHint;

    private KeyFile(Path file, String passwordHint) {
        this.file = file;
        this.passwordHint = passwordHint;
    }

    /**
     * A key that has no password.
     *
     * @throws FaultException if the file is missing, open to others, or holds no key in the clear
     */
    public static PrivateKey read(Path file) {
        return read(file, Optional.empty(), "only keys without one are taken here: openssl pkcs8 -topk8 -nocrypt");
    }

    /**
     * @param password of an encrypted PEM or a PKCS#12 file; wiped
     * @param passwordHint where the person names the password
     * @throws FaultException if the file is missing, open to others, or holds no key that this password opens
     */
    public static PrivateKey read(Path file, Optional<char[]> password, String passwordHint) {
        try {
            return new KeyFile(file, passwordHint).read(password);
        } finally {
            password.ifPresent(secret -> Arrays.fill(secret, '\0'));
        }
    }

    private PrivateKey read(Optional<char[]> password) {
        requirePrivate(file);
        try {
            if (Files.size(file) > LARGEST) {
                throw new FaultException(
                        file.toString(), "too large for a key file", "name the file that holds the private key");
            }
            byte[] content = Files.readAllBytes(file);
            try {
                return isPem(content) ? pem(content, password) : pkcs12(content, password);
            } finally {
                Arrays.fill(content, (byte) 0);
            }
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    /**
     * @throws FaultException unless the file exists and its owner alone may read it
     */
    static void requirePrivate(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new FaultException(
                    file.toString(), "no such key file", "check the path; it is relative to the file that names it");
        }
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    && !Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
                throw new FaultException(
                        file.toString(), "others than its owner can read or change this key file", "chmod 600 " + file);
            }
        } catch (IOException e) {
            throw unreadable(file);
        }
    }

    private static boolean isPem(byte[] content) {
        byte[] begin = "-----BEGIN ".getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from + begin.length <= content.length; from++) {
            if (Arrays.equals(content, from, from + begin.length, begin, 0, begin.length)) {
                return true;
            }
        }
        return false;
    }

    private PrivateKey pem(byte[] content, Optional<char[]> password) throws IOException {
        try (PEMParser parser =
                new PEMParser(new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.ISO_8859_1))) {
            JcaPEMKeyConverter converter = new JcaPEMKeyConverter().setProvider(BC);
            for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    return converter.getPrivateKey(decrypt(encrypted, password));
                }
            }
        } catch (PEMException e) {
            throw unreadable(file);
        }
        throw new FaultException(
                file.toString(), "holds no private key that mintmark reads", "PEM (PKCS#8 or SEC1) or PKCS#12");
    }

    private PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo encrypted, Optional<char[]> password) {
        try {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(BC)
                    .build(password.orElseThrow(this::needsPassword)));
        } catch (OperatorCreationException | PKCSException e) {
            throw wrongPassword();
        }
    }

    private PrivateKey pkcs12(byte[] content, Optional<char[]> password) throws IOException {
        char[] secret = password.orElseThrow(this::needsPassword);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), secret);
            List<String> keys = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (keys.size() != 1) {
                throw new FaultException(
                        file.toString(),
                        "holds %d private keys".formatted(keys.size()),
                        "a key file holds exactly one");
            }
            return (PrivateKey) store.getKey(keys.get(0), secret);
        } catch (GeneralSecurityException e) {
            throw unreadable(file);
        } catch (IOException e) {
            throw e.getCause() instanceof GeneralSecurityException ? wrongPassword() : unreadable(file);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static FaultException unreadable(Path file) {
        return new FaultException(
                file.toString(), "cannot be read as a private key", "PEM (PKCS#8 or SEC1) or PKCS#12");
    }

    private FaultException needsPassword() {
        return new FaultException(file.toString(), "this key file needs a password", passwordHint);
    }

    private FaultException wrongPassword() {
        return new FaultException(file.toString(), "the password does not open this key file", passwordHint);
    }
}
