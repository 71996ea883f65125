package dev.mintmark.csr;

import dev.mintmark.input.FileSafe;
import dev.mintmark.order.ModuleId;
import java.util.regex.Pattern;

/**
 * A file in a submission. Its name says which module it is of, and is never used as a path.
 *
 * @param container the submission's file name; equal to {@code name} if the file is the submission
 * @param name as the archive or folder has it, {@code /} between its parts
 */
record NamedFile(String container, String name) {
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    /** Whether it is none of the sender's doing: {@code .DS_Store}, {@code __MACOSX/._x.pem}. */
    boolean isHidden() {
        return lastPart().startsWith(".")
                && !lastPart().equals("..")
                && !lastPart().equals(".");
    }

    String source() {
        String printable = FileSafe.printable(container);
        return container.equals(name) ? printable : printable + "!" + FileSafe.printable(name);
    }

    /** The request that the file holds, or why it is none. */
    SubmissionEntry entry(Budget.Content content) {
        if (!isSafe()) {
            return refused(RejectCode.BAD_ENTRY_NAME, "entry name \"%s\" is not a plain relative name");
        }
        String last = lastPart();
        int dot = last.lastIndexOf('.');
        if (dot < 1 || !SubmissionForm.isRequest(last)) {
            return refused(RejectCode.NOT_A_REQUEST_FILE, "\"%s\" does not end in .pem, .der or .csr");
        }
        ModuleId module;
        try {
            module = ModuleId.parse(last.substring(0, dot));
        } catch (IllegalArgumentException e) {
            return new Refused(source(), last.substring(0, dot), RejectCode.BAD_MODULE_ID, e.getMessage());
        }
        if (!content.isWhole()) {
            String reason = "%d bytes are more than a request has".formatted(content.size());
            return new Refused(source(), module.value(), RejectCode.ENTRY_TOO_LARGE, reason);
        }
        try {
            return SubmittedRequest.of(source(), module, content.kept());
        } catch (IllegalArgumentException e) {
            return new Refused(source(), module.value(), RejectCode.BAD_KEY_SALT, e.getMessage());
        }
    }

    /**
     * @param reason with a {@code %s} for the name
     */
    Refused refused(RejectCode code, String reason) {
        return new Refused(source(), lastPart(), code, reason.formatted(FileSafe.printable(name)));
    }

    private String lastPart() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** No way out of a folder, no drive, no character that a terminal or a reader of logs would obey. */
    private boolean isSafe() {
        if (name.startsWith("/") || DRIVE.matcher(name).lookingAt()) {
            return false;
        }
        String below = name.startsWith("./") ? name.substring(2) : name;
        for (String part : below.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return name.chars().allMatch(NamedFile::isPlain);
    }

    private static boolean isPlain(int c) {
        boolean plainAscii = c >= ' ' && c <= '~' && c != '\\';
        return plainAscii || FileSafe.printable(Character.toString((char) c)).length() == 1;
    }
}
