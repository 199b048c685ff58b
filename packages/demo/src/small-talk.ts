/** What staff write. Every text here is protected: it may name a patient. */
export const intakeNotes: readonly ((first: string) => string)[] = [
  (first) => `${first} asked for the forms by mail, no printer at home`,
  (first) => `Left a voicemail for ${first} about the missing consent page`,
  (first) => `${first} will bring the medication list along`,
  () => "Referral letter came by fax, second page hardly readable",
  () => "Asked the previous practice for the immunization record",
];

export const schedulingNotes: readonly ((first: string) => string)[] = [
  (first) => `${first} can only do mornings before school drop-off`,
  (first) => `No answer at ${first}'s mobile, tried twice`,
  (first) => `${first} prefers Northgate, the bus stops right there`,
  () => "Would take anything earlier, even at short notice",
  () => "Daughter drives, so please not on a Thursday",
];

export const visitNotes: readonly ((first: string) => string)[] = [
  (first) => `${first} is a little early and waits by the window`,
  () => "Blood pressure taken twice, second reading noted",
  () => "Interpreter on the line from room three",
];

export const followUpNotes: readonly ((first: string) => string)[] = [
  (first) => `${first} feels better, cough nearly gone`,
  (first) => `Told ${first} the lab result is unremarkable`,
  () => "Wound looks clean in the photo that was sent in",
  () => "Wants to talk to the doctor before deciding on physio",
];

export const billingNotes: readonly ((first: string) => string)[] = [
  (first) => `${first} brought the new insurance card, old plan ended in spring`,
  () => "Payer wants the operative note attached",
  () => "Modifier was missing, corrected and sent again",
];

export const intakeTasks = [
  "Call about the unsigned consent",
  "Scan the referral letter",
  "Ask for the medication list",
];
export const schedulingTasks = [
  "Call to find a time",
  "Offer the early slot first",
  "Ask for the new insurance card",
];
export const visitTasks = ["Print the vaccination sheet", "Take the second blood pressure reading"];
export const followUpTasks = [
  "Ring back with the lab result",
  "Check on the wound by photo",
  "Send the exercise sheet",
];
export const billingTasks = [
  "Attach the operative note",
  "Ask the payer about the delay",
  "Check the modifier",
];

export const cancelReasons = ["Car broke down on the way", "Caught a cold, would rather come next week"];
