package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.LabelDesigns;

/**
 * What a product's files bring, read and found good.
 *
 * @param certificationDeclaration CMS, DER
 */
record ProductMaterial(Bytes certificationDeclaration, LabelDesigns labels) {}
