package dev.mintmark.delivery;

import dev.mintmark.issue.AcceptedModule;
import dev.mintmark.issue.Dac;

/** A module with its DAC, ready to be packaged. */
public record IssuedModule(AcceptedModule module, Dac dac) {
    public IssuedModule {
        if (module.seq() != dac.seq() || !module.spkiSha256().equals(dac.spkiSha256())) {
            throw new IllegalArgumentException("DAC of another module at place " + module.seq());
        }
    }
}
