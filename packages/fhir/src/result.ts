import type { CommandOf } from "@corridor/domain";

/** One record or card to write, with every resource it was built from. */
export type ImportItem = {
  /** The resource it stands for: `Patient/<id>`, `Practitioner/<id>`, `Encounter/<id>` or `Appointment/<id>`. */
  readonly source: string;
  /** `source`, and what else went into it: of a card its appointment, claims and explanations of benefit. */
  readonly sources: readonly string[];
  /** Where `source` stands in the file: its place in the bundle, from 0, and its path. */
  readonly entry: number;
  readonly path: string;
} & (
  | { readonly subject: SubjectOf<"person">; readonly command: CommandOf<"person.create"> }
  | { readonly subject: SubjectOf<"patient">; readonly command: CommandOf<"patient.create"> }
  | { readonly subject: SubjectOf<"card">; readonly command: CommandOf<"import"> }
);

export type CardItem = Extract<ImportItem, { readonly subject: SubjectOf<"card"> }>;

interface SubjectOf<K extends string> {
  readonly kind: K;
  readonly id: string;
}

/** A resource that could not be used, or (as a warning) was used without some part. Reasons contain no value of the file. */
export interface Rejected {
  /** Its place in the bundle, from 0. */
  readonly entry: number;
  readonly path: string;
  /** `Encounter/<id>`, or the type alone where there is no usable id. */
  readonly resource: string;
  readonly reason: string;
}

/** A site of a card: not a record of its own, so it is named here. `id` is what cards carry. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly source: string;
}

/** Every entry of the file is in exactly one of the three. */
export interface Count {
  readonly used: number;
  readonly ignored: number;
  readonly rejected: number;
}

export interface ReadBundle {
  /** In the order to write them: people, patients, cards. */
  readonly items: readonly ImportItem[];
  readonly rejected: readonly Rejected[];
  readonly warnings: readonly Rejected[];
  readonly locations: readonly Site[];
  readonly counts: Readonly<Record<string, Count>>;
}
