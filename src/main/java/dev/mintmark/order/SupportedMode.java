package dev.mintmark.order;

import java.util.List;

/**
 * A mode that an endpoint can be put into (Matter Application Clusters 1.9, Mode Select).
 *
 * @param endpoint 0 to 65,534
 * @param label 1 to 64 bytes of UTF-8
 * @param mode its number at the endpoint, 0 to 255
 * @param tags what it means to programs; may be none
 */
public record SupportedMode(int endpoint, String label, int mode, List<SemanticTag> tags) {
    static final int LONGEST_LABEL = 64;
    static final int HIGHEST = 0xFF;

    /**
     * A meaning.
     *
     * @param value 0 to 65,535
     * @param manufacturer whose meaning it is: a vendor id, or 0 for the standard's; 0 to 65,535
     */
    public record SemanticTag(int value, int manufacturer) {
        static final int HIGHEST = 0xFFFF;

        public SemanticTag {
            DeviceDetails.requireRange("value", value, HIGHEST);
            DeviceDetails.requireRange("manufacturer", manufacturer, HIGHEST);
        }
    }

    public SupportedMode {
        DeviceDetails.requireEndpoint(endpoint);
        DeviceDetails.requireText("label", label, LONGEST_LABEL);
        DeviceDetails.requireRange("mode", mode, HIGHEST);
        tags = List.copyOf(tags);
    }
}
