/** In every protected text of patients that the test types, and in the names of staff. Neither is part of another word. */
export const MARK = "Zorvath";
export const STAFF_MARK = "Quintavar";
/** A number that is typed where a text should be. */
export const NUMBER = 7_734_019_955;

let written = 0;
/** A protected text that says where it was typed, so that a leak names its hole. */
export const secret = (what: string, mark = MARK): string => `${mark} ${what} ${++written}`;
