/**
 * Ring 0: the two CMS messages of a delivery (RFC 5652, 5083, 5084), written and read: content sealed for recipients, and a
 * signature beside its content. Knows no order, no lot and no file.
 */
package dev.mintmark.format.seal;
