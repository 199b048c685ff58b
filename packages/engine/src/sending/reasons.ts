/** Why a message has not left for its patient, and what a person reads of it. */
export const REASONS = {
  quiet_hours: "No patient is written to at this hour; it waits until the morning",
  daily_limit: "The patient has been written to often enough today; it waits until tomorrow",
  template_limit: "The patient has had this message today; it waits until tomorrow",
  too_late: "It would come too late to be of use",
  time_changed: "The time it speaks of has been moved or cancelled",
  no_consent: "The patient has not agreed to be written to in any of its ways",
  no_address: "No number or address of the patient is known for any of its ways",
  patient_died: "The patient has died",
  patient_merged: "The patient's record has been merged into another one",
  patient_gone: "The patient's record is not there any more",
  card_gone: "The card is not there any more",
  no_text: "The template has no text",
  lapsed: "Whoever was to send it ended each time while doing so",
} as const;

export type Reason = keyof typeof REASONS;

/** The sentence for a reason's code; what is no reason of ours is a word of the transport, and said as it is. */
export const reasonText = (code: string): string =>
  Object.hasOwn(REASONS, code) ? REASONS[code as Reason] : code;
