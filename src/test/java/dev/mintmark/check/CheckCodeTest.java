package dev.mintmark.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckCodeTest {
    private static final Path PAGE = Path.of("docs", "check.md");
    private static final String TABLES = "<!-- made from CheckCode.java by CheckCodeTest; edit that -->\n";

    @ParameterizedTest
    @EnumSource(CheckCode.class)
    void everyCodeSaysWhatIsWrongAndWhatToDo(CheckCode code) {
        for (String sentence : List.of(code.meaning(), code.hint())) {
            assertThat(sentence).isNotBlank().doesNotEndWith(".").doesNotContain("\n", "|");
        }
    }

    /** With {@code -Dmintmark.write-docs=true} the tables are written anew instead. */
    @Test
    void thePageHasTheTable() throws Exception {
        String page = Files.readString(PAGE);
        String head = page.substring(0, page.indexOf(TABLES) + TABLES.length());
        if (Boolean.getBoolean("mintmark.write-docs")) {
            Files.writeString(PAGE, head + tables());
        }
        assertThat(Files.readString(PAGE))
                .as("mvn test -Dtest=CheckCodeTest -Dmintmark.write-docs=true writes it")
                .isEqualTo(head + tables());
    }

    private static String tables() {
        return Stream.of(CheckCode.Scope.values())
                .map(scope -> "\n### %s\n\n| code | what is wrong | what to do |\n|---|---|---|\n"
                                .formatted(scope.title())
                        + Stream.of(CheckCode.values())
                                .filter(code -> code.scope() == scope)
                                .map(code -> "| `%s` | %s | %s |\n".formatted(code, code.meaning(), code.hint()))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
