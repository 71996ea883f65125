package dev.mintmark.site;

import java.nio.file.Path;

/** A certificate and its private key. */
public record SigningFiles(Path certificate, Path key) {}
