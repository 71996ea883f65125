package dev.mintmark.order;

/**
 * A label that an endpoint has from the factory (Matter Core 9.9, Fixed Label).
 *
 * @param endpoint 0 to 65,534
 * @param label 1 to 16 bytes of UTF-8
 * @param value 1 to 16 bytes of UTF-8
 */
public record FixedLabel(int endpoint, String label, String value) {
    static final int LONGEST = 16;

    public FixedLabel {
        DeviceDetails.requireEndpoint(endpoint);
        DeviceDetails.requireText("label", label, LONGEST);
        DeviceDetails.requireText("value", value, LONGEST);
    }
}
