package dev.mintmark.cli;

import dev.mintmark.delivery.LotNumber;
import dev.mintmark.delivery.OpenDelivery;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.KeyFile;
import dev.mintmark.keys.Passwords;
import dev.mintmark.site.PasswordSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mintmark open}: the factory's side. */
@Command(
        name = "open",
        description = "The factory's side: verifies a delivery, decrypts it, verifies again, and lays it out. "
                + "Nothing is laid out unless every file that is listed is good.")
final class OpenCommand implements Callable<Integer> {
    /** Whoever opens has no site. */
    static final String PASSWORD_HINT = "--password-file names a file with the password in its first line";

    @Parameters(paramLabel = "DELIVERY", description = "The delivery's folder.")
    private Path delivery;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY.pem",
            description = "The factory's private key, PEM or PKCS#12.")
    private Path key;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Password of the key file, in its first line.")
    private Path passwordFile;

    @Option(
            names = "--trust",
            required = true,
            paramLabel = "SIGNER.pem",
            description = "The one signer's certificate to be trusted.")
    private Path trust;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to lay out; must not be there yet.")
    private Path out;

    @Option(names = "--lot", paramLabel = "N", description = "Only this lot, whatever became of the others.")
    private Integer lot;

    @Override
    public Integer call() throws Exception {
        DeliveryArgument.require(delivery);
        Optional<PasswordSource> password = Optional.ofNullable(passwordFile).map(PasswordSource.InFile::new);
        OpenDelivery opening = new OpenDelivery(
                CertificateFile.x509(trust),
                KeyFile.read(key, new Passwords(System.getenv()).of(password), PASSWORD_HINT));
        OpenDelivery.Opened opened = lot == null ? opening.all(delivery, out) : opening.one(delivery, lotNumber(), out);
        System.out.printf(
                "%s, delivery %04d, signed %s: good, %d of %d lots laid out in %s%n",
                opened.bundle().order(),
                opened.bundle().delivery(),
                opened.signedAt(),
                opened.lots().size(),
                opened.bundle().lots().size(),
                out);
        return ExitCode.DONE.number();
    }

    private LotNumber lotNumber() {
        try {
            return new LotNumber(lot);
        } catch (IllegalArgumentException e) {
            throw new FaultException("--lot", e.getMessage(), "bundle.json lists the lots");
        }
    }
}
