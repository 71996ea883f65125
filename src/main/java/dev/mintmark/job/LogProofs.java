package dev.mintmark.job;

import dev.mintmark.audit.DacIssued;
import dev.mintmark.audit.LogEntry;
import dev.mintmark.audit.LogFolder;
import dev.mintmark.durable.Access;
import dev.mintmark.durable.DurableFiles;
import dev.mintmark.format.Bytes;
import dev.mintmark.format.tlog.Checkpoint;
import dev.mintmark.format.tlog.MerkleTree;
import dev.mintmark.format.tlog.TlogProof;
import dev.mintmark.format.tlog.VerifierKey;
import dev.mintmark.input.FaultException;
import dev.mintmark.keys.CertificateFile;
import dev.mintmark.keys.LogSigner;
import dev.mintmark.site.SigningFiles;
import dev.mintmark.site.Site;
import dev.mintmark.store.JdbcAudit;
import dev.mintmark.store.JdbcLog;
import dev.mintmark.store.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Proves to somebody without mintmark that a DAC is in the log. */
public final class LogProofs {
    private final Home home;
    private final Site site;
    private final Ledger ledger;

    public LogProofs(Home home, Site site, Ledger ledger) {
        this.home = home;
        this.site = site;
        this.ledger = ledger;
    }

    /**
     * A proof that was written.
     *
     * @param proof C2SP tlog-proof
     * @param entry what it is of: the bytes that are hashed
     * @param verifierKey the log's key in C2SP's form
     */
    public record Proof(
            String order,
            int seq,
            String moduleId,
            long index,
            long size,
            Path proof,
            Path entry,
            String verifierKey) {}

    /** The log's public key: of the site's log signer, else of the test one. */
    static VerifierKey key(Home home, Site site, Ledger ledger) {
        String origin = ledger.log()
                .identity()
                .map(JdbcLog.Identity::origin)
                .orElseThrow(() -> new FaultException(
                        home.root().toString(), "nothing was logged here yet", "name the home: --home DIR"));
        Path certificate = certificate(home, site);
        if (Files.notExists(certificate)) {
            throw new FaultException(
                    site.file().toString(), "names no log-signer that is there", "name this home's site: --site FILE");
        }
        return LogSigner.verifierKey(certificate, origin);
    }

    /** Of the site's log signer, else of the test one, which need not be made yet. */
    static Path certificate(Home home, Site site) {
        return site.logSigner().map(SigningFiles::certificate).orElseGet(() -> home.testKeys()
                .resolve("log-signer.crt.pem"));
    }

    /**
     * @param what a DAC's file, PEM or DER, or what a module is called
     * @param out the proof's file, beside which the entry is put; if empty, one named after the module
     * @throws FaultException if no module, or more than one, is meant, or its DAC is in no signed log yet
     */
    public Proof prove(String what, Optional<Path> out) throws IOException {
        JdbcAudit.Place place = place(what);
        List<JdbcLog.DacLeaf> leaves = ledger.log().dacs(place.order(), place.seq(), place.seq());
        LogFolder folder = new LogFolder(home.log());
        Optional<Checkpoint> head = folder.newest();
        if (leaves.isEmpty()
                || head.isEmpty()
                || leaves.get(0).index() >= head.get().size()) {
            throw new FaultException(
                    "", "the DAC of module %s is in no signed log yet".formatted(place.moduleId()), "run its order");
        }
        long index = leaves.get(0).index();
        long size = head.get().size();
        TlogProof proof = new TlogProof(index, MerkleTree.inclusion(folder.hashes(size), index, size), head.get());
        Bytes entry = folder.entries(index, 1).get(0);
        VerifierKey key = key(home, site, ledger);
        if (!proof.verify(entry, key) || !isOf(place, entry)) {
            throw new FaultException(
                    home.log().toString(), "proves nothing of this DAC", "mintmark audit verify says why");
        }
        Path file = out.orElseGet(() -> Path.of(place.moduleId() + ".tlog-proof"));
        Path entryFile = file.resolveSibling(file.getFileName() + ".entry");
        DurableFiles.write(file, proof.encode(), Access.UMASK);
        DurableFiles.write(entryFile, entry.toByteArray(), Access.UMASK);
        return new Proof(
                place.order().value(), place.seq(), place.moduleId(), index, size, file, entryFile, key.toString());
    }

    /** The ledger's word for where the entry is must hold, or the proof is of another DAC. */
    private static boolean isOf(JdbcAudit.Place place, Bytes entry) {
        return LogEntry.read(entry) instanceof DacIssued dac
                && dac.order().equals(place.order())
                && dac.seq() == place.seq();
    }

    private JdbcAudit.Place place(String what) {
        boolean file = what.contains("/") || what.contains(".") && Files.isRegularFile(Path.of(what));
        List<JdbcAudit.Place> places = file
                ? ledger.audit()
                        .ofDac(CertificateFile.attestation(Path.of(what))
                                .sha256()
                                .hex())
                : ledger.audit().named(what);
        if (places.size() != 1) {
            throw new FaultException(
                    "",
                    places.isEmpty()
                            ? "the ledger has no DAC or module \"%s\"".formatted(what)
                            : "%d modules are called \"%s\"".formatted(places.size(), what),
                    "name a DAC's file, a module id, a serial number or a DAC's serial number in hex");
        }
        return places.get(0);
    }
}
