package dev.mintmark.format.matter;

/** What can be wrong with a certification declaration. The names are stable: people quote them. */
public enum CdFault {
    /** Longer than the 900 bytes that a device's attestation elements may have (RESP_MAX, Matter Core 11.18). */
    CD_TOO_LONG,
    /** Not one whole DER value. */
    CD_NOT_DER,
    /** Not a SignedData of version 3 with one signer and nothing unsigned or added (6.3.1). */
    CD_NOT_SIGNED_DATA,
    /** Another digest than SHA-256 or another signature than ecdsa-with-SHA256 (6.3.1). */
    CD_ALGORITHM,
    /** The signer is not named by a subject key identifier of 20 bytes (6.3.1). */
    CD_SIGNER_ID,
    /** The content is not well-formed TLV, or its tags do not ascend (6.3.1, appendix A). */
    CD_TLV,
    /** A field that must be there is not (6.3.1). */
    CD_FIELD_MISSING,
    /** A field is of the wrong type or out of its range (6.3.1). */
    CD_FIELD,
    /** format_version is not 1. */
    CD_FORMAT_VERSION,
    /** product_id_array has not 1 to 100 entries. */
    CD_PRODUCT_COUNT,
    /** certificate_id has not 19 characters. */
    CD_CERTIFICATE_ID,
    /** certification_type is reserved. */
    CD_CERTIFICATION_TYPE,
    /** dac_origin_vendor_id without dac_origin_product_id, or the other way round. */
    CD_DAC_ORIGIN,
    /** authorized_paa_list has not 1 to 10 key identifiers of 20 bytes. */
    CD_PAA_LIST,

    /** No trusted signer has the key identifier. */
    CD_SIGNER_UNKNOWN,
    /** The signature is not the signer's. */
    CD_SIGNATURE,

    /** security_level or security_information is not 0; commissioners of the SDK do not look. */
    CD_SECURITY_FIELDS,
    /** device_type_id is no device type: the prefix is no vendor's or the number above 0xBFFF (7.19.2, devtype-id). */
    CD_DEVICE_TYPE_RESERVED,
    /** device_type_id is not the product's. */
    CD_DEVICE_TYPE,
    /** vendor_id is not the one the device tells (6.2.3.1). */
    CD_VENDOR_ID,
    /** product_id_array lacks the product id the device tells (6.2.3.1). */
    CD_PRODUCT_ID,
    /** The DAC's vendor is neither vendor_id nor, where there is one, dac_origin_vendor_id. */
    CD_DAC_VENDOR_ID,
    /** The DAC's product is neither in product_id_array nor, where there is one, dac_origin_product_id. */
    CD_DAC_PRODUCT_ID,
    /** As {@link #CD_DAC_VENDOR_ID}, for the PAI. */
    CD_PAI_VENDOR_ID,
    /** As {@link #CD_DAC_PRODUCT_ID}, for a PAI that has a product id. */
    CD_PAI_PRODUCT_ID,
    /** authorized_paa_list is there and lacks the PAA. */
    CD_PAA_NOT_AUTHORIZED,
    /** The published test key of the SDK signed a declaration that says "official". */
    CD_TEST_KEY_OFFICIAL,
    /** Production with a declaration that anyone could sign: the SDK's test key is public. */
    CD_TEST_KEY_IN_PRODUCTION,
    /** Production with certification_type 0, development and test. */
    CD_TEST_TYPE_IN_PRODUCTION
}
