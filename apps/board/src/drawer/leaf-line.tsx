import type { Leaf } from "@corridor/protocol";
import { Check, CircleHelp, X } from "lucide-react";
import { Said } from "../design/said.tsx";
import { whenOf } from "../design/time.ts";
import { useNames } from "./use-names.ts";
import styles from "./why.module.css";

/** One condition: whether it held, and the values it read. */
export function LeafLine({ leaf }: { readonly leaf: Leaf }) {
  const Icon = leaf.value === true ? Check : leaf.value === false ? X : CircleHelp;
  return (
    <li className={styles.leaf} data-value={String(leaf.value)}>
      <Icon
        size={13}
        strokeWidth={2.6}
        aria-label={leaf.value === true ? "held" : leaf.value === false ? "did not hold" : "unknown"}
      />
      <span title={leaf.expr}>
        {leaf.because ?? <Said>{leaf.said}</Said>}
        <Read read={leaf.read} />
      </span>
    </li>
  );
}

/** Values as they were read; nothing where nothing was. */
export function Read({ read }: Pick<Leaf, "read">) {
  const { zone, now } = useNames();
  const values = Object.entries(read).map(
    ([name, value]) => `${name.replace(/^card\./, "")} = ${shown(value, zone, now)}`,
  );
  return values.length > 0 && <span className={styles.read}>{values.join(", ")}</span>;
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** A value as it was read; times as the practice's clocks show them. */
function shown(value: unknown, zone: string, now: number): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return INSTANT.test(value) ? whenOf(zone, value, now) : value;
}
