import * as z from "zod/mini";
import { isReserved } from "../triggers/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9_]*([.-][a-z0-9_]+)*$/,
      "must be small words parted by dots or hyphens: chart-complete",
    ),
    z.maxLength(100, "must be at most 100 characters"),
  );

/** Tells the rules that wait for this name, on the same card, next in the chain. */
export const emit: ActionKind<string, string> = {
  key: "emit",
  doc: {
    what: "Announces something on this card by a name of your own. Rules with `event:` and that name start next.",
    example: "- emit: chart-complete",
    keys: {},
  },
  schema,
  needsNoCard: true,
  check(name, at, scope) {
    const { findings, practice } = scope.ground;
    if (isReserved(name))
      findings.error(
        "event-name",
        at,
        `\`${name}\` begins like an event of Corridor's own: give it another name`,
      );
    else if (Object.hasOwn(practice.rules.events, name))
      findings.error(
        "event-name",
        at,
        `\`${name}\` is told from outside, with what it says: a rule announces names of its own`,
      );
    else return name;
    return null;
  },
  deeds: (name) => [{ kind: "event", event: name }],
  run: (name, _run, path) => [act(path, { type: "emit", name })],
};
