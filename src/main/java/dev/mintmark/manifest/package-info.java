/** Ring 1: the manifest, one row per issued module and no secret in it. Knows rows and columns, not where they come from. */
package dev.mintmark.manifest;
