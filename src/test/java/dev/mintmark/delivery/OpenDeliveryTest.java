package dev.mintmark.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Identity;
import dev.mintmark.format.seal.DetachedSigner;
import dev.mintmark.format.seal.SealException;
import dev.mintmark.input.FaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDeliveryTest {
    private static final OpenDelivery FACTORY =
            new OpenDelivery(Deliveries.SIGNER.certificate(), Deliveries.FACTORY.key());

    @TempDir
    private Path folder;

    private Path delivery;
    private Path out;

    @BeforeEach
    void make() throws Exception {
        delivery = Deliveries.make(Files.createDirectory(folder.resolve("delivery")));
        out = folder.resolve("out");
    }

    @Test
    void oneLotIsOpenedThoughAnotherIsDamagedAndAnotherMissing() throws Exception {
        Files.delete(delivery.resolve("lot-0001.tar.gz.p7m"));
        Files.write(delivery.resolve("lot-0003.tar.gz.p7m"), new byte[10]);
        assertThat(FACTORY.one(delivery, new LotNumber(2), out).lots()).containsExactly(out.resolve("lot-0002"));
        assertThat(out).isDirectoryNotContaining(path -> !path.endsWith("lot-0002"));
        assertThatThrownBy(() -> FACTORY.one(delivery, new LotNumber(3), out))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("lot-0003.tar.gz.p7m")
                .hasMessageContaining("copy the delivery again");
    }

    @Test
    void lotsAreLaidOutOneByOneIntoTheSameFolder() throws Exception {
        for (int lot = 1; lot <= 3; lot++) {
            FACTORY.one(delivery, new LotNumber(lot), out);
        }
        Path whole = folder.resolve("whole");
        FACTORY.all(delivery, whole);
        assertThat(whole.resolve("bundle.json")).hasSameBinaryContentAs(delivery.resolve("bundle.json"));
        Files.delete(whole.resolve("bundle.json"));
        assertThat(Deliveries.tree(out)).isEqualTo(Deliveries.tree(whole));
        assertThat(folder.resolve("out.part")).doesNotExist();
    }

    @Test
    void nothingThatIsThereIsTouched() throws Exception {
        Files.createDirectory(out);
        assertThatThrownBy(() -> FACTORY.all(delivery, out)).isInstanceOf(FaultException.class);
        FACTORY.one(delivery, new LotNumber(1), out);
        assertThatThrownBy(() -> FACTORY.one(delivery, new LotNumber(1), out)).isInstanceOf(FaultException.class);
        Files.createDirectory(folder.resolve("other.part"));
        assertThatThrownBy(() -> FACTORY.all(delivery, folder.resolve("other")))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("other.part");
        assertThat(folder.resolve("other.part")).exists();
    }

    @Test
    void aLotThatIsNotInItIsTheCommandLinesFault() {
        assertThatThrownBy(() -> FACTORY.one(delivery, new LotNumber(4), out))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("it has lot-0001, lot-0002, lot-0003");
    }

    @Test
    void onlyTheOwnerCanReadWhatWasLaidOut() throws Exception {
        FACTORY.all(delivery, out);
        if (Files.getFileStore(out).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void allThatIsWrongIsNamedTogether() throws Exception {
        Files.delete(delivery.resolve("lot-0001.tar.gz.p7m"));
        Files.write(delivery.resolve("lot-0003.tar.gz.p7m"), new byte[10]);
        Files.writeString(delivery.resolve("bad\u202Ename"), "x");
        assertThatThrownBy(() -> FACTORY.all(delivery, out)).isInstanceOfSatisfying(DeliveryException.class, e -> {
            assertThat(e.faults()).hasSize(3);
            assertThat(e).hasMessageContaining("bad\\u202Ename").hasMessageContaining("is missing");
        });
    }

    @Test
    void aFolderThatIsNoDeliveryIsRefused() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> FACTORY.all(empty, out))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("SHA256SUMS: is missing");
        assertThatThrownBy(() -> FACTORY.all(folder.resolve("nowhere"), out)).isInstanceOf(DeliveryException.class);
    }

    private List<SealedLot> sealedLots(Path staging) throws Exception {
        List<SealedLot> lots = new ArrayList<>();
        for (int lot = 1; lot <= 3; lot++) {
            lots.add(Deliveries.seal(staging, lot));
        }
        return lots;
    }

    @Test
    void completedAgainAfterACrashItIsGood() throws Exception {
        List<SealedLot> lots = sealedLots(delivery);
        Files.delete(delivery.resolve("SHA256SUMS.p7s"));
        Files.writeString(delivery.resolve("SHA256SUMS.p7s.part"), "killed here");
        DeliveryFolder.complete(delivery, Deliveries.bundle(lots), lots, Deliveries.signer(), Instant.now());
        assertThat(FACTORY.all(delivery, out).lots()).hasSize(3);
    }

    @Test
    void aLotThatChangedSinceItWasSealedIsNotSigned() throws Exception {
        List<SealedLot> lots = sealedLots(delivery);
        Path second = delivery.resolve("lot-0002.tar.gz.p7m");
        byte[] content = Files.readAllBytes(second);
        content[content.length - 40] ^= 1;
        Files.write(second, content);
        Files.delete(delivery.resolve("lot-0003.tar.gz.p7m"));
        Files.writeString(delivery.resolve("lot-0001.tar.gz.p7m.part"), "left");
        assertThatThrownBy(() -> DeliveryFolder.complete(
                        delivery, Deliveries.bundle(lots), lots, Deliveries.signer(), Instant.now()))
                .hasMessageContaining("lot-0002.tar.gz.p7m: is not what was sealed")
                .hasMessageContaining("lot-0003.tar.gz.p7m: was sealed and is missing")
                .hasMessageContaining("lot-0001.tar.gz.p7m.part: has no place");
    }

    @Test
    void anExpiredSignerCompletesNothing() throws Exception {
        List<SealedLot> lots = sealedLots(delivery);
        Instant afterwards =
                Deliveries.SIGNER.certificate().getNotAfter().toInstant().plusSeconds(1);
        assertThatThrownBy(() -> DeliveryFolder.complete(
                        delivery, Deliveries.bundle(lots), lots, Deliveries.signer(), afterwards))
                .isInstanceOfSatisfying(SealException.class, e -> assertThat(e.reason())
                        .isEqualTo(SealException.Reason.SIGNER_NOT_VALID));
    }

    @Test
    void aBundleThatNamesAnotherSignerIsNotSigned() throws Exception {
        List<SealedLot> lots = sealedLots(delivery);
        Identity other = Identity.ec("secp256r1");
        DetachedSigner signer = new DetachedSigner(other.certificate(), other.key(), new SecureRandom());
        assertThatThrownBy(
                        () -> DeliveryFolder.complete(delivery, Deliveries.bundle(lots), lots, signer, Instant.now()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
