package dev.mintmark.format.matter;

/** Bytes are not the TLV they should be. Never leaves the package: callers make a finding or a refusal of it. */
final class TlvException extends Exception {
    private static final long serialVersionUID = 1L;

    TlvException(String message) {
        super(message);
    }
}
