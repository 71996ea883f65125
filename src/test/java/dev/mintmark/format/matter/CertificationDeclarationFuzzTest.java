package dev.mintmark.format.matter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mintmark.Effort;
import dev.mintmark.format.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A declaration is refused as a value, or is its own bytes, and its elements are what they encode to. */
class CertificationDeclarationFuzzTest {
    private static final CdKey KEY = new CdKey(BigInteger.valueOf(42));

    static Stream<byte[]> seeds() {
        Stream<byte[]> bare =
                Stream.of(1, 3).map(products -> elements(products).encode().toByteArray());
        Stream<byte[]> signed = Stream.of(1, 3)
                .map(products -> CertificationDeclaration.sign(elements(products), KEY.d(), KEY.keyId())
                        .encoded()
                        .toByteArray());
        return Stream.concat(bare, signed);
    }

    private static CertificationElements elements(int products) {
        return new CertificationElements(
                new VendorId(0xFFF1),
                Stream.iterate(1, n -> n + 1)
                        .limit(products)
                        .map(ProductId::new)
                        .toList(),
                0x0100,
                "CSA00000SWC00000-01",
                0,
                0,
                1,
                CertificationType.PROVISIONAL,
                products == 1
                        ? Optional.empty()
                        : Optional.of(new CertificationElements.DacOrigin(new VendorId(0xFFF2), new ProductId(0x8002))),
                products == 1 ? List.of() : List.of(KEY.keyId()));
    }

    @MethodSource("seeds")
    @FuzzTest
    void declaration(byte[] der) throws Exception {
        Effort.isBounded(() -> {
            if (CertificationDeclaration.read(der) instanceof CertificationDeclaration.Read good) {
                assertThat(good.declaration().encoded()).isEqualTo(Bytes.of(der));
                good.declaration().verify(List.of(KEY.signer()));
            }
            readBack(der);
        });
    }

    /** The elements without their envelope, which few mutations leave whole. */
    private static void readBack(byte[] tlv) throws CdRefusal {
        CertificationElements elements;
        try {
            elements = CertificationElementsReader.read(tlv);
        } catch (CdRefusal refused) {
            return;
        }
        assertThat(CertificationElementsReader.read(elements.encode().toByteArray()))
                .isEqualTo(elements);
    }
}
