/** Ring 1: what a module's secrets are. Derives them from the order's key; keeps none and knows no file. */
package dev.mintmark.onboarding;
