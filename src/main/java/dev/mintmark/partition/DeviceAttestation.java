package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import java.util.Optional;

/**
 * What a module answers an attestation request with.
 *
 * @param dac DER, at most 600 bytes
 * @param pai DER, at most 600 bytes
 * @param key of the DAC, where the host made it; empty where it was made on the chip
 */
public record DeviceAttestation(Bytes dac, Bytes pai, Optional<P256KeyPair> key) {
    public DeviceAttestation {
        ChipFactoryKey.DAC.check(dac.size());
        ChipFactoryKey.PAI.check(pai.size());
    }

    @Override
    public String toString() {
        return "device attestation, " + (key.isPresent() ? "with its private key" : "without a private key");
    }
}
