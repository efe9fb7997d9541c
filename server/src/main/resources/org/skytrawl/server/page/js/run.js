// Starts, follows and ends runs; keeps the address of the page equal to the question.

/** Reads the question and the run from the address of the page, and goes on with them. */
export function begin() {}
