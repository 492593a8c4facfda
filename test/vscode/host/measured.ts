// Milliseconds measured by the suites, for the report; nothing asserts on them.

/** Filled by the suites while they run, read by the runner at the end. */
export const measured: Record<string, number> = {};
