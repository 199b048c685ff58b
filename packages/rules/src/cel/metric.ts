/** For what a metric is told: the place of the card, or the practice as a whole. */
export const PER = ["location", "practice"] as const;
export interface MetricRead {
  readonly name: string;
  readonly per: (typeof PER)[number];
}

/** What a read of a metric is called: a name that no expression can write. */
export const metricPath = ({ name, per }: MetricRead): string => `metric(${name}, ${per})`;

/** Which metric a path reads; null where it is a path of another kind. */
export function metricIn(path: string): MetricRead | null {
  const [, name, per] = /^metric\((\w+), (location|practice)\)$/.exec(path) ?? [];
  return name === undefined ? null : { name, per: per as MetricRead["per"] };
}

