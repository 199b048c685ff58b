import * as z from "zod/mini";
import { act, type ActionKind } from "./action.ts";

const Labels = z.array(z.string().check(z.minLength(1), z.maxLength(100)));
const schema = z.strictObject({ add: z.optional(Labels), remove: z.optional(Labels) });
type Spec = z.infer<typeof schema>;

/** Puts labels on the card and takes them off. */
export const label: ActionKind<Spec, Spec> = {
  key: "label",
  schema,
  check(spec, at, { ground }) {
    if (spec.add !== undefined || spec.remove !== undefined) return spec;
    ground.findings.error("shape-missing", at, "Say which labels to `add` or to `remove`");
    return null;
  },
  run: ({ add = [], remove = [] }, _run, path) => [act(path, { type: "label", add, remove })],
};
