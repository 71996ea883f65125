/** Ring 2: keys and certificates on disk. The only code that reads or writes a private key; knows no order and no module. */
package dev.mintmark.keys;
