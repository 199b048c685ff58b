import * as z from "zod/mini";
import { inside, members } from "../reading/index.ts";
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
    for (const cursor of [...members(inside(at, "add")), ...members(inside(at, "remove"))])
      if (String(cursor.value).includes("${"))
        ground.findings.strict(
          "value-type",
          cursor,
          "A label is the same on every card it is on: `${…}` is not filled in here. Write the label out, or keep what differs in a field",
        );
    if (spec.add !== undefined || spec.remove !== undefined) return spec;
    ground.findings.error("shape-missing", at, "Say which labels to `add` or to `remove`");
    return null;
  },
  deeds: ({ add = [], remove = [] }) => [{ kind: "labels", add, remove }],
  run: ({ add = [], remove = [] }, _run, path) => [act(path, { type: "label", add, remove })],
};
