package dev.mintmark.job;

import dev.mintmark.format.P256;
import dev.mintmark.format.matter.Spake2pVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which mintmark this is. */
public final class Version {
    private Version() {}

    /** As the jar's manifest has it; {@code development} when run from classes. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** What does the heavy computing on this machine, a line each, for people. */
    public static List<String> engines() {
        // first: what it finds changes what signs
        Optional<String> fault = libraryFault();
        List<String> engines = new ArrayList<>(List.of(
                "signatures: verified by %s, made by %s".formatted(P256.verifyingLibrary(), P256.signingLibrary()),
                "verifiers: " + Spake2pVerifier.means()));
        fault.ifPresent(engines::add);
        return engines;
    }

    /** Why the library with native code that java was told of is not used, in a line. */
    public static Optional<String> libraryFault() {
        return Spake2pVerifier.libraryFault().map("without native code: "::concat);
    }
}
