import * as z from "zod/mini";
import { act, type ActionKind } from "./action.ts";

const Labels = z.array(z.string().check(z.minLength(1), z.maxLength(100)));
const schema = z.strictObject({ add: z.optional(Labels), remove: z.optional(Labels) });
type Spec = z.infer<typeof schema>;

/** Puts labels on the card and takes them off. */
export const label: ActionKind<Spec, Spec> = {
  key: "label",
  doc: {
    what: "Puts labels on the card and takes them off.",
    example: "- label: { add: [needs-owner], remove: [sla-breached] }",
    keys: {
      add: "Labels to put on.",
      remove: "Labels to take off.",
    },
  },
  schema,
  check(spec, at, { ground }) {
    if (spec.add !== undefined || spec.remove !== undefined) return spec;
    ground.findings.error("shape-missing", at, "Say which labels to `add` or to `remove`");
    return null;
  },
  deeds: ({ add = [], remove = [] }) => [{ kind: "labels", add, remove }],
  run: ({ add = [], remove = [] }, _run, path) => [act(path, { type: "label", add, remove })],
};
