import { Bug } from "../assert.ts";
import type { Text } from "../values.ts";

/** Text that the door has sealed. Plain text never gets as far as a decision. */
export function sealed(text: string | Text | undefined): Text {
  if (text === undefined) return [];
  if (typeof text === "string") throw new Bug("plain text reached a decision unsealed");
  return text;
}
