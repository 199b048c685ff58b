import type { FieldType } from "@corridor/domain";
import { toEpochMs } from "@corridor/time";
import * as z from "zod/mini";
import { didYouMean } from "../diagnostics/index.ts";
import type { Template } from "../model.ts";
import { type Cursor, entries, inside } from "../reading/index.ts";
import { compileValue, known, type Value } from "../scope/index.ts";
import { Channel, DurationText, Id, Word } from "../shape/index.ts";
import { checkCalendar, type Span, shifted, spanOf } from "../triggers/index.ts";
import { act, type ActionKind, type ActionScope, all, resolved } from "./action.ts";

const schema = z.strictObject({
  to: z.literal("patient"),
  template: Word,
  card: z.optional(Word),
  via: z.optional(z.array(Channel).check(z.minLength(1, "must name at least one way"))),
  with: z.optional(z.record(z.string(), z.unknown())),
  delay: z.optional(DurationText),
  calendar: z.optional(Id),
});
type Spec = z.infer<typeof schema>;

interface Message {
  readonly template: string;
  readonly via: readonly string[];
  readonly values: ReadonlyMap<string, Value>;
  /** Whether it speaks of the appointment's time: then it is of no use after it. */
  readonly ofAppointment: boolean;
  readonly delay: Span | null;
}

const START = "card.appointment.start";

/** Writes to the patient. Nothing but a template can reach one. */
export const message: ActionKind<Spec, Message> = {
  key: "message",
  doc: {
    what: "Writes to the patient. Nothing but a template can reach one; consent and quiet hours are kept when it is sent.",
    example:
      "- message: { to: patient, template: visit_reminder, via: [sms], with: { first_name: =card.patient.first_name } }",
    keys: {
      to: "`patient`.",
      template: "A template of practice.yaml.",
      card: "In a `select`: the chosen card, by its name.",
      via: "Ways, in order of preference; without it the ways of the template.",
      with: "A value for each variable of the template.",
      delay: "How long it waits before it is sent: `1h`. What it says is said as things are now.",
      calendar: "Counts a `delay` in business time.",
    },
  },
  schema,
  check(spec, at, scope) {
    const { findings, practice } = scope.ground;
    const { templates } = practice.rules;
    if (!known(scope, "template", inside(at, "template"), Object.keys(templates))) return null;
    if (spec.card !== undefined && spec.card !== scope.chosen) {
      findings.error(
        "shape-value",
        inside(at, "card"),
        "A message goes to the patient of the card itself, or, in a `select`, of the card it chose",
      );
      return null;
    }
    const template = templates[spec.template] as Template;
    const errors = findings.errors;
    checkCalendar(inside(at, "calendar"), scope.ground);
    const delay =
      spec.delay === undefined ? null : spanOf(spec.delay, inside(at, "delay"), spec.calendar, scope.ground);
    for (const [i, channel] of (spec.via ?? []).entries())
      if (!template.channels.includes(channel))
        findings.error(
          "shape-value",
          inside(at, "via", i),
          `\`${spec.template}\` goes by ${template.channels.join(" or ")}, not by ${channel}: leave it out, or add it to the template's \`channels\` in practice.yaml`,
        );
    const values = variables(template, inside(at, "with"), scope, at);
    if (findings.errors > errors) return null;
    const ofAppointment = [...values.values()].some(
      (value) => "expr" in value && value.expr.reads.includes(START),
    );
    return { template: spec.template, via: spec.via ?? template.channels, values, ofAppointment, delay };
  },
  // A patient's answer is no rule's doing; that a message does not arrive is.
  deeds: () => [{ kind: "event", event: "message.failed", later: true }],
  run({ template, via, values, ofAppointment, delay }, run, path) {
    const { trigger, card, now } = run.moment.env;
    const effect = run.firing.effectKey(path);
    const filled = all(values, (value) => resolved(value, run, path));
    // A reminder dies with what it reminds of.
    const times = [trigger?.anchor, ofAppointment ? card.appointment?.start : null];
    const ahead = times.find((time) => typeof time === "string" && toEpochMs(time) > toEpochMs(now)) ?? null;
    const said = { effect, template, via: [...via], with: filled };
    const notBefore = delay && shifted(now, delay, run.moment.practice, 1);
    return [act(path, { type: "message", ...said, notBefore, notAfter: ahead })];
  },
};

/** Exactly the template's variables, each of its type; protected ones only where the template may hold them. */
function variables(
  template: Template,
  at: Cursor,
  scope: ActionScope,
  action: Cursor,
): ReadonlyMap<string, Value> {
  const { findings } = scope.ground;
  const values = new Map<string, Value>();
  for (const [name, cursor] of entries(at)) {
    const type = Object.hasOwn(template.vars, name) ? template.vars[name] : undefined;
    if (type === undefined) {
      const suggestion = didYouMean(name, Object.keys(template.vars));
      findings.error("template-variable", cursor, `The template has no variable called “${name}”`, {
        part: "key",
        suggestion,
      });
      continue;
    }
    const value = compileValue(scope, cursor, variableType(type));
    if (!value) continue;
    values.set(name, value);
    if (template.phi === "none" && "expr" in value && value.expr.phi !== undefined)
      findings.error(
        "template-phi",
        cursor,
        "This template may hold nothing protected (`phi: none`): leave the value out, or let practice.yaml say `phi: minimal` of the template",
      );
  }
  const missing = Object.keys(template.vars).filter((name) => !entries(at).some(([given]) => given === name));
  if (missing.length > 0)
    findings.error(
      "template-variable",
      action,
      `The template also needs ${missing.map((name) => `\`${name}\``).join(", ")} in \`with\``,
    );
  return values;
}

/** A variable takes both: plain values, and protected ones on their way to the patient they are about. */
function variableType(type: string): FieldType & { readonly mayHoldPhi: boolean } {
  return { type: type as FieldType["type"], enum: null, phi: false, default: null, mayHoldPhi: true };
}
