package dev.mintmark.job;

/** Which mintmark this is. */
public final class Version {
    private Version() {}

    /** As the jar's manifest has it; {@code development} when run from classes. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
