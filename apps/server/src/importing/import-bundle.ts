import { type Command, importActor } from "@corridor/domain";
import { type ImportItem, readBundle, type Rejected } from "@corridor/fhir";
import type { OpenPractice } from "../house/practice.ts";

export interface Tally {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** What became of a bundle. Counts are of source resources, each in exactly one of the groups. */
export interface ImportReport extends Tally {
  readonly rejected: readonly Rejected[];
  readonly warnings: readonly Rejected[];
  readonly byType: Readonly<Record<string, Tally & { readonly rejected: number; readonly ignored: number }>>;
}

type Fate = "created" | "updated" | "unchanged";

/** Commands that are under way at a time: the pipeline makes commits of 64 of them. */
const AT_ONCE = 256;

/**
 * Writes a bundle through the one way in: people, then patients, then cards, as each needs the ones before. It
 * starts no rules and sends nothing; what one item is refused for stops no other.
 * @throws FhirError where the file as a whole cannot be read.
 */
export async function importBundle(
  practice: OpenPractice,
  json: unknown,
  asOf: string,
): Promise<ImportReport> {
  const read = readBundle(json, { asOf });
  const fates = new Map<string, Fate>();
  const rejected: Rejected[] = [...read.rejected];
  const warnings: Rejected[] = [...read.warnings];
  const refused = new Set<string>();
  for (const kind of ["person", "patient", "card"] as const) {
    const items = read.items.filter(({ subject }) => subject.kind === kind);
    await inBatches(items, async (item) => {
      const fate = await write(practice, item, (reason) => {
        warnings.push({ entry: item.entry, path: item.path, resource: item.source, reason });
      });
      if (typeof fate === "object") {
        rejected.push(
          ...item.sources.map((resource) => ({
            entry: item.entry,
            path: item.path,
            resource,
            reason: fate.because,
          })),
        );
        for (const source of item.sources) refused.add(source);
      } else for (const source of item.sources) fates.set(source, fate);
    });
  }
  return { ...tally([...fates.values()]), rejected, warnings, byType: byType(fates, refused, read.counts) };
}

async function inBatches<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let n = 0; n < items.length; n += AT_ONCE) await Promise.all(items.slice(n, n + AT_ONCE).map(work));
}

async function write(
  practice: OpenPractice,
  item: ImportItem,
  warn: (reason: string) => void,
): Promise<Fate | { readonly because: string }> {
  const known = isKnown(practice, item.subject);
  const command = known ? again(item) : item.command;
  if (command === null) return "unchanged";
  let done = await submit(practice, item, command);
  // Elsewhere two visits of one provider may overlap; here no time is given twice. The visit itself did happen.
  if (!done.ok && done.code === "double_booked" && command.type === "import") {
    done = await submit(practice, item, { ...command, appointment: null });
    if (done.ok) warn("taken over without its time: the provider has another visit then");
  }
  if (!done.ok) return done.code === "record_exists" ? "unchanged" : { because: done.because };
  return done.events.length === 0 ? "unchanged" : known ? "updated" : "created";
}

function submit(practice: OpenPractice, { subject }: ImportItem, command: Command) {
  const id = `import:${startedAt}:${process.pid}:${++imports}`;
  return practice.execute({ id, subject, actor: importActor, ask: { command } });
}

let imports = 0;
const startedAt = Date.now();

/** As far as this process has heard; what it has not heard of yet is told as new, and found to be there already. */
function isKnown({ mirror }: OpenPractice, { kind, id }: ImportItem["subject"]): boolean {
  return { person: mirror.people, patient: mirror.patients, card: mirror.rows }[kind].has(id);
}

/** What is said of a subject that is there already: patients may have changed, staff are the practice's own business. */
function again({ subject, command }: ImportItem) {
  if (subject.kind === "person") return null;
  return command.type === "patient.create" ? ({ ...command, type: "patient.update" } as const) : command;
}

const tally = (fates: readonly Fate[]): Tally => ({
  created: fates.filter((fate) => fate === "created").length,
  updated: fates.filter((fate) => fate === "updated").length,
  unchanged: fates.filter((fate) => fate === "unchanged").length,
});

function byType(
  fates: ReadonlyMap<string, Fate>,
  refused: ReadonlySet<string>,
  counts: ReturnType<typeof readBundle>["counts"],
): ImportReport["byType"] {
  const of = (source: string) => source.slice(0, source.indexOf("/"));
  return Object.fromEntries(
    Object.entries(counts).map(([type, count]) => {
      const written = [...fates].filter(([source]) => of(source) === type).map(([, fate]) => fate);
      const late = [...refused].filter((source) => of(source) === type).length;
      return [type, { ...tally(written), rejected: count.rejected + late, ignored: count.ignored }];
    }),
  );
}
