package dev.mintmark.order;

import java.nio.file.Path;

/** Where a product's certification declaration comes from. */
public sealed interface CertificationDeclarationSource {
    /** Made by the test CD signer; only under the issuer {@code test}. */
    record Test() implements CertificationDeclarationSource {}

    /**
     * As the CSA gave it.
     *
     * @param file CMS SignedData, DER
     */
    record FromFile(Path file) implements CertificationDeclarationSource {}
}
