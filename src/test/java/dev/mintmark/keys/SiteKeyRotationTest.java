package dev.mintmark.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.OrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteKeyRotationTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final List<OrderId> ORDERS = List.of(new OrderId("PO-1"), new OrderId("po.2"), new OrderId("Z"));

    @TempDir
    Path folder;

    private Path keys;
    private Path siteKey;
    private final Map<OrderId, String> made = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));

    @BeforeEach
    void aHome() throws IOException {
        keys = folder.resolve("keys");
        siteKey = folder.resolve("site.key");
        DurableFiles.write(siteKey, SiteKey.generate(RANDOM), Access.OWNER);
        for (OrderId order : ORDERS) {
            made.put(order, opened(keys, order, true));
        }
    }

    private String opened(Path in, OrderId order, boolean create) throws IOException {
        try (SiteKey site = SiteKey.read(siteKey, RANDOM);
                SecretBytes key = create
                        ? new OrderKeys(in, site, RANDOM).createOrRead(order, false)
                        : new OrderKeys(in, site, RANDOM).read(order)) {
            return HexFormat.of().formatHex(key.expose());
        }
    }

    private void everyKeyOpens() throws IOException {
        for (OrderId order : ORDERS) {
            assertThat(opened(keys, order, false)).isEqualTo(made.get(order));
        }
    }

    private SiteKeyRotation rotation() throws IOException {
        return new SiteKeyRotation(keys, siteKey, RANDOM);
    }

    private void isRotated(String before) throws IOException {
        everyKeyOpens();
        assertThat(Files.readString(siteKey)).isNotEqualTo(before);
        assertThat(folder.resolve("site.key.old")).hasContent(before);
        assertThat(folder.resolve("site.key.next")).doesNotExist();
        Path after = folder.resolve("after");
        Files.writeString(after, before);
        Files.setPosixFilePermissions(after, PosixFilePermissions.fromString("rw-------"));
        for (OrderId order : ORDERS) {
            assertThat(Files.readAllLines(keys.resolve(order + ".key"))).hasSize(1);
            try (SiteKey old = SiteKey.read(after, RANDOM)) {
                assertThatThrownBy(() -> new OrderKeys(keys, old, RANDOM).read(order))
                        .isInstanceOf(FaultException.class);
            }
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void everyOrdersKeyIsTheSameUnderAFreshSiteKeyAndTheOldOneOpensNone() throws IOException {
        String before = Files.readString(siteKey);

        SiteKeyRotation.Rotated rotated = rotation().rotate(Optional.empty());

        assertThat(rotated.orders()).isEqualTo(3);
        assertThat(rotated.old()).hasValueSatisfying(old -> assertThat(old).hasContent(before));
        isRotated(before);
    }

    /** After each single write of a rotation, the site key that is in place opens every order, and starting again ends it. */
    @Test
    void killedAfterAnyWriteEveryOrderOpensAndStartingAgainEndsIt() throws IOException {
        int writes = rotation().writes(Optional.empty()).size();
        assertThat(writes).isEqualTo(3 + 2 + 3);
        Files.delete(folder.resolve("site.key.next"));
        for (int done = 0; done < writes; done++) {
            String before = Files.readString(siteKey);
            List<SiteKeyRotation.Write> all = rotation().writes(Optional.empty());
            for (SiteKeyRotation.Write write : all.subList(0, done)) {
                write.run();
                everyKeyOpens();
            }
            Files.writeString(keys.resolve("Z.key.part"), "half");

            rotation().rotate(Optional.empty());

            Files.deleteIfExists(keys.resolve("Z.key.part"));
            isRotated(before);
            Files.delete(folder.resolve("site.key.old"));
        }
    }

    @Test
    void theOperatorsOwnKeyIsTaken() throws IOException {
        String before = Files.readString(siteKey);
        Path own = folder.resolve("own");
        DurableFiles.write(own, SiteKey.generate(RANDOM), Access.OWNER);

        rotation().rotate(Optional.of(own));

        assertThat(siteKey).hasSameTextualContentAs(own);
        isRotated(before);
    }

    @Test
    void anotherKeyThanTheOneBegunWithIsRefused() throws IOException {
        Path own = folder.resolve("own");
        DurableFiles.write(own, SiteKey.generate(RANDOM), Access.OWNER);
        rotation().writes(Optional.empty()).get(0).run();

        assertThatThrownBy(() -> rotation().rotate(Optional.of(own)))
                .hasMessageContaining("another key than the one that a rotation was begun with");
        assertThatThrownBy(() -> rotation().rotate(Optional.of(siteKey)))
                .hasMessageContaining("is the site key already");
        everyKeyOpens();
    }

    @Test
    void aSecondRotationWaitsUntilTheOldKeyIsTakenAway() throws IOException {
        rotation().rotate(Optional.empty());
        String before = Files.readString(siteKey);

        assertThatThrownBy(() -> rotation().rotate(Optional.empty())).hasMessageContaining("replaced already");
        assertThat(siteKey).hasContent(before);
        Files.delete(folder.resolve("site.key.old"));
        rotation().rotate(Optional.empty());

        isRotated(before);
    }

    @Test
    void anotherHomeWithTheSameSiteKeyFollows() throws IOException {
        Path other = folder.resolve("other");
        OrderId order = new OrderId("B");
        String key = opened(other, order, true);
        rotation().rotate(Optional.empty());

        new SiteKeyRotation(other, siteKey, RANDOM).rotate(Optional.empty());

        assertThat(opened(other, order, false)).isEqualTo(key);
        everyKeyOpens();
    }

    @Test
    void aKeyThatDoesNotOpenEndsItBeforeAnythingIsReplaced() throws IOException {
        Path damaged = keys.resolve("po.2.key");
        Files.writeString(damaged, "mintmark-order-key-v1 AAAA\n");
        String before = Files.readString(keys.resolve("PO-1.key"));

        assertThatThrownBy(() -> rotation().rotate(Optional.empty()))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("po.2.key");

        assertThat(keys.resolve("PO-1.key")).hasContent(before);
        assertThat(folder.resolve("site.key.old")).doesNotExist();
    }

    @Test
    void aNewKeyOpenToOthersIsRefused() throws IOException {
        Path own = folder.resolve("own");
        DurableFiles.write(own, SiteKey.generate(RANDOM), Access.OWNER);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> rotation().rotate(Optional.of(own))).hasMessageContaining("others than its owner");
        everyKeyOpens();
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.key"), siteKey);
        String before = Files.readString(siteKey);

        new SiteKeyRotation(keys, link, RANDOM).rotate(Optional.empty());

        assertThat(Files.isSymbolicLink(link)).isTrue();
        Files.delete(link);
        isRotated(before);
    }
}
