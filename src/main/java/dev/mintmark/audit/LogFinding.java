package dev.mintmark.audit;

import java.util.OptionalLong;

/**
 * Something about the log that is not as it was signed.
 *
 * @param entry the first entry that it is about, from 0; none where it is about no entry
 * @param text which file, and what is wrong with it
 */
public record LogFinding(Code code, OptionalLong entry, String text) {
    /** Stable: people and programs look for these words. */
    public enum Code {
        /** A checkpoint that was signed is not there. */
        CHECKPOINT_MISSING,
        /** A checkpoint that cannot be read, or that another key signed, or nobody. */
        CHECKPOINT_INVALID,
        /** {@code checkpoint} is not the newest that was signed. */
        CHECKPOINT_OLD,
        /** Signed, but not in the line in which each names the one before. */
        CHECKPOINT_ORDER,
        /** The entries do not hash to what was signed. */
        ROOT_DIFFERS,
        /** A bundle of entries is not there. */
        ENTRIES_MISSING,
        /** A bundle of entries that cannot be read. */
        ENTRIES_UNREADABLE,
        /** An entry that is not the one its hash was taken of. */
        ENTRY_CHANGED,
        /** A tile of hashes is not there. */
        TILE_MISSING,
        /** A tile of hashes that has not the length of its hashes. */
        TILE_UNREADABLE,
        /** A hash that is not that of the tile below it. */
        TILE_CHANGED,
        /** A file of entries or hashes behind the newest checkpoint: of a run that was killed, or added. */
        NOT_SIGNED,
        /** A file that is no part of a log. */
        UNEXPECTED_FILE,
        /** The log does not extend the checkpoint that somebody holds, or is not the log it is of. */
        HELD_CONTRADICTED
    }

    static LogFinding of(Code code, String text) {
        return new LogFinding(code, OptionalLong.empty(), text);
    }

    static LogFinding of(Code code, long entry, String text) {
        return new LogFinding(code, OptionalLong.of(entry), text);
    }
}
