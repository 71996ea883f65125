/**
 * Ring 0: images of the {@code esp_secure_cert} partition (TLVs of Espressif's esp_secure_cert_mgr), written as its tools write
 * them and read as the firmware reads them. Knows no certificate and no module.
 */
package dev.mintmark.format.securecert;
