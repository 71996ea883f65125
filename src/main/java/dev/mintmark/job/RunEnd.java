package dev.mintmark.job;

/** How a job ended that did not fail. */
enum RunEnd {
    DONE,
    /** Asked to stop; the next run goes on. */
    STOPPED
}
