package dev.mintmark.delivery;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.Spake2pVerifier;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.order.DacPlacement;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.Product;
import dev.mintmark.order.RotatingId;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.partition.ChipFactoryData;
import dev.mintmark.partition.ChipFactoryPartition;
import dev.mintmark.partition.CommissionableData;
import dev.mintmark.partition.DeviceAttestation;
import dev.mintmark.template.MakerKeys;
import dev.mintmark.template.ModuleValues;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a product's partition holds what its modules will have in it, tried before anything is signed. */
public final class PartitionRoom {
    /** Matter Core 6.1.2. */
    private static final int LONGEST_CERTIFICATE = 600;

    private static final int ROTATING_ID = 16;

    private final Product product;
    private final Bytes pai;
    private final Bytes declaration;
    private final MakerKeys keys;
    private final Set<String> shapes = new HashSet<>();

    public PartitionRoom(Product product, Bytes pai, Bytes declaration, MakerKeys keys) {
        this.product = product;
        this.pai = pai;
        this.declaration = declaration;
        this.keys = keys;
    }

    /**
     * Throws if a module with these values, and with the longest of all else, does not fit; what has the same lengths as values
     * before is not tried again.
     *
     * @throws IllegalStateException with the key that does not fit, and the size that would do
     */
    public void require(ModuleValues values) {
        List<NvsNamespace> own = keys.own(values);
        if (!shapes.add(shape(own))) {
            return;
        }
        try (SecretBytes verifier = SecretBytes.wrap(new byte[Spake2pVerifier.LENGTH])) {
            ChipFactoryPartition.write(
                    new ChipFactoryData(
                            Optional.of(new CommissionableData(
                                    new Discriminator(0),
                                    product.iterationCount(),
                                    Bytes.of(new byte[Spake2pVerifier.MAX_SALT]),
                                    verifier)),
                            product.vendorId(),
                            product.vendorName(),
                            product.productId(),
                            product.productName(),
                            product.hardwareVersion(),
                            product.hardwareVersionString(),
                            product.manufacturingDate().map(source -> new ManufacturingDate("2026-01-01-2345678")),
                            product.rotatingId() == RotatingId.NONE
                                    ? Optional.empty()
                                    : Optional.of(Bytes.of(new byte[ROTATING_ID])),
                            product.details(),
                            new SerialNumber("0".repeat(32)),
                            product.dacPlacement().place() == DacPlacement.Place.NVS
                                    ? Optional.of(attestation())
                                    : Optional.empty(),
                            declaration,
                            own),
                    product.partitionSize());
        }
    }

    /** With a private key: whether there is one is the order's choice. */
    private DeviceAttestation attestation() {
        byte[] one = new byte[P256KeyPair.SCALAR_LENGTH];
        one[one.length - 1] = 1;
        return new DeviceAttestation(
                Bytes.of(new byte[LONGEST_CERTIFICATE]), pai, Optional.of(P256KeyPair.of(SecretBytes.wrap(one))));
    }

    /** Keys and lengths decide; {@code describe} tells no more. */
    private static String shape(List<NvsNamespace> own) {
        return own.stream()
                .flatMap(namespace -> namespace.entries().stream())
                .map(NvsEntry::value)
                .map(value -> value instanceof dev.mintmark.format.nvs.NvsValue.Text text
                        ? "t" + text.value().getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                        : value instanceof dev.mintmark.format.nvs.NvsValue.Blob blob
                                ? "b" + blob.value().size()
                                : "n")
                .collect(Collectors.joining(" "));
    }
}
