package dev.mintmark.store;

/** A row of rejects.csv. */
public record RejectRow(String source, String moduleId, String code, String reason) {}
