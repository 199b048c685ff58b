import * as z from "zod/mini";
import { inside } from "../reading/index.ts";
import { known } from "../scope/index.ts";
import { Id } from "../shape/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z.strictObject({ rule: Id });
type Spec = z.infer<typeof schema>;

/** Drops what another rule still has waiting on this card. */
export const cancel: ActionKind<Spec, Spec> = {
  key: "cancel",
  doc: {
    what: "Drops what another rule still has waiting on this card.",
    example: "- cancel: { rule: visit-reminders }",
    keys: { rule: "The id of the rule." },
  },
  schema,
  check: (spec, at, scope) =>
    known(scope, "rule", inside(at, "rule"), scope.ground.names.rules) ? spec : null,
  deeds: () => [],
  run: ({ rule }, _run, path) => [act(path, { type: "cancel", rule })],
};
