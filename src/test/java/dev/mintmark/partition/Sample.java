package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.CalendarType;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.LocationCapability;
import dev.mintmark.format.matter.ProductColor;
import dev.mintmark.format.matter.ProductFinish;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.FixedLabel;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.SerialNumber;
import dev.mintmark.order.SupportedMode;
import dev.mintmark.order.SupportedMode.SemanticTag;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
                Optional.of(new ManufacturingDate("2026-11-22-ABCDEFG")),
                Optional.of(Bytes.of(new byte[16])),
                new DeviceDetails(
                        Optional.of(ProductFinish.FABRIC),
                        Optional.of(ProductColor.GOLD),
                        Optional.of("P".repeat(32)),
                        Optional.of("https://" + "u".repeat(248)),
                        Optional.of("L".repeat(64)),
                        EnumSet.allOf(CalendarType.class),
                        List.of("en-US"),
                        List.of(new FixedLabel(0xFFFE, "l".repeat(16), "v".repeat(16))),
                        List.of(new SupportedMode(255, "m".repeat(64), 255, List.of(new SemanticTag(65535, 65535)))),
                        Optional.of(LocationCapability.INDOOR_OUTDOOR),
                        Optional.of(0xFFFF_FFFFL)),
                new SerialNumber("S".repeat(32)),
                Optional.of(new DeviceAttestation(
                        Bytes.of(new byte[600]),
                        Bytes.of(new byte[600]),
                        Optional.of(P256KeyPair.of(
                                SecretBytes.wrap(Bytes.fromHex("11".repeat(32)).toByteArray()))))),
                Bytes.of(new byte[900]),
                List.of());
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
                DeviceDetails.NONE,
                new SerialNumber("SN-1"),
                Optional.empty(),
                Bytes.of((byte) 3),
                List.of());
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
                random.nextBoolean()
                        ? Optional.of(new ManufacturingDate("202611" + (10 + random.nextInt(20))))
                        : Optional.empty(),
                random.nextBoolean() ? Optional.of(bytes(random, 16)) : Optional.empty(),
                details(random),
                new SerialNumber("SN" + random.nextInt(Integer.MAX_VALUE)),
                random.nextInt(4) > 0 ? Optional.of(attestation(random)) : Optional.empty(),
                bytes(random, 1 + random.nextInt(900)),
                own(random));
    }

    /** Everything a device may tell of itself. */
    static DeviceDetails details(Random random) {
        return new DeviceDetails(
                one(random, ProductFinish.values()),
                one(random, ProductColor.values()),
                random.nextBoolean() ? Optional.of("PN " + random.nextInt()) : Optional.empty(),
                random.nextBoolean() ? Optional.of("https://example.com/?" + random.nextInt()) : Optional.empty(),
                random.nextBoolean() ? Optional.of("☃ " + random.nextInt()) : Optional.empty(),
                EnumSet.allOf(CalendarType.class).stream()
                        .filter(calendar -> random.nextInt(4) == 0)
                        .collect(Collectors.toSet()),
                List.of("en-US", "zh-Hant-TW", "de").subList(0, random.nextInt(4)),
                IntStream.range(0, random.nextInt(20))
                        .mapToObj(i -> new FixedLabel(random.nextInt(17), "label " + i, "value " + random.nextInt(99)))
                        .toList(),
                IntStream.range(0, random.nextInt(6))
                        .mapToObj(i -> new SupportedMode(random.nextInt(3), "mode " + i, i, tags(random)))
                        .toList(),
                one(random, LocationCapability.values()),
                random.nextBoolean() ? Optional.of(random.nextLong(1L << 32)) : Optional.empty());
    }

    private static List<SemanticTag> tags(Random random) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> new SemanticTag(random.nextInt(0x10000), random.nextInt(0x10000)))
                .toList();
    }

    private static <T> Optional<T> one(Random random, T[] all) {
        return random.nextBoolean() ? Optional.of(all[random.nextInt(all.length)]) : Optional.empty();
    }

    private static List<NvsNamespace> own(Random random) {
        NvsEntry number = new NvsEntry("my-num", new NvsValue.Int(NvsType.U8, random.nextInt(256)));
        NvsEntry blob = new NvsEntry("my-blob", new NvsValue.Blob(bytes(random, random.nextInt(99))));
        return switch (random.nextInt(3)) {
            case 0 -> List.of();
            case 1 -> List.of(new NvsNamespace("app", List.of(blob, number)));
            default ->
                List.of(new NvsNamespace("chip-factory", List.of(number)), new NvsNamespace("app", List.of(blob)));
        };
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
