package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.onboarding.ModuleSecrets;
import dev.mintmark.order.DacPlacement;
import dev.mintmark.order.KeyOrigin;
import dev.mintmark.partition.CommissionableData;
import dev.mintmark.partition.DeviceAttestation;
import dev.mintmark.partition.SecureCertData;
import dev.mintmark.partition.SecureCertPartition;
import java.util.List;
import java.util.Optional;

/**
 * One module's attestation and commissionable data, divided between its factory partition and the file beside it. Closed by
 * whoever made it.
 */
final class PlacedData implements AutoCloseable {
    private final DacPlacement placement;
    private final IssuedModule issued;
    private final Bytes pai;
    private final ModuleSecrets secrets;
    private final CommissionableData commissionable;
    private final Optional<P256KeyPair> key;

    PlacedData(LotRecipe recipe, IssuedModule issued, CommissionableData commissionable) {
        this.placement = recipe.product().dacPlacement();
        this.issued = issued;
        this.pai = recipe.pai();
        this.secrets = recipe.secrets();
        this.commissionable = commissionable;
        this.key = recipe.head().keys() == KeyOrigin.HOST_MADE
                ? Optional.of(hostMade(recipe.secrets(), issued))
                : Optional.empty();
    }

    private static P256KeyPair hostMade(ModuleSecrets secrets, IssuedModule issued) {
        P256KeyPair pair = secrets.hostMadeKey(issued.module().seq());
        if (!pair.point().equals(issued.module().publicKey())) {
            throw new IllegalStateException("the key of module %s is not the one that its row has"
                    .formatted(issued.module().moduleId()));
        }
        return pair;
    }

    /** Whether the partition holds nothing of it, and no rotating id either. */
    boolean isCommissionableElsewhere() {
        return placement.commissionable();
    }

    /** What the partition holds of the one. */
    Optional<CommissionableData> commissionableInPartition() {
        return placement.commissionable() ? Optional.empty() : Optional.of(commissionable);
    }

    /** And of the other. */
    Optional<DeviceAttestation> attestationInPartition() {
        return placement.place() == DacPlacement.Place.NVS ? Optional.of(attestation()) : Optional.empty();
    }

    /** The file beside the partition, if there is one. */
    Optional<ModuleFile> file() {
        return switch (placement.place()) {
            case SECURE_CERT -> Optional.of(ModuleFile.SECURE_CERT);
            case FRAGMENTS -> Optional.of(ModuleFile.FRAGMENTS);
            case NVS, DER -> Optional.empty();
        };
    }

    /** Its content; wiped by the caller. */
    byte[] content(Optional<Bytes> rotatingId) {
        return placement.place() == DacPlacement.Place.FRAGMENTS
                ? SecureCertPartition.fragments(issued.dac().der(), pai)
                : SecureCertPartition.write(secureCert(rotatingId), placement.hashed());
    }

    private SecureCertData secureCert(Optional<Bytes> rotatingId) {
        int seq = issued.module().seq();
        return new SecureCertData(
                attestation(),
                placement.needsKeySalt() ? issued.module().keySalt() : Optional.empty(),
                placement.ecdsaKeyId().map(id -> SecureCertData.FIRST_KEY_BLOCK + id),
                placement.commissionable()
                        ? Optional.of(new SecureCertData.Commissionable(
                                commissionable,
                                rotatingId,
                                List.of(secrets.secureCertRandom(seq, 1), secrets.secureCertRandom(seq, 2))))
                        : Optional.empty());
    }

    private DeviceAttestation attestation() {
        return new DeviceAttestation(issued.dac().der(), pai, key);
    }

    @Override
    public void close() {
        key.ifPresent(P256KeyPair::close);
    }
}
