/**
 * Ring 1: the maker's own keys in the factory partition: the product's NVS template in Espressif's CSV form, and the values that an
 * order's modules bring to it. Knows no module's secret and no ledger.
 */
package dev.mintmark.template;
