/** Ring 1: issuing DACs. Builds, lints, signs and verifies one certificate after another; knows no database and no key file. */
package dev.mintmark.issue;
