package dev.mintmark.check;

import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.manifest.ListedModule;
import java.util.Optional;

/**
 * What all modules of a lot are held against.
 *
 * @param name of the lot's folder
 * @param pai empty if it could not be read
 * @param labels empty if they could not be read
 */
record LotContext(String name, Optional<AttestationCertificate> pai, Optional<LabelTable> labels) {
    static final String PAYLOAD = "data/";
    static final String MANIFEST = PAYLOAD + "manifest.csv";
    static final String LABELS = PAYLOAD + "labels.csv";
    static final String LABEL_SHEET = PAYLOAD + "labels.pdf";
    static final String PAI = PAYLOAD + "pai.der";
    static final String MODULES = PAYLOAD + "modules/";

    static String place(String lot, String path) {
        return lot + "/" + path;
    }

    String place(String path) {
        return place(name, path);
    }

    /** The module's row in the manifest. */
    String place(ListedModule row) {
        return place(MANIFEST) + ":module " + row.moduleId();
    }
}
