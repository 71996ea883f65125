package dev.mintmark.reconcile;

/** A module that has a DAC in another order too, where it may be called otherwise and share the MAC. */
public record Twin(String moduleId, String otherOrder, int otherSeq, String otherModuleId) {}
