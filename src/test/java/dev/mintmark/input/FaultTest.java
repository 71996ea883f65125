package dev.mintmark.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\t", "\u001B[2J", "\u202E", "\u2066", "\u2028", "\u0000", "\uD83D", "\uFEFF"})
    void whatIsQuotedIsOneLineThatOnlyShows(String hostile) {
        Fault fault = new Fault("a" + hostile + ".yaml:1", "key \"" + hostile + "\" is unknown", "not " + hostile);

        assertThat(fault.text().lines()).hasSize(2).allMatch(FileSafe::isPrintable);
        assertThat(fault.what()).startsWith("key \"\\u").endsWith("\" is unknown");
    }

    @Test
    void whatCanBeSeenStaysAsItIs() {
        assertThat(new Fault("C:\\orders\\ü.yaml:1", "größer als \"10\"", "").text())
                .isEqualTo("C:\\orders\\ü.yaml:1: größer als \"10\"");
    }
}
