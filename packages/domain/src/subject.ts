import * as z from "zod/mini";

export const Subject = z.strictObject({
  kind: z.enum(["card", "patient", "person", "slot", "ruleset", "practice"]),
  id: z.string(),
});
/** What a history belongs to. Not only cards have one. */
export type Subject = z.infer<typeof Subject>;
export type SubjectKind = Subject["kind"];

/** One name for a subject, for maps and lock order. */
export const subjectKey = (subject: Subject): string => `${subject.kind}/${subject.id}`;
