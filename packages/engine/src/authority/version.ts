/** Version of `step`: raised when the same input may be decided otherwise than before. */
export const ENGINE = "18";
