package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SiteAndOrderKeysTest {
    private static final OrderId ORDER = new OrderId("PO-1");
    private static final OrderId OTHER = new OrderId("PO-2");
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    private Path folder;

    private Path keys;
    private SiteKey siteKey;
    private OrderKeys orderKeys;

    @BeforeEach
    void open() throws IOException {
        keys = folder.resolve("keys");
        siteKey = siteKey("site.key");
        orderKeys = new OrderKeys(keys, siteKey, RANDOM);
    }

    private SiteKey siteKey(String name) throws IOException {
        DurableFiles.write(folder.resolve(name), SiteKey.generate(RANDOM), Access.OWNER);
        return SiteKey.read(folder.resolve(name), RANDOM);
    }

    private static String hex(SecretBytes key) {
        return java.util.HexFormat.of().formatHex(key.expose());
    }

    @Test
    void whatIsWrappedUnwrapsAndNeverLooksTheSame() {
        SecretBytes key = SecretBytes.copyOf(new byte[] {1, 2, 3});

        String first = siteKey.wrap(ORDER, key);
        String second = siteKey.wrap(ORDER, key);

        assertThat(hex(siteKey.unwrap(ORDER, first))).isEqualTo("010203");
        assertThat(hex(siteKey.unwrap(ORDER, second))).isEqualTo("010203");
        assertThat(first).isNotEqualTo(second);
        assertThat(Base64.getDecoder().decode(first)).hasSize(12 + 3 + 16);
    }

    @Test
    void aWrappedKeyServesNoOtherOrderAndNoOtherSite() throws IOException {
        String wrapped = siteKey.wrap(ORDER, SecretBytes.wrap(new byte[32]));

        assertThatThrownBy(() -> siteKey.unwrap(OTHER, wrapped)).isInstanceOf(IllegalArgumentException.class);
        SiteKey otherSite = siteKey("other.key");
        assertThatThrownBy(() -> otherSite.unwrap(ORDER, wrapped)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyFlippedByteOfAWrappedKeyIsRefused() {
        byte[] wrapped = Base64.getDecoder().decode(siteKey.wrap(ORDER, SecretBytes.wrap(new byte[32])));
        for (int i = 0; i < wrapped.length; i++) {
            byte[] tampered = wrapped.clone();
            tampered[i] ^= 1;
            assertThatThrownBy(() -> siteKey.unwrap(ORDER, Base64.getEncoder().encodeToString(tampered)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AA==", "AAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAA", "not base64"})
    void aTruncatedWrappedKeyIsRefused(String wrapped) {
        assertThatThrownBy(() -> siteKey.unwrap(ORDER, wrapped)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "zz", "0011223344556677889900112233445566778899001122334455667788990011 22"})
    void whatIsNot64HexDigitsIsNoSiteKeyAndIsNotShown(String content) throws IOException {
        Path file = folder.resolve("bad.key");
        DurableFiles.write(file, content.getBytes(StandardCharsets.US_ASCII), Access.OWNER);

        assertThatThrownBy(() -> SiteKey.read(file, RANDOM))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining(file + ": is not a site key")
                .hasMessageNotContaining("0011");
    }

    @Test
    void aSiteKeyOpenToOthersIsRefused() throws IOException {
        Path file = folder.resolve("site.key");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> SiteKey.read(file, RANDOM)).isInstanceOf(FaultException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void anOrdersKeyOpenToOthersIsRefused(String mode) throws IOException {
        orderKeys.createOrRead(ORDER, false).close();
        Files.setPosixFilePermissions(keys.resolve("PO-1.key"), PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> orderKeys.read(ORDER))
                .hasMessageContaining("others than its owner can read or change");
    }

    @Test
    void anOrdersKeyIsMadeOnceAndReadAgain() throws IOException {
        SecretBytes made = orderKeys.createOrRead(ORDER, false);

        assertThat(made.size()).isEqualTo(32);
        assertThat(hex(orderKeys.createOrRead(ORDER, true))).isEqualTo(hex(made));
        assertThat(hex(orderKeys.createOrRead(OTHER, false))).isNotEqualTo(hex(made));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("PO-1.key"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(keys.resolve("PO-1.key")))
                .startsWith("mintmark-order-key-v1 ")
                .doesNotContain(hex(made));
    }

    /** Killed after the key was written and before the ledger had the order. */
    @Test
    void aKeyWithoutItsOrderIsTakenOver() throws IOException {
        String made = hex(orderKeys.createOrRead(ORDER, false));

        assertThat(hex(orderKeys.createOrRead(ORDER, false))).isEqualTo(made);
    }

    /** Killed while the key was being written. */
    @Test
    void aHalfWrittenKeyIsNoKey() throws IOException {
        DurableFiles.createFolders(keys, Access.OWNER);
        Files.writeString(keys.resolve("PO-1.key.part"), "mintmark-order-key-v1 AAAA");

        String made = hex(orderKeys.createOrRead(ORDER, false));

        assertThat(hex(orderKeys.read(ORDER))).isEqualTo(made);
        assertThat(keys.resolve("PO-1.key.part")).doesNotExist();
    }

    /** Made anew, it would give every module of the order other secrets. */
    @Test
    void theKeyOfAStartedOrderIsNeverMadeAnew() {
        assertThatThrownBy(() -> orderKeys.createOrRead(ORDER, true))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("no such key file");
        assertThat(keys).doesNotExist();
    }

    @Test
    void anotherOrdersKeyFileIsRefused() throws IOException {
        orderKeys.createOrRead(ORDER, false);
        Files.copy(
                keys.resolve("PO-1.key"), keys.resolve("PO-2.key"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);

        assertThatThrownBy(() -> orderKeys.read(OTHER))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining(
                        "the order's key does not open: wrapped by another site key, or for another order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "mintmark-order-key-v1 ", "mintmark-order-key-v2 AAAA", "\u00ff\u00fe"})
    void aFileInAnotherFormIsRefused(String content) throws IOException {
        DurableFiles.createFolders(keys, Access.OWNER);
        DurableFiles.write(keys.resolve("PO-1.key"), content.getBytes(StandardCharsets.ISO_8859_1), Access.OWNER);

        assertThatThrownBy(() -> orderKeys.read(ORDER))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("the order's key does not open");
    }
}
