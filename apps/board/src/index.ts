/** The screens. */
export {};
