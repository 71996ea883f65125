package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.P256;
import dev.mintmark.input.FaultException;
import dev.mintmark.order.ModuleId;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.openssl.PEMParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedModulesTest {
    @TempDir
    Path folder;

    @Test
    void eachModuleAsksWithTheKeyThatLiesBesideUnderItsName() throws Exception {
        new SimulatedModules(new SplittableRandom(1)).write(folder.resolve("s"), 600);

        List<SubmittedRequest> requests =
                Requests.read(folder.resolve("s/submission.zip")).requests();
        assertThat(requests).hasSize(600).doesNotHaveDuplicates();
        for (SubmittedRequest submitted : requests.subList(0, 20)) {
            CheckedRequest.Accepted accepted = (CheckedRequest.Accepted) new RequestCheck().check(submitted);
            assertThat(accepted.mac()).as("module id is a MAC").isPresent();
            assertThat(Integer.parseInt(submitted.module().value().substring(0, 2), 16) & 3)
                    .as("locally administered, of one device")
                    .isEqualTo(2);
            String pem = Files.readString(folder.resolve("s/keys/%s.pem".formatted(submitted.module())));
            PrivateKeyInfo key = (PrivateKeyInfo) new PEMParser(new StringReader(pem)).readObject();
            BigInteger d = ECPrivateKey.getInstance(key.parsePrivateKey()).getKey();
            byte[] spki = accepted.spki().toByteArray();
            byte[] point = P256.CURVE.getG().multiply(d).getEncoded(false);
            assertThat(spki).endsWith(point);
        }
    }

    @Test
    void keysAreTheOwnersAlone() throws Exception {
        new SimulatedModules(new SplittableRandom(1)).write(folder.resolve("s"), 2);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("s/keys"))))
                .isEqualTo("rwx------");
        try (Stream<Path> keys = Files.list(folder.resolve("s/keys"))) {
            for (Path key : keys.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameSubmissionAndAnotherAnother() throws Exception {
        new SimulatedModules(new SplittableRandom(1)).write(folder.resolve("a"), 5);
        new SimulatedModules(new SplittableRandom(1)).write(folder.resolve("b"), 5);
        new SimulatedModules(new SplittableRandom(2)).write(folder.resolve("c"), 5);

        byte[] first = Files.readAllBytes(folder.resolve("a/submission.zip"));
        assertThat(Files.readAllBytes(folder.resolve("b/submission.zip"))).isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("c/submission.zip"))).isNotEqualTo(first);
    }

    @Test
    void theModulesOfAnOrderKeepTheirNames() throws Exception {
        List<ModuleId> ids = List.of(new ModuleId("b"), new ModuleId("a"));

        new SimulatedModules(new SplittableRandom(1)).write(folder.resolve("s"), ids);

        assertThat(Requests.read(folder.resolve("s/submission.zip")).requests().stream()
                        .map(SubmittedRequest::module))
                .isEqualTo(ids);
    }

    @Test
    void whatIsThereIsNotOverwrittenAndNothingUnfinishedIsLeft() throws Exception {
        new SimulatedModules(new SplittableRandom(1)).write(folder, 1);
        byte[] before = Files.readAllBytes(folder.resolve("submission.zip"));

        assertThatThrownBy(() -> new SimulatedModules(new SplittableRandom(2)).write(folder, 1))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("\"keys\" is there already");
        assertThat(Files.readAllBytes(folder.resolve("submission.zip"))).isEqualTo(before);
        DurableFiles.deleteTree(folder.resolve("keys"));
        assertThatThrownBy(() -> new SimulatedModules(new SplittableRandom(2)).write(folder, 1))
                .hasMessageContaining("\"submission.zip\" is there already");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactly("submission.zip");
        }
    }
}
