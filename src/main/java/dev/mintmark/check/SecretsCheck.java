package dev.mintmark.check;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.attestation.SubjectPublicKey;
import dev.mintmark.format.matter.OnboardingPayload;
import dev.mintmark.format.matter.Spake2pVerifier;
import dev.mintmark.manifest.ListedModule;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.CommissionableData;
import dev.mintmark.partition.DeviceAttestation;
import java.util.Optional;

/** What a module's files hold of secrets, wherever they were placed, and that it is there once. Used once. */
final class SecretsCheck {
    private final ListedModule row;
    private final Optional<OnboardingPayload> onboarding;
    private final Findings findings;
    private boolean commissionableSeen;
    private boolean keySeen;
    private boolean allRead = true;

    /**
     * @param onboarding empty if the row's codes could not be read
     */
    SecretsCheck(ListedModule row, Optional<OnboardingPayload> onboarding, Findings findings) {
        this.row = row;
        this.onboarding = onboarding;
        this.findings = findings;
    }

    void partition(String place, ChipFactoryData data) {
        data.commissionable().ifPresent(commissionable -> commissionable(place, commissionable));
        data.attestation().flatMap(DeviceAttestation::key).ifPresent(key -> key(place, key));
    }

    /** The proof that the label opens the device. Closes the verifier. */
    void commissionable(String place, CommissionableData data) {
        commissionableSeen = true;
        try (SecretBytes verifier = data.verifier()) {
            onboarding.ifPresent(payload -> {
                try (SecretBytes expected =
                        Spake2pVerifier.compute(payload.passcode(), data.salt(), data.iterationCount())) {
                    if (!expected.equals(verifier)) {
                        findings.add(
                                CheckCode.VERIFIER_DIFFERS,
                                place,
                                "its verifier is not that of the passcode in the row's qrcode");
                    }
                }
            });
        }
    }

    /** The proof that the device can show its DAC. Closes the key. */
    void key(String place, P256KeyPair pair) {
        keySeen = true;
        try (pair) {
            Bytes spki = new SubjectPublicKey(pair.point()).spki();
            if (!spki.sha256Digest().equals(row.spkiSha256())) {
                findings.add(CheckCode.PRIVATE_KEY_DIFFERS, place, "it holds a private key, which is not the DAC's");
            }
        }
        if (row.keys() != KeyOrigin.HOST_MADE) {
            findings.add(
                    CheckCode.PRIVATE_KEY_DIFFERS,
                    place,
                    "it holds a private key, and the row says that the host made none: keys is %s",
                    row.keys().word());
        }
    }

    /** A file that should hold secrets and could not be read. */
    void unread() {
        allRead = false;
    }

    /** After all files; tells what is in none of them. */
    void finish(String partition, boolean partitionRead) {
        if (!partitionRead || !allRead) {
            return;
        }
        if (!commissionableSeen) {
            findings.add(
                    CheckCode.PARTITION_MALFORMED,
                    partition,
                    "discriminator, iteration-count, salt and verifier are missing, and are in no secure-cert image either");
        }
        if (row.keys() == KeyOrigin.HOST_MADE && !keySeen) {
            findings.add(
                    CheckCode.PRIVATE_KEY_DIFFERS,
                    partition,
                    "the row says that the host made the key, and no file of the module has it");
        }
    }
}
