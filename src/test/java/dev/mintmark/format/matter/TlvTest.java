package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.format.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlvTest {
    private static final int ANONYMOUS = Tlv.ANONYMOUS;

    @Test
    void readsEveryKindOfElement() throws TlvException {
        Tlv.Structure read = read("15 2405ff 200680 2c07026869 3008020102 3609050180001818 350a18 18");

        assertThat(read.members())
                .containsExactly(
                        new Tlv.Unsigned(5, 255),
                        new Tlv.Signed(6, -128),
                        new Tlv.Text(7, "hi"),
                        new Tlv.Octets(8, Bytes.of((byte) 1, (byte) 2)),
                        new Tlv.Array(9, List.of(new Tlv.Unsigned(ANONYMOUS, 0x8001), new Tlv.Signed(ANONYMOUS, 24))),
                        new Tlv.Structure(10, List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 240100",
        "255, 2401ff",
        "256, 25010001",
        "65536, 260100000100",
        "4294967296, 27010000000001000000",
        "-1, 2701ffffffffffffffff"
    })
    void writesNumbersWithoutSignInTheFewestBytes(long value, String expected) {
        assertThat(write(new Tlv.Unsigned(1, value))).isEqualTo("15" + expected + "18");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 200100",
        "-1, 2001ff",
        "127, 20017f",
        "-128, 200180",
        "128, 21018000",
        "-129, 21017fff",
        "-9223372036854775808, 23010000000000000080"
    })
    void writesNumbersWithSignInTheFewestBytes(long value, String expected) {
        assertThat(write(new Tlv.Signed(1, value))).isEqualTo("15" + expected + "18");
    }

    @Test
    void whatIsWrittenIsReadBack() throws TlvException {
        Tlv.Structure structure = new Tlv.Structure(
                ANONYMOUS,
                List.of(
                        new Tlv.Text(0xFF, "x".repeat(300)),
                        new Tlv.Unsigned(0, Long.MIN_VALUE),
                        new Tlv.Signed(1, Long.MIN_VALUE),
                        new Tlv.Signed(2, 40_000),
                        new Tlv.Octets(3, Bytes.of(new byte[70_000])),
                        new Tlv.Array(4, List.of(new Tlv.Structure(ANONYMOUS, List.of(new Tlv.Text(9, "é")))))));

        assertThat(TlvReader.structure(TlvWriter.write(structure))).isEqualTo(structure);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "15", // no end
                "16 18", // an array
                "3501 18", // a structure with a tag
                "15 18 00", // a byte too many
                "15 0401 18", // a member without tag
                "15 3600 240101 18 18", // an entry of an array with a tag
                "15 240001 240002 18", // the same tag twice
                "15 2c0005 6869 18", // a string longer than the rest
                "15 2f00ffffffffffffffff 18", // a string of 2^64-1 bytes
                "15 2e00ffffff7f 18", // a string of 2^31-1 bytes
                "15 2c0001ff 18", // not UTF-8
                "15 2c0003eda080 18", // a surrogate in UTF-8
                "15 290018 18", // true
                "15 2a0000000000 18", // a float
                "15 340018", // null
                "15 370018 18", // a list
                "15 440000000118", // a profile tag
                "15 3f0018", // a type that is reserved
                "15 3501 3501 3501 3501 18 18 18 18 18", // too deep
            })
    void refusesAllElse(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(TlvException.class);
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(7);
        List<String> surprises = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(40)];
            random.nextBytes(noise);
            noise[0] = 0x15;
            try {
                TlvReader.structure(noise);
            } catch (TlvException expected) {
                // good
            } catch (RuntimeException e) {
                surprises.add(Bytes.of(noise).hex());
            }
        }
        assertThat(surprises).isEmpty();
    }

    private static Tlv.Structure read(String hex) throws TlvException {
        return TlvReader.structure(Bytes.fromHex(hex.replace(" ", "")).toByteArray());
    }

    private static String write(Tlv member) {
        return Bytes.of(TlvWriter.write(new Tlv.Structure(ANONYMOUS, List.of(member))))
                .hex();
    }
}
