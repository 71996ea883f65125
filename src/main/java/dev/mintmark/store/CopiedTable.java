package dev.mintmark.store;

/** A table and how many rows of it are in the other database too. */
record CopiedTable(String name, long rows) {}
