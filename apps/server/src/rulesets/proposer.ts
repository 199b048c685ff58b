import { createHash } from "node:crypto";
import type { Diagnostic, Files, RulesProposal } from "@corridor/protocol";
import type { Ruleset } from "@corridor/rules";
import { checkRules } from "../checking/check-rules.ts";
import type { Backing } from "../house/backing.ts";
import { readRulesDir } from "../house/found-practice.ts";
import type { OpenPractice } from "../house/practice.ts";
import { seenDiagnostic } from "../routes/diagnostics.ts";
import { Alarm } from "../tickers/alarm.ts";
import { many } from "./counted.ts";
import { letDecide } from "./let-decide.ts";
import { tell } from "./tell.ts";
import { WatchedDirectories } from "./watched-directories.ts";

/** Who activates in the name of the directory. */
export const DIRECTORY = { kind: "api", id: "rules-directory", role: "system" } as const;
/** An editor writes a file in several strokes: so long it is left to it. */
const SETTLED_MS = 300;
/** Faults and failing tests that a notice names. */
const FIRST = 3;

/** Runs the tests that lie among the files. Returns a sentence for each that fails; none where there are no tests. */
export type RulesTester = (files: Readonly<Files>) => Promise<readonly string[]>;

export interface ProposerPorts {
  readonly practice: OpenPractice;
  readonly backing: Backing;
  readonly dir: string;
  readonly test?: RulesTester;
  /** Hears what became of the directory, each time it has changed. */
  readonly said?: (proposal: RulesProposal) => void;
  fault(error: unknown): void;
}

type Verdict = Pick<RulesProposal, "status" | "because"> &
  Partial<Pick<RulesProposal, "hash" | "diagnostics">>;

/**
 * Watches a rules directory for one practice. What is saved there decides when it is without fault, its tests pass and
 * no approval is asked for; otherwise the last good rules stay, and managers are told why, and when it is right again.
 */
export class Proposer {
  readonly #ports: ProposerPorts;
  readonly #alarm: Alarm;
  readonly #watched: WatchedDirectories;
  #seen: string | null = null;
  #settled: RulesProposal["status"] | null = null;
  #proposal: RulesProposal | null = null;

  constructor(ports: ProposerPorts) {
    this.#ports = ports;
    this.#alarm = new Alarm({ work: () => this.#look(), fault: ports.fault });
    this.#watched = new WatchedDirectories(ports.dir, () => this.#alarm.within(SETTLED_MS));
    this.#alarm.wake();
  }

  /** Looks at the directory now. */
  wake(): void {
    this.#alarm.wake();
  }

  /** What became of the directory as it was last looked at; null before that. */
  get proposal(): RulesProposal | null {
    return this.#proposal;
  }

  async close(): Promise<void> {
    this.#watched.close();
    await this.#alarm.close();
  }

  /** Where nothing tells of a change, it is looked for now and then all the same. */
  async #look(): Promise<null> {
    const { dir, backing, practice, said } = this.#ports;
    await this.#watched.refresh();
    const files = await readRulesDir(dir).catch(() => null);
    // Somebody has moved it away, perhaps only for a moment: there is nothing to say of it.
    if (files === null) return null;
    const content = createHash("sha256").update(JSON.stringify(files)).digest("hex");
    if (content === this.#seen) return null;
    const first = this.#seen === null;
    const at = await backing.worklist.now();
    this.#proposal = { status: "checking", hash: null, at, because: null, diagnostics: [] };
    const verdict = await this.#propose(files, first);
    const before = this.#settled;
    this.#seen = content;
    this.#settled = verdict.status;
    this.#proposal = { hash: null, at, diagnostics: [], ...verdict };
    said?.(this.#proposal);
    const told = (name: string, text: string) =>
      tell(practice, backing, { effect: `rules-directory:${name}`, roles: ["manager", "admin"] }, text);
    // A start tells nothing twice; what fails anew, after it had been right, is told anew.
    const name = before === "active" ? `${content}@${at}` : content;
    if (verdict.status === "failed" || verdict.status === "held") await told(name, verdict.because ?? "");
    // Whoever was told that it failed need not go and look.
    else if (before === "failed")
      await told(`${content}@${at}`, "The rules directory is right again, and decides");
    return null;
  }

  async #propose(files: Files, first: boolean): Promise<Verdict> {
    const { practice, backing, test } = this.#ports;
    const { hash, diagnostics: found } = await checkRules(files);
    const diagnostics = found.map(seenDiagnostic);
    if (hash === null) {
      const faults = diagnostics.filter(({ severity }) => severity === "error").map(placed);
      const because = `The rules directory has ${many(faults.length, "fault")}, so the rules from before go on: ${firstOf(faults)}`;
      return { status: "failed", diagnostics, because };
    }
    if (practice.shelf.active?.hash === hash) return { status: "active", hash, diagnostics, because: null };
    await backing.rulesets.keep(practice.row.id, hash, files);
    const failures = (await test?.(files)) ?? [];
    if (failures.length > 0) {
      const because = `The rules directory fails ${many(failures.length, "test")}, so the rules from before go on: ${firstOf(failures)}`;
      return { status: "failed", hash, diagnostics, because };
    }
    return { hash, diagnostics, ...(await this.#activate(await practice.shelf.of(hash), first)) };
  }

  async #activate(ruleset: Ruleset, first: boolean): Promise<Verdict> {
    const { practice, backing } = this.#ports;
    const { active } = practice.shelf;
    // The rules that decide have the say as well: new ones can not lift the approval they would need.
    if ([active, ruleset].some((one) => one?.practice.approval === "manager"))
      return {
        status: "held",
        because: "The rules directory is good, and waits for a manager to activate it",
      };
    if (first && (await goneBackFrom(ruleset.hash, practice, backing)))
      return {
        status: "held",
        because:
          "The rules directory holds rules that somebody has replaced by others since; activate it by hand, or save it anew",
      };
    const refused = await letDecide(practice, ruleset, DIRECTORY);
    return refused ? { status: "failed", because: refused.because } : { status: "active", because: null };
  }
}

const placed = ({ file, line, column, message, suggestion }: Diagnostic): string =>
  `${file}:${line}:${column} ${message}${suggestion === undefined ? "" : ` — did you mean “${suggestion}”?`}`;

/** The first few: a notice is read, and the page of rules has them all. */
const firstOf = (all: readonly string[]): string =>
  [...all.slice(0, FIRST), ...(all.length > FIRST ? [`and ${all.length - FIRST} more`] : [])].join("; ");

/** Whether these rules decided once, and a person has let others decide since. A start is no reason to undo that. */
async function goneBackFrom(hash: string, { row }: OpenPractice, { history }: Backing): Promise<boolean> {
  const subject = { kind: "practice", id: row.id } as const;
  const events = await history.events(row.id, { subject, type: "ruleset.activated", limit: 100_000 });
  const last = events.at(-1);
  const decided = events.some((event) => event.type === "ruleset.activated" && event.data.to === hash);
  return decided && last?.actor.kind === "user";
}
