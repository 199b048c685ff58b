import { type Api, createApi, follow, isRefusal, type Ports, type Status } from "@corridor/client";
import type { Files, Rules } from "@corridor/protocol";
import type { RulesBook } from "@corridor/rules/words";
import { type MicroStore, microStore } from "../design/micro-store.ts";
import { Checker } from "./checking/checker.ts";
import type { Finding } from "./checking/questions.ts";
import { type Draft, draftOf, filesOf, keepDraft, keptDraft } from "./draft.ts";

export interface Desk {
  /** What decides now. */
  readonly saved: Rules;
  /** The files as they stand on this page. */
  readonly files: Files;
  readonly file: string;
  readonly draft: Draft | null;
  readonly findings: readonly Finding[];
  /** False while what was typed last has not been looked at. */
  readonly checked: boolean;
  readonly book: RulesBook | null;
}

/** A place somebody wants to see. */
export interface Goal {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Whether the keyboard goes there too. */
  readonly focus: boolean;
}

const PAUSE = 150;

/** After these the rules, or what is told of them, are others. An activation has everything read anew. */
const CHANGING: ReadonlySet<string> = new Set(["rule.paused", "rule.resumed", "ruleset.noted"]);

/** What is on the page: the rules as they decide, the text as it is being written, and what the compiler says of it. */
export class Studio {
  readonly api: Api;
  readonly practice: string;
  readonly zone: string;
  readonly checker = new Checker();
  readonly desk: MicroStore<Desk | null> = microStore<Desk | null>(null);
  readonly fault: MicroStore<string | null> = microStore<string | null>(null);
  readonly goal: MicroStore<Goal | null> = microStore<Goal | null>(null);
  readonly rule: MicroStore<string | null> = microStore<string | null>(null);
  /** The line to the server. */
  readonly line: MicroStore<Status> = microStore<Status>("loading");
  /** The ruleset somebody else has activated while the page was open, until that is noted. */
  readonly news: MicroStore<string | null> = microStore<string | null>(null);
  readonly #ports: Ports;
  /** What this page activates is no news to it. */
  #mine: string | null = null;
  #soon: ReturnType<typeof setTimeout> | undefined;
  #round = 0;
  #readings = 0;

  /** Told when nobody is signed in any more. */
  readonly #expired: () => void;

  constructor(
    ports: Ports,
    practice: { readonly id: string; readonly timezone: string },
    expired: () => void,
  ) {
    this.api = createApi(ports.transport);
    this.#ports = ports;
    this.#expired = expired;
    this.practice = practice.id;
    this.zone = practice.timezone;
  }

  /** Reads what decides and keeps it right until the returned closer is called. `rule`: the one to show first. */
  start(rule: string | null): () => void {
    let wanted = rule;
    const end = follow(this.#ports, {
      load: async () => {
        const seq = await this.#read();
        if (wanted !== null) this.choose(wanted);
        wanted = null;
        return seq;
      },
      probe: () => this.api("session"),
      concerns: ({ type }) => CHANGING.has(type),
      turned: (status) => {
        this.line.set(status);
        if (status === "signedOut") this.#expired();
      },
    });
    return () => {
      end();
      this.#close();
    };
  }

  /** Reads anew what decides, now. What goes wrong is told on the page. */
  async load(): Promise<void> {
    await this.#read().catch(() => undefined);
  }

  /** What is being written, here or when the page was last open, lies over what decides. */
  async #read(): Promise<number> {
    const reading = ++this.#readings;
    try {
      const saved = await this.api("rules");
      // Asked again meanwhile: that answer is the newer one.
      if (reading !== this.#readings) return saved.seq;
      const kept = this.desk.get()?.draft ?? keptDraft(this.practice);
      const files = filesOf(saved.files, kept);
      const draft = draftOf(kept?.base ?? saved.ruleset, saved.files, files, kept);
      keepDraft(this.practice, draft);
      const before = this.desk.get();
      const { ruleset, seq } = saved;
      if (before && before.saved.ruleset !== ruleset && ruleset !== this.#mine) this.news.set(ruleset);
      this.desk.set({
        ...{ saved, files, file: firstOf(files, before?.file), draft },
        ...{ findings: before?.findings ?? [], checked: false, book: before?.book ?? null },
      });
      this.fault.set(null);
      void this.#check();
      return seq;
    } catch (error) {
      if (isRefusal(error) && error.status === 401) this.#expired();
      this.fault.set(isRefusal(error) ? error.message : "The server could not be reached.");
      throw error;
    }
  }

  /** Lets a ruleset decide, unless others decide than those of `base`. Of the draft stays what that did not take over. */
  async activate(hash: string, base: string | null, comment: string): Promise<void> {
    this.#mine = hash;
    const body = { base, ...(comment !== "" && { comment }) };
    await this.api("activateRuleset", { params: { hash }, body });
    await this.load();
  }

  /** Keeps the text on the page for the rules that decide: they say the same. */
  async reword(hash: string): Promise<void> {
    await this.api("rewordRuleset", { params: { hash }, body: { files: this.desk.get()?.files ?? {} } });
    await this.load();
  }

  #close(): void {
    clearTimeout(this.#soon);
    this.#round += 1;
    this.checker.close();
  }

  open(file: string): void {
    this.#set({ file });
  }

  go(goal: Goal): void {
    this.#set({ file: goal.file });
    this.goal.set(goal);
  }

  /** Shows a rule: of the text on the page, else of what decides. */
  choose(rule: string): void {
    this.rule.set(rule);
    history.replaceState(null, "", `${location.pathname}?rule=${encodeURIComponent(rule)}`);
    const desk = this.desk.get();
    const source =
      desk?.book?.rules.find(({ id }) => id === rule) ??
      desk?.saved.rules.find(({ id }) => id === rule)?.source;
    if (source && desk && source.file in desk.files)
      this.go({ file: source.file, line: source.line, column: 1, focus: false });
  }

  /** The cursor stands in a line: the rule written there is the one that is told of. */
  stand(file: string, line: number): void {
    const here = this.desk.get()?.book?.rules.findLast((rule) => rule.file === file && rule.line <= line);
    if (here) this.rule.set(here.id);
  }

  write(file: string, text: string): void {
    const desk = this.desk.get();
    if (!desk || desk.files[file] === text) return;
    this.put({ ...desk.files, [file]: text }, desk.file);
  }

  discard(): void {
    const desk = this.desk.get();
    if (desk) this.put({ ...desk.saved.files }, desk.file);
  }

  /** All files as they are to be on the page, and the one to open, if it is among them. */
  put(files: Files, open: string): void {
    const desk = this.desk.get();
    if (!desk) return;
    const draft = draftOf(desk.draft?.base ?? desk.saved.ruleset, desk.saved.files, files, desk.draft);
    keepDraft(this.practice, draft);
    this.#set({ files, file: firstOf(files, open), draft, checked: false });
    clearTimeout(this.#soon);
    this.#soon = setTimeout(() => void this.#check(), PAUSE);
  }

  async #check(): Promise<void> {
    const round = ++this.#round;
    const files = this.desk.get()?.files ?? {};
    try {
      const { diagnostics, book } = await this.checker.ask("check", { files });
      if (round !== this.#round) return;
      this.#set({ findings: diagnostics, book, checked: true });
      this.fault.set(null);
    } catch (error) {
      if (round === this.#round) this.fault.set(error instanceof Error ? error.message : "The check failed");
    }
  }

  #set(part: Partial<Desk>): void {
    const desk = this.desk.get();
    if (desk) this.desk.set({ ...desk, ...part });
  }
}

const firstOf = (files: Files, wanted: string | undefined): string => {
  if (wanted !== undefined && wanted in files) return wanted;
  const names = Object.keys(files).sort();
  return names.find((name) => name.endsWith(".rules.yaml")) ?? names[0] ?? "";
};
