package dev.mintmark.job;

import dev.mintmark.format.Bytes;
import dev.mintmark.label.LabelDesigns;
import dev.mintmark.template.MakerKeys;

/**
 * What a product's files bring, read and found good.
 *
 * @param certificationDeclaration CMS, DER
 * @param makerKeys its own keys in the factory partition
 */
record ProductMaterial(Bytes certificationDeclaration, LabelDesigns labels, MakerKeys makerKeys) {}
