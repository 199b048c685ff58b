import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { FhirError } from "@corridor/fhir";
import { importBundle, type ImportReport, type OpenPractice } from "@corridor/server";
import { type CliCommand, type Io, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

const unzip = promisify(gunzip);

export const importFhir: CliCommand = {
  name: "import fhir",
  usage: "FILE… [--as-of DATE]",
  summary: "Bring in patients, visits and bills from FHIR R4 bundles",
  teaches: `
Each FILE is a FHIR R4 Bundle in JSON, gzipped or not. Patients become patients, encounters and appointments become
cards, claims and explanations of benefit their billing. Where a card lands follows from its dates and the day of
--as-of (today unless said):

  still to come: scheduling · under way: treatment · ended 1-14 days before: follow-up · 15-45: billing · earlier: closed

  npm run -s corridor -- import fhir data/*.json.gz --as-of 2018-08-20

No rules run and nothing is sent. The same file again changes nothing. What cannot be used is listed with its place
and reason and stops nothing else; the exit code is then 1.`,
  options: { "as-of": { type: "string" }, ...practiceOption },
  run: async ({ options, positionals: files }, io) => {
    const asOf = options["as-of"] ?? new Date().toISOString().slice(0, 10);
    if (files.length === 0) throw new Misuse("Say which files: corridor import fhir bundle.json");
    if (typeof asOf !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(asOf))
      throw new Misuse("--as-of is a day, such as 2018-08-20.");
    return withPractice(io, options["practice"], async (practice) => {
      const done: FileReport[] = [];
      for (const [n, file] of files.entries()) {
        io.progress(`${n + 1} of ${files.length}: ${file}`);
        done.push(await importFile(practice, file, asOf));
      }
      return report(done, io);
    });
  },
};

type FileReport = { readonly file: string } & (
  | { readonly error: string }
  | { readonly report: ImportReport }
);

async function importFile(practice: OpenPractice, file: string, asOf: string): Promise<FileReport> {
  try {
    return { file, report: await importBundle(practice, await readJson(file), asOf) };
  } catch (error) {
    if (error instanceof FhirError || error instanceof Misuse) return { file, error: error.message };
    throw error;
  }
}

async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch(() => {
    throw new Misuse("it cannot be read");
  });
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await unzip(bytes).catch(() => null) : bytes;
  if (plain === null) throw new Misuse("it is not gzip");
  const text = plain.toString("utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new FhirError(text.trimStart().startsWith("<") ? "not_json" : "broken_json", "it is not JSON");
  }
}

type Counts = ImportReport["byType"][string];

function report(done: readonly FileReport[], io: Io): 0 | 1 {
  const read = done.flatMap((one) => ("report" in one ? [one.report] : []));
  const broken = done.flatMap((one) => ("error" in one ? [{ file: one.file, error: one.error }] : []));
  const total = sum(read.map(({ created, updated, unchanged }) => ({ created, updated, unchanged })));
  const byType = Object.fromEntries(
    [...new Set(read.flatMap((one) => Object.keys(one.byType)))]
      .sort()
      .map((type) => [type, sum(read.flatMap((one) => one.byType[type] ?? []))]),
  );
  const rejected = done.flatMap((one) =>
    "report" in one ? one.report.rejected.map((r) => ({ file: one.file, ...r })) : [],
  );
  const ok = rejected.length === 0 && broken.length === 0;
  if (io.json) {
    const { created, updated, unchanged } = total;
    io.out(JSON.stringify({ ok, files: done.length, created, updated, unchanged, rejected, broken, byType }));
    return ok ? 0 : 1;
  }
  io.out(
    `${total.created} created, ${total.updated} updated, ${total.unchanged} unchanged, ${rejected.length} rejected`,
  );
  for (const [type, counts] of Object.entries(byType))
    io.out(
      `  ${type}: ${counts.created} created, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.rejected} rejected, ${counts.ignored} ignored`,
    );
  for (const { file, resource, path, reason } of rejected)
    io.err(`${file}: ${path} (${resource}): ${reason}`);
  for (const { file, error } of broken) io.err(`${file}: ${error}`);
  return ok ? 0 : 1;
}

function sum(all: readonly Partial<Counts>[]): Counts {
  const of = (name: keyof Counts) => all.reduce((total, one) => total + (one[name] ?? 0), 0);
  return {
    created: of("created"),
    updated: of("updated"),
    unchanged: of("unchanged"),
    rejected: of("rejected"),
    ignored: of("ignored"),
  };
}
