package dev.mintmark.csr;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Archives as different tools write them. */
final class Archives {
    private Archives() {}

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Deflated, sizes after the content, as when a zip is streamed. */
    static byte[] zip(Map<String, byte[]> files) {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(file.getValue());
                }
            }
        });
    }

    /** Stored, sizes before the content. */
    static byte[] storedZip(Map<String, byte[]> files) {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    ZipEntry entry = new ZipEntry(file.getKey());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                    zip.putNextEntry(entry);
                    zip.write(file.getValue());
                }
            }
        });
    }

    /** One stored entry with its size behind it, as Go's archive/zip writes: put together by hand. */
    static byte[] storedZipWithDataDescriptor(String name, byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        LittleEndian zip = new LittleEndian();
        zip.u32(0x04034b50).u16(20, 8, 0, 0, 0x21).u32(0).u32(0).u32(0).u16(name.length(), 0);
        zip.ascii(name).raw(content);
        zip.u32(0x08074b50).u32(crc.getValue()).u32(content.length).u32(content.length);
        int directory = zip.size();
        zip.u32(0x02014b50).u16(20, 20, 8, 0, 0, 0x21).u32(crc.getValue());
        zip.u32(content.length)
                .u32(content.length)
                .u16(name.length(), 0, 0, 0, 0)
                .u32(0)
                .u32(0);
        zip.ascii(name);
        int end = zip.size();
        zip.u32(0x06054b50).u16(0, 0, 1, 1).u32(end - directory).u32(directory).u16(0);
        return zip.bytes();
    }

    /** By another writer, with Unix modes and always zip64. */
    static byte[] zip64(Map<String, byte[]> files) {
        return bytes(out -> {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                zip.setUseZip64(Zip64Mode.Always);
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
                    entry.setUnixMode(0100644);
                    zip.putArchiveEntry(entry);
                    zip.write(file.getValue());
                    zip.closeArchiveEntry();
                }
            }
        });
    }

    static byte[] tar(Map<String, byte[]> files) {
        return bytes(out -> {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                    entry.setSize(file.getValue().length);
                    tar.putArchiveEntry(entry);
                    tar.write(file.getValue());
                    tar.closeArchiveEntry();
                }
            }
        });
    }

    /** A tar of one entry of another kind than a file. */
    static byte[] tarOf(String name, byte kind, String target) {
        return bytes(out -> {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                TarArchiveEntry entry = new TarArchiveEntry(name, kind);
                entry.setLinkName(target);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        });
    }

    static byte[] gzip(byte[] plain) {
        return bytes(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(plain);
            }
        });
    }

    private static final class LittleEndian {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        LittleEndian u16(int... values) {
            for (int value : values) {
                out.write(value);
                out.write(value >>> 8);
            }
            return this;
        }

        LittleEndian u32(long value) {
            return u16((int) value & 0xFFFF, (int) (value >>> 16) & 0xFFFF);
        }

        LittleEndian ascii(String text) {
            return raw(text.getBytes(StandardCharsets.US_ASCII));
        }

        LittleEndian raw(byte[] content) {
            out.writeBytes(content);
            return this;
        }

        int size() {
            return out.size();
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
