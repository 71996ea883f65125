package dev.mintmark.template;

import dev.mintmark.format.nvs.NvsValue;
import java.util.Optional;

/**
 * A key of a template.
 *
 * @param fixed its value in all modules; empty if each module brings its own
 */
record TemplateRow(
        String namespace, String key, NvsEncoding encoding, boolean file, boolean repeat, Optional<NvsValue> fixed) {}
