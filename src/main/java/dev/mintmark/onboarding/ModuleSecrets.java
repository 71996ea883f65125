package dev.mintmark.onboarding;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.Passcode;
import dev.mintmark.order.SerialNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Everything secret or random about a module, as a pure function of the order's key and the module's place: made again after
 * a crash it is the same, and once the key is gone nobody can make it. HKDF-SHA256 (RFC 5869) with the info
 * {@code "mintmark v1 " label 0x00 seq}, seq as 8 bytes big-endian.
 */
public final class ModuleSecrets {
    /** Bytes of an order's key. */
    public static final int ORDER_KEY_LENGTH = 32;

    private static final int PASSCODE_BITS = 27;
    private static final int DISCRIMINATOR_BITS = 12;
    private static final int SALT_LENGTH = 32;
    private static final int RANDOM_LENGTH = 32;
    private static final int DAC_SERIAL_LENGTH = 20;
    private static final int SERIAL_NUMBER_BYTES = 8;
    private static final int ROTATING_ID_LENGTH = 16;
    private static final int NVS_KEYS_LENGTH = 64;
    private static final int NVS_HMAC_KEY_LENGTH = 32;
    private static final int VALUES_KEY_LENGTH = 64;

    private final Hkdf hkdf;

    /**
     * @param orderKey 32 bytes; may be closed afterwards
     */
    public ModuleSecrets(SecretBytes orderKey) {
        if (orderKey.size() != ORDER_KEY_LENGTH) {
            throw new IllegalArgumentException("an order's key has 32 bytes");
        }
        this.hkdf = Hkdf.extract(orderKey);
    }

    /** What the ledger keeps of the key, to know it again: 32 bytes that tell nothing of it. */
    public Bytes keyCheck() {
        return Bytes.of(hkdf.expand(info("key check", 0), 32));
    }

    /** Uniform over the allowed passcodes: candidates of 27 bits are drawn until one is allowed (Matter Core 5.1.6.1). */
    public Passcode passcode(int seq) {
        byte[] info = info("passcode", seq);
        for (int length = Hkdf.BLOCK; ; length += Hkdf.BLOCK) {
            byte[] stream = hkdf.expand(info, length);
            try {
                ByteBuffer words = ByteBuffer.wrap(stream, length - Hkdf.BLOCK, Hkdf.BLOCK);
                while (words.remaining() >= Integer.BYTES) {
                    int candidate = words.getInt() >>> (Integer.SIZE - PASSCODE_BITS);
                    if (Passcode.isAllowed(candidate)) {
                        return new Passcode(candidate);
                    }
                }
            } finally {
                Arrays.fill(stream, (byte) 0);
            }
        }
    }

    /** Uniform over all 4096. */
    public Discriminator discriminator(int seq) {
        int word = ByteBuffer.wrap(hkdf.expand(info("discriminator", seq), Integer.BYTES))
                .getInt();
        return new Discriminator(word >>> (Integer.SIZE - DISCRIMINATOR_BITS));
    }

    /** 32 bytes, the most that Matter allows (Matter Core 3.10). */
    public Bytes salt(int seq) {
        byte[] salt = hkdf.expand(info("salt", seq), SALT_LENGTH);
        try {
            return Bytes.of(salt);
        } finally {
            Arrays.fill(salt, (byte) 0);
        }
    }

    /** 20 octets, positive: the top bit is clear, the next is set, so that all serials have one length (RFC 5280 4.1.2.2). */
    public Bytes dacSerial(int seq) {
        byte[] serial = hkdf.expand(info("dac serial", seq), DAC_SERIAL_LENGTH);
        serial[0] = (byte) (serial[0] & 0x3F | 0x40);
        return Bytes.of(serial);
    }

    /** A version 4 UUID (RFC 9562), the DAC's common name. */
    public UUID uuid(int seq) {
        byte[] random = hkdf.expand(info("uuid", seq), 16);
        random[6] = (byte) (random[6] & 0x0F | 0x40);
        random[8] = (byte) (random[8] & 0x3F | 0x80);
        ByteBuffer halves = ByteBuffer.wrap(random);
        return new UUID(halves.getLong(), halves.getLong());
    }

    /** 16 lower-case hex digits, for modules that neither the submission nor the product gives a serial number. */
    public SerialNumber serialNumber(int seq) {
        return new SerialNumber(Bytes.of(hkdf.expand(info("serial number", seq), SERIAL_NUMBER_BYTES))
                .hex());
    }

    /**
     * The private key of a module whose chip cannot make one, uniform over 1 to n-1: candidates of 32 bytes are drawn until one is
     * (FIPS 186-5 A.2.2).
     */
    public P256KeyPair hostMadeKey(int seq) {
        byte[] info = info("host-made key", seq);
        for (int length = Hkdf.BLOCK; ; length += Hkdf.BLOCK) {
            byte[] stream = hkdf.expand(info, length);
            byte[] candidate = Arrays.copyOfRange(stream, length - P256KeyPair.SCALAR_LENGTH, length);
            Arrays.fill(stream, (byte) 0);
            if (P256KeyPair.isScalar(candidate)) {
                return P256KeyPair.of(SecretBytes.wrap(candidate));
            }
            Arrays.fill(candidate, (byte) 0);
        }
    }

    /** 32 bytes that esp-matter-mfg-tool puts beside commissionable data, of which no use is published: the first or second. */
    public Bytes secureCertRandom(int seq, int which) {
        return Bytes.of(hkdf.expand(info("secure-cert random " + which, seq), RANDOM_LENGTH));
    }

    /** 16 bytes, from which the firmware makes rotating device identifiers (Matter Core 5.4.2.4). */
    public Bytes rotatingId(int seq) {
        return Bytes.of(hkdf.expand(info("rotating id", seq), ROTATING_ID_LENGTH));
    }

    /** Keys of NVS encryption, 64 bytes; the two are never the same, for which firmware would refuse them. */
    public SecretBytes nvsKeys(int seq) {
        byte[] info = info("nvs keys", seq);
        for (int length = NVS_KEYS_LENGTH; ; length += NVS_KEYS_LENGTH) {
            byte[] stream = hkdf.expand(info, length);
            byte[] keys = Arrays.copyOfRange(stream, length - NVS_KEYS_LENGTH, length);
            Arrays.fill(stream, (byte) 0);
            int half = NVS_KEYS_LENGTH / 2;
            if (!Arrays.equals(keys, 0, half, keys, half, NVS_KEYS_LENGTH)) {
                return SecretBytes.wrap(keys);
            }
        }
    }

    /** A key for an eFuse of purpose HMAC_UP, 32 bytes, from which the chip derives the keys of NVS encryption. */
    public SecretBytes nvsHmacKey(int seq) {
        return SecretBytes.wrap(hkdf.expand(info("nvs hmac key", seq), NVS_HMAC_KEY_LENGTH));
    }

    /** What the values that a module brought along are marked and sealed with, 32 bytes each. */
    public SecretBytes valuesKey(int seq) {
        return SecretBytes.wrap(hkdf.expand(info("nvs values", seq), VALUES_KEY_LENGTH));
    }

    private static byte[] info(String label, int seq) {
        byte[] text = ("mintmark v1 " + label).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(text.length + 1 + Long.BYTES)
                .put(text)
                .put((byte) 0)
                .putLong(seq)
                .array();
    }
}
