import * as z from "zod/mini";
import { inside } from "../reading/index.ts";
import { known } from "../scope/index.ts";
import { Id } from "../shape/index.ts";
import { act, type ActionKind } from "./action.ts";

const schema = z.strictObject({ policy: Id });
type Spec = z.infer<typeof schema>;

/** Ends a ladder, if it is climbing. */
export const resolve: ActionKind<Spec, Spec> = {
  key: "resolve",
  doc: {
    what: "Ends a ladder, if it is climbing.",
    example: "- resolve: { policy: front-desk-chain }",
    keys: {
      policy: "A ladder of policies.yaml.",
    },
  },
  schema,
  check: (spec, at, scope) =>
    known(scope, "escalation policy", inside(at, "policy"), Object.keys(scope.policies)) ? spec : null,
  deeds: () => [],
  run: ({ policy }, _run, path) => [act(path, { type: "resolve", policy, outcome: "resolved" })],
};
