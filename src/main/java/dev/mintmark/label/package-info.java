/**
 * Ring 1: what a line prints: QR images, onboarding codes and the label data by MAC. Knows the finished codes only, not how a
 * payload or a pairing code is made; no passcode enters the label data.
 */
package dev.mintmark.label;
