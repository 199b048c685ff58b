import type { Actor, Command } from "@corridor/domain";
import { compileRuleset } from "@corridor/rules";
import { openTestStore, type TestDatabase } from "@corridor/store/testing";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openServer, PRACTICE } from "./server.ts";
import { accepted } from "./world.ts";

const rulesDir = join(import.meta.dirname, "../../../../rules");

/** The rules files that every new practice begins with, but for some. */
export function houseRules(without: readonly string[] = []): Record<string, string> {
  const names = readdirSync(rulesDir, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.(ya?ml|md|csv)$/.test(name) && !without.includes(name),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(rulesDir, name), "utf8")]));
}

export interface Opening {
  readonly rules: Readonly<Record<string, string>>;
  /** Epoch milliseconds; without it the database's clock. */
  readonly at?: number;
  readonly providers: number;
  readonly patients: number;
}

const mia: Actor = { kind: "user", id: "mia", role: "manager" };

/** Whoever is at the front desk, and when. */
export const DESK = { id: "ana", shifts: ["mon-tue 08:00-17:30", "thu-fri 08:00-16:00"] } as const;

/** A new database with one practice in it: its rules active, providers `dr1`… and patients `pat0`… known. */
export async function openPractice({ rules, at, providers, patients }: Opening): Promise<TestDatabase> {
  const compiled = compileRuleset(rules);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics, null, 2));
  const { store, database } = await openTestStore();
  await store.createPractice(PRACTICE, "Proof");
  await store.keep(PRACTICE, compiled.ruleset.hash, rules);
  await store.close();

  const server = await openServer({
    appUrl: database.appUrl,
    ...(at === undefined ? {} : { clock: () => at }),
  });
  const ask = async (kind: "practice" | "person" | "patient", id: string, command: Command) => {
    const asked = { id: `open/${kind}/${id}`, subject: { kind, id }, actor: mia, ask: { command } };
    accepted(await server.ask(asked), asked.id);
  };
  await ask("practice", PRACTICE, { type: "ruleset.activate", hash: compiled.ruleset.hash });
  await ask("person", DESK.id, {
    ...{ type: "person.create", name: "Ana", roles: ["front_desk"] },
    ...{ locations: [], shifts: [...DESK.shifts] },
  });
  await Promise.all([
    ...Array.from({ length: providers }, (_, n) => {
      const known = { roles: ["nurse"], locations: [], shifts: [] };
      return ask("person", `dr${n + 1}`, { type: "person.create", name: `Doctor ${n + 1}`, ...known });
    }),
    ...Array.from({ length: patients }, (_, n) =>
      ask("patient", `pat${n}`, {
        type: "patient.create",
        fields: { first_name: `Rosa ${n}`, sms_ok: true },
      }),
    ),
  ]);
  await server.close();
  return database;
}
