package dev.mintmark.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingCodeTest {
    private static final Path PAGE = Path.of("docs", "findings.md");

    @ParameterizedTest
    @EnumSource(FindingCode.class)
    void everyCodeSaysWhatIsWrongAndWhatToDo(FindingCode code) {
        for (String sentence : List.of(code.meaning(), code.hint())) {
            assertThat(sentence).isNotBlank().doesNotEndWith(".").doesNotContain("\n", "|");
        }
    }

    /** With {@code -Dmintmark.write-docs=true} the page is written anew instead. */
    @Test
    void thePageOfFindingsIsTheTable() throws Exception {
        if (Boolean.getBoolean("mintmark.write-docs")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("mvn test -Dtest=FindingCodeTest -Dmintmark.write-docs=true writes it")
                .isEqualTo(page());
    }

    private static String page() {
        String head =
                """
                # Findings

                <!-- made from FindingCode.java by FindingCodeTest; edit that -->

                What `mintmark reconcile` finds that does not agree, by code. The codes are stable; the evidence beside a code names what
                was found where, and may change its wording. A module is named once for a code, however many rows tell of it.
                """;
        return head
                + Stream.of(FindingCode.Scope.values())
                        .map(FindingCodeTest::section)
                        .collect(Collectors.joining());
    }

    private static String section(FindingCode.Scope scope) {
        return "\n## %s\n\n| code | what does not agree | what to do |\n|---|---|---|\n".formatted(scope.title())
                + Stream.of(FindingCode.values())
                        .filter(code -> code.scope() == scope)
                        .map(code -> "| `%s` | %s | %s |\n".formatted(code, code.meaning(), code.hint()))
                        .collect(Collectors.joining());
    }
}
