package dev.mintmark.partition;

import dev.mintmark.format.Bytes;
import dev.mintmark.format.P256KeyPair;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.matter.Discriminator;
import dev.mintmark.format.matter.LocationCapability;
import dev.mintmark.format.matter.ProductColor;
import dev.mintmark.format.matter.ProductFinish;
import dev.mintmark.format.matter.ProductId;
import dev.mintmark.format.matter.VendorId;
import dev.mintmark.format.nvs.NvsContents;
import dev.mintmark.format.nvs.NvsEntry;
import dev.mintmark.format.nvs.NvsNamespace;
import dev.mintmark.format.nvs.NvsType;
import dev.mintmark.format.nvs.NvsValue;
import dev.mintmark.order.DeviceDetails;
import dev.mintmark.order.ManufacturingDate;
import dev.mintmark.order.SerialNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The values of an image, sorted by key, each known and required one there. */
final class ChipFactoryValues {
    private static final Map<String, ChipFactoryKey> BY_NAME = Arrays.stream(ChipFactoryKey.values())
            .collect(Collectors.toMap(ChipFactoryKey::nvsKey, Function.identity()));

    private static final Set<ChipFactoryKey> COMMISSIONABLE = EnumSet.of(
            ChipFactoryKey.DISCRIMINATOR, ChipFactoryKey.ITERATION_COUNT, ChipFactoryKey.SALT, ChipFactoryKey.VERIFIER);
    private static final Set<ChipFactoryKey> ATTESTATION = EnumSet.of(ChipFactoryKey.DAC, ChipFactoryKey.PAI);
    private static final Set<ChipFactoryKey> HOST_MADE_KEY =
            EnumSet.of(ChipFactoryKey.DAC_KEY, ChipFactoryKey.DAC_PUBLIC_KEY);

    private final Map<ChipFactoryKey, NvsValue> values = new EnumMap<>(ChipFactoryKey.class);
    private final ReadLists lists = new ReadLists();
    private final List<NvsNamespace> own = new ArrayList<>();

    private ChipFactoryValues() {}

    static ChipFactoryValues of(NvsContents contents) {
        if (contents.version() != 2) {
            throw new ChipFactoryException("NVS version %d, not 2".formatted(contents.version()));
        }
        ChipFactoryValues read = new ChipFactoryValues();
        for (NvsNamespace namespace : contents.namespaces()) {
            if (namespace.name().equals(ChipFactoryKey.NAMESPACE)) {
                read.addAll(namespace.entries());
            } else {
                read.own.add(namespace);
            }
        }
        for (ChipFactoryKey key : ChipFactoryKey.values()) {
            if (key.isRequired()) {
                read.require(key);
            }
        }
        if (read.hasAny(HOST_MADE_KEY)) {
            read.require(ChipFactoryKey.DAC);
        }
        return read;
    }

    private boolean hasAny(Set<ChipFactoryKey> keys) {
        return keys.stream().anyMatch(values::containsKey);
    }

    private void addAll(List<NvsEntry> entries) {
        List<NvsEntry> makers = new ArrayList<>();
        for (NvsEntry entry : entries) {
            String key = entry.key();
            if (ReservedKeys.isNeverWritten(key)) {
                throw new ChipFactoryException(
                        "key \"%s\" is none that mintmark writes: secrets of the module do not belong in its partition"
                                .formatted(key));
            } else if (BY_NAME.containsKey(key)) {
                add(BY_NAME.get(key), entry);
            } else if (ReservedKeys.isListed(key)) {
                lists.add(entry);
            } else {
                makers.add(entry);
            }
        }
        if (!makers.isEmpty()) {
            own.add(0, new NvsNamespace(ChipFactoryKey.NAMESPACE, makers));
        }
    }

    private void add(ChipFactoryKey key, NvsEntry entry) {
        boolean fits =
                switch (key.form()) {
                    case NUMBER -> entry.value() instanceof NvsValue.Int number && number.type() == NvsType.U32;
                    case TEXT, BASE64 -> entry.value() instanceof NvsValue.Text;
                    case BLOB -> entry.value() instanceof NvsValue.Blob;
                };
        if (!fits) {
            throw new ChipFactoryException(
                    "key \"%s\" is of another type than the firmware reads".formatted(entry.key()));
        }
        values.put(key, entry.value());
    }

    ChipFactoryData toData() {
        DeviceDetails details = details();
        Optional<CommissionableData> commissionable = Optional.empty();
        Optional<DeviceAttestation> attestation = Optional.empty();
        try {
            commissionable = together(COMMISSIONABLE, this::commissionable);
            attestation = together(ATTESTATION, this::attestation);
            return new ChipFactoryData(
                    commissionable,
                    new VendorId(number(ChipFactoryKey.VENDOR_ID)),
                    text(ChipFactoryKey.VENDOR_NAME),
                    new ProductId(number(ChipFactoryKey.PRODUCT_ID)),
                    text(ChipFactoryKey.PRODUCT_NAME),
                    optional(ChipFactoryKey.HARDWARE_VERSION, this::number),
                    optional(ChipFactoryKey.HARDWARE_VERSION_STRING, this::text),
                    optional(ChipFactoryKey.MANUFACTURING_DATE, this::manufacturingDate),
                    optional(ChipFactoryKey.ROTATING_ID, this::blob),
                    details,
                    new SerialNumber(text(ChipFactoryKey.SERIAL_NUMBER)),
                    attestation,
                    blob(ChipFactoryKey.CERTIFICATION_DECLARATION),
                    own);
        } catch (IllegalArgumentException e) {
            commissionable.ifPresent(data -> data.verifier().close());
            attestation.flatMap(DeviceAttestation::key).ifPresent(P256KeyPair::close);
            throw new ChipFactoryException(e.getMessage(), e);
        }
    }

    /** Keys of which firmware uses none unless it has all. */
    private <T> Optional<T> together(Set<ChipFactoryKey> keys, Supplier<T> read) {
        if (!hasAny(keys)) {
            return Optional.empty();
        }
        for (ChipFactoryKey key : keys) {
            require(key);
        }
        return Optional.of(read.get());
    }

    private CommissionableData commissionable() {
        Bytes salt = Bytes.of(base64(ChipFactoryKey.SALT));
        return new CommissionableData(
                new Discriminator(number(ChipFactoryKey.DISCRIMINATOR)),
                number(ChipFactoryKey.ITERATION_COUNT),
                salt,
                SecretBytes.wrap(base64(ChipFactoryKey.VERIFIER)));
    }

    private DeviceAttestation attestation() {
        Optional<P256KeyPair> key = together(HOST_MADE_KEY, () -> {
            byte[] scalar = blob(ChipFactoryKey.DAC_KEY).toByteArray();
            ChipFactoryKey.DAC_KEY.check(scalar.length);
            P256KeyPair pair = P256KeyPair.of(SecretBytes.wrap(scalar));
            if (!pair.point().equals(blob(ChipFactoryKey.DAC_PUBLIC_KEY))) {
                throw new ChipFactoryException("\"dac-pub-key\" is not the public key of \"dac-key\"");
            }
            return pair;
        });
        return new DeviceAttestation(blob(ChipFactoryKey.DAC), blob(ChipFactoryKey.PAI), key);
    }

    private void require(ChipFactoryKey key) {
        if (!values.containsKey(key)) {
            throw new ChipFactoryException("key \"%s\" is missing".formatted(key.nvsKey()));
        }
    }

    private DeviceDetails details() {
        try {
            DeviceDetails details = new DeviceDetails(
                    optional(ChipFactoryKey.PRODUCT_FINISH, this::number).map(i -> ProductFinish.values()[i]),
                    optional(ChipFactoryKey.PRODUCT_COLOR, this::number).map(i -> ProductColor.values()[i]),
                    optional(ChipFactoryKey.PART_NUMBER, this::text),
                    optional(ChipFactoryKey.PRODUCT_URL, this::text),
                    optional(ChipFactoryKey.PRODUCT_LABEL, this::text),
                    optional(ChipFactoryKey.CALENDAR_TYPES, this::number)
                            .map(DeviceLists::calendars)
                            .orElse(Set.of()),
                    lists.locales(),
                    lists.fixedLabels(),
                    lists.supportedModes(),
                    optional(ChipFactoryKey.LOCATION_CAPABILITY, this::number).map(i -> LocationCapability.values()[i]),
                    optional(ChipFactoryKey.DEVICE_TYPE, this::longNumber));
            lists.requireNoneLeft();
            return details;
        } catch (IllegalArgumentException e) {
            throw new ChipFactoryException(e.getMessage(), e);
        }
    }

    private <T> Optional<T> optional(ChipFactoryKey key, Function<ChipFactoryKey, T> read) {
        return values.containsKey(key) ? Optional.of(read.apply(key)) : Optional.empty();
    }

    private int number(ChipFactoryKey key) {
        return (int) longNumber(key);
    }

    private long longNumber(ChipFactoryKey key) {
        long value = ((NvsValue.Int) values.get(key)).value();
        key.check(value);
        return value;
    }

    private String text(ChipFactoryKey key) {
        return ((NvsValue.Text) values.get(key)).value();
    }

    private ManufacturingDate manufacturingDate(ChipFactoryKey key) {
        try {
            return new ManufacturingDate(text(key));
        } catch (IllegalArgumentException e) {
            throw new ChipFactoryException("key \"%s\": %s".formatted(key.nvsKey(), e.getMessage()), e);
        }
    }

    private Bytes blob(ChipFactoryKey key) {
        return ((NvsValue.Blob) values.get(key)).value();
    }

    /** Only the one encoding with padding: others decode here and not in every firmware. */
    private byte[] base64(ChipFactoryKey key) {
        String text = text(key);
        try {
            byte[] raw = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(raw).equals(text)) {
                return raw;
            }
        } catch (IllegalArgumentException e) {
            // told below, without the value
        }
        throw new ChipFactoryException("key \"%s\" is no base64".formatted(key.nvsKey()));
    }
}
