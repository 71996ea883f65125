/** The program's entry. Everything else lives in a ring below: see docs/design.md. */
package dev.mintmark;
