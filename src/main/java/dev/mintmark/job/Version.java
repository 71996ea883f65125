package dev.mintmark.job;

import dev.mintmark.format.P256;
import dev.mintmark.format.matter.Spake2pVerifier;
import java.util.List;

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
        return List.of(
                "signatures: verified by %s, made by Bouncy Castle".formatted(P256.verifyingLibrary()),
                Spake2pVerifier.hasLanes()
                        ? "verifiers: several at once in vectors, where that is faster"
                        : "verifiers: one by one; java was started without --add-modules jdk.incubator.vector");
    }
}
