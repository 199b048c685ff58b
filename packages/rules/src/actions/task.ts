import type { FieldType, Instant } from "@corridor/domain";
import { parseDuration, isDurationError } from "@corridor/time";
import * as z from "zod/mini";
import type { TextPart } from "../cel/index.ts";
import { type Cursor, inside } from "../reading/index.ts";
import { compileText, compileValue, known, textOf, type Value } from "../scope/index.ts";
import { Id, Word, Words } from "../shape/index.ts";
import { checkCalendar, type Span, shifted, spanOf } from "../triggers/index.ts";
import { act, type ActionKind, type ActionScope, resolved, type Run } from "./action.ts";

const schema = z.strictObject({
  title: Words,
  due: z.optional(z.string()),
  role: z.optional(Word),
  calendar: z.optional(Id),
  checklist: z.optional(Word),
});
type Spec = z.infer<typeof schema>;

interface Task {
  readonly title: readonly TextPart[];
  readonly due: { readonly span: Span } | { readonly value: Value } | null;
  readonly role: string | null;
  readonly checklist: string | null;
}

const TIME: FieldType = { type: "timestamp", enum: null, phi: false, default: null };

/** A task on the card, for somebody of a role. */
export const task: ActionKind<Spec, Task> = {
  key: "task",
  doc: {
    what: "Puts a task on the card, for somebody of a role.",
    example: "- task: { title: Review charges, due: 1 business day, role: billing }",
    keys: {
      title: "What is to be done; may hold `${card.…}`.",
      due: 'A duration, or a time after `=`: `=after(2, "weeks")`.',
      role: "Who does it.",
      calendar: "Counts business time; without it the hours of the role do.",
      checklist:
        "The list it belongs to: with the last of its tasks comes `checklist.done`, and `checklist_done(…)` asks for it.",
    },
  },
  schema,
  check(spec, at, scope) {
    const { findings, practice } = scope.ground;
    const errors = findings.errors;
    const title = compileText(scope, inside(at, "title"));
    if (spec.role !== undefined) known(scope, "role", inside(at, "role"), Object.keys(practice.rules.roles));
    checkCalendar(inside(at, "calendar"), scope.ground);
    const due = spec.due === undefined ? null : dueOf(spec.due, spec, inside(at, "due"), scope);
    const { role = null, checklist = null } = spec;
    return findings.errors > errors || !title ? null : { title, due, role, checklist };
  },
  deeds: () => [{ kind: "owner", of: "task" }],
  run({ title, due, role, checklist }, run, path) {
    const text = textOf(title, run.moment);
    const listed = checklist === null ? {} : { checklist };
    return [act(path, { type: "task.add", title: text, due: dueAt(due, run, path), role, ...listed })];
  },
};

/** `1 business day` counts in the hours of the role unless another calendar is named. */
function dueOf(text: string, spec: Spec, at: Cursor, scope: ActionScope): Task["due"] {
  if (text.startsWith("=")) {
    const value = compileValue(scope, at, TIME);
    return value && { value };
  }
  const duration = parseDuration(text);
  if (isDurationError(duration)) {
    scope.ground.findings.error("shape-value", at, duration.error, { suggestion: duration.suggestion });
    return null;
  }
  const hours = spec.role === undefined ? undefined : scope.ground.practice.rules.roles[spec.role]?.hours;
  return { span: spanOf(text, at, spec.calendar ?? hours ?? undefined, scope.ground) };
}

function dueAt(due: Task["due"], run: Run, path: string): Instant | null {
  if (due === null) return null;
  if ("span" in due) return shifted(run.moment.env.now, due.span, run.moment.practice, 1);
  const value = resolved(due.value, run, path);
  return typeof value === "string" ? value : null;
}
