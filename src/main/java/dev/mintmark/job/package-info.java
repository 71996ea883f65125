/** Ring 3: the production job, one class per step. Wires stages to Spring Batch; decides nothing itself. */
package dev.mintmark.job;
