package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.order.SerialNumber;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Data of no real module. */
final class Sample {
    private Sample() {}

    static ChipFactoryData full() {
        byte[] verifier = new byte[97];
        Arrays.fill(verifier, (byte) 0x56);
        return new ChipFactoryData(
                Optional.of(new CommissionableData(
                        new Discriminator(4095), 100_000, Bytes.of(new byte[32]), SecretBytes.wrap(verifier))),
                new VendorId(0xFFF4),
                "v".repeat(32),
                new ProductId(0xFFFF),
                "é".repeat(16),
                Optional.of(65535),
                Optional.of("h".repeat(64)),
                Optional.of("2026-11-22-ABCDEFG"),
                Optional.of(Bytes.of(new byte[16])),
                new SerialNumber("S".repeat(32)),
                Optional.of(new DeviceAttestation(
                        Bytes.of(new byte[600]),
                        Bytes.of(new byte[600]),
                        Optional.of(P256KeyPair.of(SecretBytes.wrap(Bytes.fromHex("11".repeat(32)).toByteArray()))))),
                Bytes.of(new byte[900]));
    }

    static ChipFactoryData least() {
        return new ChipFactoryData(
                Optional.empty(),
                new VendorId(0xFFF1),
                "v",
                new ProductId(0x8000),
                "p",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new SerialNumber("SN-1"),
                Optional.empty(),
                Bytes.of((byte) 3));
    }

    static ChipFactoryData random(Random random) {
        return new ChipFactoryData(
                random.nextInt(4) > 0 ? Optional.of(commissionable(random)) : Optional.empty(),
                new VendorId(1 + random.nextInt(0xFFF4)),
                "maker " + random.nextInt(),
                new ProductId(1 + random.nextInt(0xFFFF)),
                "☃ " + random.nextInt(),
                random.nextBoolean() ? Optional.of(random.nextInt(65536)) : Optional.empty(),
                random.nextBoolean() ? Optional.of("v" + random.nextInt()) : Optional.empty(),
                random.nextBoolean() ? Optional.of("202611" + (10 + random.nextInt(20))) : Optional.empty(),
                random.nextBoolean() ? Optional.of(bytes(random, 16)) : Optional.empty(),
                new SerialNumber("SN" + random.nextInt(Integer.MAX_VALUE)),
                random.nextInt(4) > 0 ? Optional.of(attestation(random)) : Optional.empty(),
                bytes(random, 1 + random.nextInt(900)));
    }

    static CommissionableData commissionable(Random random) {
        return new CommissionableData(
                new Discriminator(random.nextInt(4096)),
                1_000 + random.nextInt(99_001),
                bytes(random, 16 + random.nextInt(17)),
                SecretBytes.wrap(bytes(random, 97).toByteArray()));
    }

    static DeviceAttestation attestation(Random random) {
        return new DeviceAttestation(
                bytes(random, 1 + random.nextInt(600)),
                bytes(random, 1 + random.nextInt(600)),
                random.nextInt(4) == 0 ? Optional.of(keyPair(random)) : Optional.empty());
    }

    static P256KeyPair keyPair(Random random) {
        return P256KeyPair.of(SecretBytes.wrap(bytes(random, 32).toByteArray()));
    }

    static Bytes bytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
