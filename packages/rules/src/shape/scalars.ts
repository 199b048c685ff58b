import { isDurationError, parseDuration } from "@corridor/time";
import * as z from "zod/mini";

/** Stable identity of rules, policies, calendars. */
export const Id = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{1,62}$/,
      "must be at least two small letters, digits and hyphens: stuck-in-intake",
    ),
  );

/** A name that expressions may use: roles, stages, states, templates. */
export const Word = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]*$/, "must be small letters, digits and underscores: front_desk"));

export const Name = z
  .string()
  .check(z.minLength(1, "must not be empty"), z.maxLength(200, "must be at most 200 characters"));

/** Text with `${…}` parts; a value after `=`; or what begins with `=` itself, written as `{ text: "=…" }`. */
export const Words = z.union([Name, z.strictObject({ text: Name })]);

/** `48h`, `3 days`, `30 business minutes`. */
export const DurationText = z.string().check((ctx) => {
  const read = parseDuration(ctx.value);
  if (!isDurationError(read)) return;
  const { error: message, suggestion } = read;
  ctx.issues.push({ code: "custom", input: ctx.value, message, params: { suggestion } });
});

export const Channel = z.enum(["board", "push", "sms", "email", "portal"]);
export type Channel = z.infer<typeof Channel>;

/** An expression in CEL. */
export const Expression = z.string().check(z.minLength(1, "must not be empty"));
