/** The board's mind without React. */
export {};
