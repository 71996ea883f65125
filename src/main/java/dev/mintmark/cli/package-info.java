/**
 * Ring 3: what a person types and sees: one class per verb, messages, progress. Knows no format and decides nothing about a
 * module.
 */
package dev.mintmark.cli;
