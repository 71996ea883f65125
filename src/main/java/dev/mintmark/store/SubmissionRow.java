package dev.mintmark.store;

import dev.mintmark.format.Bytes;
import java.time.Instant;

/**
 * A submission that was taken in.
 *
 * @param number in the order, from 1
 * @param sha256 of its bytes, 32 bytes
 * @param accepted requests that got a place
 * @param repeated requests of modules that had theirs already, with the same key
 * @param rejected rows in rejects.csv
 */
public record SubmissionRow(
        int number, String name, Bytes sha256, Instant takenAt, int accepted, int repeated, int rejected) {}
