package dev.mintmark.manifest;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Writes a manifest: RFC 4180 with CRLF, a header row, then one row per issued module by place. Inside a lot each row also
 * carries the module's onboarding codes; outside, no row holds a secret.
 */
public final class ManifestCsv {
    /** The two columns that only a manifest inside a lot has. */
    public static final List<String> ONBOARDING_COLUMNS = List.of("qrcode", "manualcode");

    private static final List<ManifestColumn> COLUMNS = Arrays.asList(ManifestColumn.values());

    /** Bytes; hashes and names take less than a quarter of it. */
    private static final int LONGEST_ROW = 8192;

    private final ManifestHead head;
    private final CSVPrinter printer;

    private ManifestCsv(ManifestHead head, CSVPrinter printer) {
        this.head = head;
        this.printer = printer;
    }

    /** Starts the order's manifest, which goes where anyone may read it. */
    public static ManifestCsv ofOrder(ManifestHead head, Appendable to) throws IOException {
        return start(head, List.of(), to);
    }

    /** Starts a lot's manifest, which exists only inside the encryption. */
    public static ManifestCsv ofLot(ManifestHead head, Appendable to) throws IOException {
        return start(head, ONBOARDING_COLUMNS, to);
    }

    private static ManifestCsv start(ManifestHead head, List<String> further, Appendable to) throws IOException {
        CSVPrinter printer = new CSVPrinter(to, CSVFormat.RFC4180);
        printer.printRecord(titles(further));
        return new ManifestCsv(head, printer);
    }

    private static List<String> titles(List<String> further) {
        return Stream.concat(COLUMNS.stream().map(ManifestColumn::title), further.stream())
                .toList();
    }

    /**
     * @throws IllegalArgumentException if it is not the header row of an order's manifest
     */
    static void requireHeader(List<String> cells) {
        if (!cells.equals(titles(List.of()))) {
            throw new IllegalArgumentException("the manifest has other columns");
        }
    }

    /** The header row of a lot's manifest. */
    static List<String> lotTitles() {
        return titles(ONBOARDING_COLUMNS);
    }

    /**
     * Reads a lot's manifest back.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static List<ListedModule> readLot(String manifest) {
        List<ListedModule> rows = new ArrayList<>();
        try (CSVParser parser = CSVFormat.RFC4180.parse(new StringReader(manifest))) {
            for (CSVRecord row : parser) {
                if (row.getRecordNumber() == 1
                        ? !row.toList().equals(lotTitles())
                        : row.size() != lotTitles().size()) {
                    throw new IllegalArgumentException("the manifest has other columns");
                }
                if (row.getRecordNumber() > 1) {
                    rows.add(ListedModule.of(row.toList()));
                }
            }
            return rows;
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("the manifest is not CSV", e);
        }
    }

    /**
     * Reads an order's manifest back, a row at a time: it need not fit in memory. Its rows have no onboarding codes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void readOrder(Reader manifest, Consumer<ListedModule> each) {
        try (CSVParser parser = CSVFormat.RFC4180.parse(manifest)) {
            for (CSVRecord row : parser) {
                List<String> cells = row.toList();
                if (row.getRecordNumber() == 1 ? !cells.equals(titles(List.of())) : cells.size() != COLUMNS.size()) {
                    throw new IllegalArgumentException("the manifest has other columns");
                }
                if (row.getRecordNumber() > 1) {
                    each.accept(ListedModule.of(
                            Stream.concat(cells.stream(), Stream.of("", "")).toList()));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("the manifest is not CSV", e);
        }
    }

    /**
     * Reads the last row of an order's manifest, whatever comes before.
     *
     * @return nothing if there is none, or it is not of the form
     */
    public static Optional<ListedModule> lastOfOrder(Path manifest) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(manifest)) {
            file.position(Math.max(0, file.size() - LONGEST_ROW));
            String end = new String(Channels.newInputStream(file).readAllBytes(), StandardCharsets.UTF_8);
            String row = end.stripTrailing();
            return CSVFormat.RFC4180.parse(new StringReader(row.substring(row.lastIndexOf('\n') + 1))).stream()
                    .filter(cells -> cells.size() == COLUMNS.size())
                    .map(cells -> ListedModule.of(
                            Stream.concat(cells.stream(), Stream.of("", "")).toList()))
                    .findFirst();
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param onboarding QR code text and printed manual code in a lot's manifest, nothing in the order's
     */
    public void row(ManifestRow row, String... onboarding) throws IOException {
        List<String> cells = new ArrayList<>(COLUMNS.size() + onboarding.length);
        COLUMNS.forEach(column -> cells.add(column.cell(head, row)));
        cells.addAll(Arrays.asList(onboarding));
        printer.printRecord(cells);
    }
}
