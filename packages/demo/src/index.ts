/** A practice to try things on. */
export {};
