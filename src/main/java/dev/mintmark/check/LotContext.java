package dev.mintmark.check;

import dev.mintmark.delivery.DevicesNdjson;
import dev.mintmark.delivery.ModuleFile;
import dev.mintmark.format.attestation.AttestationCertificate;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.ModuleId;
import java.util.Optional;

/**
 * What all modules of a lot are held against.
 *
 * @param name of the lot's folder
 * @param pai empty if it could not be read
 * @param labels empty if they could not be read
 * @param hasFolders whether a module's files lie in a folder of its own
 */
record LotContext(String name, Optional<AttestationCertificate> pai, Optional<LabelTable> labels, boolean hasFolders) {
    LotContext(String name, Optional<AttestationCertificate> pai, Optional<LabelTable> labels) {
        this(name, pai, labels, true);
    }

    /** Of a field upgrade, where each device is a line. */
    static LotContext ofDevices(String name, Optional<AttestationCertificate> pai) {
        return new LotContext(name, pai, Optional.empty(), false);
    }

    static final String PAYLOAD = "data/";
    static final String MANIFEST = PAYLOAD + "manifest.csv";
    static final String LABELS = PAYLOAD + "labels.csv";
    static final String LABEL_SHEET = PAYLOAD + "labels.pdf";
    static final String PAI = PAYLOAD + "pai.der";
    static final String DEVICES = PAYLOAD + DevicesNdjson.NAME;
    static final String MODULES = PAYLOAD + "modules/";

    static String place(String lot, String path) {
        return lot + "/" + path;
    }

    String place(String path) {
        return place(name, path);
    }

    String place(ModuleFile file, ModuleId module) {
        return hasFolders ? place(PAYLOAD + file.path(module)) : device(module);
    }

    /** The device's line. */
    String device(ModuleId module) {
        return place(DEVICES) + ":module " + module;
    }

    /** The module's row in the manifest. */
    String place(ListedModule row) {
        return place(MANIFEST) + ":module " + row.moduleId();
    }
}
