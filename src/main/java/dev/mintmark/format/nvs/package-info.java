/**
 * Ring 0: images of ESP-IDF's non-volatile storage (NVS), written as esp-idf-nvs-partition-gen 0.2.0 writes them and read as
 * the firmware reads them, plain or encrypted. Knows no key of Matter's and no module.
 */
package dev.mintmark.format.nvs;
