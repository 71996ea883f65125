package dev.mintmark.format.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mintmark.Identity;
import dev.mintmark.format.SecretBytes;
import dev.mintmark.format.seal.SealException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class SealingTest {
    private static final Identity EC = Identity.ec("secp256r1");
    private static final Identity EC_384 = Identity.ec("secp384r1");
    private static final Identity EC_521 = Identity.ec("secp521r1");
    private static final Identity RSA = Identity.rsa(3072, (KeyUsage) null);
    private static final byte[] CONTENT = "a lot of modules, ".repeat(500).getBytes(StandardCharsets.UTF_8);

    private static byte[] seal(byte[] content, Identity... recipients) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        Sealing sealing = new Sealing(
                Stream.of(recipients)
                        .map(each -> new RecipientCertificate(each.certificate()))
                        .toList(),
                new SecureRandom());
        try (OutputStream out = sealing.to(sealed)) {
            out.write(content);
        }
        return sealed.toByteArray();
    }

    private static byte[] open(byte[] sealed, Identity recipient) throws Exception {
        try (SecretBytes content = Opening.open(new ByteArrayInputStream(sealed), recipient.key())) {
            return content.expose().clone();
        }
    }

    private static Reason refusal(byte[] sealed, Identity recipient) throws Exception {
        try {
            open(sealed, recipient);
            throw new AssertionError("opened");
        } catch (SealException e) {
            return e.reason();
        }
    }

    @Test
    void everyRecipientOpensIt() throws Exception {
        byte[] sealed = seal(CONTENT, EC, RSA, EC_384, EC_521, Identity.ec("secp256r1"));
        for (Identity recipient : List.of(EC, RSA, EC_384, EC_521)) {
            assertThat(open(sealed, recipient)).isEqualTo(CONTENT);
        }
    }

    @Test
    void emptyContentIsContentToo() throws Exception {
        assertThat(open(seal(new byte[0], EC), EC)).isEmpty();
    }

    @Test
    void theSameContentIsSealedDifferentlyEachTime() throws Exception {
        assertThat(seal(CONTENT, EC)).isNotEqualTo(seal(CONTENT, EC));
    }

    @Test
    void nothingOfTheContentShows() throws Exception {
        assertThat(new String(seal(CONTENT, EC), StandardCharsets.ISO_8859_1)).doesNotContain("a lot of modules");
    }

    @Test
    void someoneElsesKeyOpensNothing() throws Exception {
        byte[] sealed = seal(CONTENT, EC, RSA);
        assertThat(refusal(sealed, Identity.ec("secp256r1"))).isEqualTo(Reason.NO_RECIPIENT);
        assertThat(refusal(sealed, EC_384)).isEqualTo(Reason.NO_RECIPIENT);
        assertThat(refusal(sealed, Identity.rsa(3072, (KeyUsage) null))).isEqualTo(Reason.NO_RECIPIENT);
    }

    @Test
    void aFlippedBitNeverYieldsOtherContent() throws Exception {
        byte[] content = Arrays.copyOf(CONTENT, 200);
        byte[] sealed = seal(content, EC);
        // before it stand the recipient's name and version numbers, which CMS does not authenticate
        int body = indexOf(
                sealed,
                parse(sealed)
                        .getAuthEncryptedContentInfo()
                        .getEncryptedContent()
                        .getOctets());
        for (int at = 0; at < sealed.length; at++) {
            byte[] altered = sealed.clone();
            altered[at] ^= (byte) (1 << (at % 8));
            try {
                assertThat(open(altered, EC)).as("byte %d", at).isEqualTo(content);
                assertThat(at).isLessThan(body);
            } catch (SealException expected) {
                assertThat(expected.reason()).isNotNull();
            }
        }
    }

    @Test
    void aFlippedBitOfBodyTagOrNonceIsNoticed() throws Exception {
        byte[] sealed = seal(CONTENT, EC, RSA);
        AuthEnvelopedData data = parse(sealed);
        byte[] body = data.getAuthEncryptedContentInfo().getEncryptedContent().getOctets();
        int bodyAt = indexOf(sealed, Arrays.copyOf(body, 32));
        int tagAt = indexOf(sealed, data.getMac().getOctets());
        for (int at : new int[] {bodyAt, bodyAt + 31, tagAt, tagAt + 15}) {
            byte[] altered = sealed.clone();
            altered[at] ^= 1;
            assertThat(refusal(altered, EC)).isEqualTo(Reason.TAMPERED);
            assertThat(refusal(altered, RSA)).isEqualTo(Reason.TAMPERED);
        }
    }

    @Test
    void truncatedOrLengthenedItIsRefused() throws Exception {
        byte[] sealed = seal(CONTENT, EC);
        for (int length : new int[] {0, 1, 50, sealed.length / 2, sealed.length - 20, sealed.length - 1}) {
            assertThat(refusal(Arrays.copyOf(sealed, length), EC)).isEqualTo(Reason.MALFORMED);
        }
        assertThat(refusal(Arrays.copyOf(sealed, sealed.length + 1), EC)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void rubbishIsRefused() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] rubbish = new byte[random.nextInt(200)];
            random.nextBytes(rubbish);
            if (rubbish.length > 0 && i % 2 == 0) {
                rubbish[0] = 0x30;
            }
            assertThat(refusal(rubbish, EC)).isIn(Reason.MALFORMED, Reason.UNSUPPORTED);
        }
    }

    @Test
    void moreThanTheLimitIsNotEvenParsed() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0x30;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) 0x30);
                return length;
            }
        };
        assertThatThrownBy(() -> Opening.open(endless, EC.key()))
                .isInstanceOfSatisfying(
                        SealException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void itIsWrittenAsItComes() throws Exception {
        long[] written = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                written[0]++;
            }

            @Override
            public void write(byte[] b, int from, int length) {
                written[0] += length;
            }
        };
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream out =
                new Sealing(List.of(new RecipientCertificate(EC.certificate())), new SecureRandom()).to(counting)) {
            for (int i = 1; i <= 64; i++) {
                out.write(megabyte);
                assertThat(written[0]).isGreaterThan((long) i * megabyte.length - 100_000);
            }
        }
    }

    @Test
    void nobodyIsNoRecipient() {
        assertThatThrownBy(() -> new Sealing(List.of(), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AuthEnvelopedData parse(byte[] sealed) throws IOException {
        try (ASN1InputStream in = new ASN1InputStream(sealed)) {
            return AuthEnvelopedData.getInstance(
                    ContentInfo.getInstance(in.readObject()).getContent());
        }
    }

    private static int indexOf(byte[] whole, byte[] part) {
        for (int at = 0; at <= whole.length - part.length; at++) {
            if (Arrays.equals(whole, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("not inside");
    }
}
