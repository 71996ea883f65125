package dev.mintmark.inspect;

import dev.mintmark.format.Bytes;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is shown of a file, before it becomes lines of text or JSON. */
public sealed interface Shown {
    record Text(String value) implements Shown {}

    record Number(BigInteger value) implements Shown {}

    record Flag(boolean value) implements Shown {}

    record Blob(Bytes value) implements Shown {
        /** Lower case. */
        public String hex() {
            return value.hex();
        }

        /** In bytes. */
        public int size() {
            return value.size();
        }
    }

    record Many(List<Shown> items) implements Shown {
        public Many {
            items = List.copyOf(items);
        }
    }

    /**
     * @param fields in the order in which they are shown
     */
    record Group(Map<String, Shown> fields) implements Shown {
        public Group {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
