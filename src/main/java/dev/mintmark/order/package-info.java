/** Ring 1: what was ordered. Reads order and product files; knows the site's names, no key and no module. */
package dev.mintmark.order;
