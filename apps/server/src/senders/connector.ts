import type { Instant } from "@corridor/domain";
import type { Delivery, Reply } from "@corridor/engine";

/** Asks another system. What it is handed is plain: pointers are resolved at the last moment. */
export type Connector = (
  op: string,
  key: string,
  values: Readonly<Record<string, string | number | boolean | null>>,
  about: { readonly card: string; readonly queuedAt: Instant },
) => Promise<Delivery & { readonly reply?: Reply }>;

export type Connectors = Readonly<Record<string, Connector>>;
