/** Tests of the whole program from outside: its command line, its files, its exit codes. Must not know how a step does its work. */
package dev.mintmark.scenario;
