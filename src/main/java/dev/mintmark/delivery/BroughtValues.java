package dev.mintmark.delivery;

import dev.mintmark.template.ModuleValues;

/** What modules brought along when they were taken. */
@FunctionalInterface
public interface BroughtValues {
    /**
     * @param seq the module's place
     * @throws IllegalStateException if its values are not there, or not as they were taken
     */
    ModuleValues of(int seq);
}
