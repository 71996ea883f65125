package dev.mintmark.format.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.cms.CMSTypedData;

/** Content of type id-data (RFC 5652, 4) that is read once, as it streams by. */
record StreamedContent(InputStream stream) implements CMSTypedData {
    @Override
    public ASN1ObjectIdentifier getContentType() {
        return CMSObjectIdentifiers.data;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        stream.transferTo(out);
    }

    @Override
    public Object getContent() {
        return stream;
    }
}
