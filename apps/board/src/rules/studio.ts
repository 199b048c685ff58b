import { type Api, isRefusal } from "@corridor/client";
import type { Files, Rules } from "@corridor/protocol";
import type { RulesBook } from "@corridor/rules/words";
import { createContext, useContext } from "react";
import { type MicroStore, microStore, useMicroStore } from "../design/micro-store.ts";
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
  #soon: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  /** Told when nobody is signed in any more. */
  readonly #expired: () => void;

  constructor(api: Api, practice: { readonly id: string; readonly timezone: string }, expired: () => void) {
    this.api = api;
    this.#expired = expired;
    this.practice = practice.id;
    this.zone = practice.timezone;
  }

  /** Reads what decides. What is being written, here or when the page was last open, lies over it. */
  async load(): Promise<void> {
    try {
      const saved = await this.api("rules");
      const kept = this.desk.get()?.draft ?? keptDraft(this.practice);
      const files = filesOf(saved.files, kept);
      const draft = draftOf(kept?.base ?? saved.ruleset, saved.files, files, kept);
      keepDraft(this.practice, draft);
      const file = firstOf(files, this.desk.get()?.file);
      const before = this.desk.get();
      this.desk.set({
        ...{ saved, files, file, draft },
        ...{ findings: before?.findings ?? [], checked: false, book: before?.book ?? null },
      });
      this.fault.set(null);
      await this.#check();
    } catch (error) {
      if (isRefusal(error) && error.status === 401) this.#expired();
      this.fault.set(isRefusal(error) ? error.message : "The server could not be reached.");
    }
  }

  /** What was on the page decides now: there is no draft any more. */
  async settle(): Promise<void> {
    keepDraft(this.practice, null);
    this.#set({ draft: null });
    await this.load();
  }

  close(): void {
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

  /** Writes one more rule at the end of the open file, or of the first one with rules, and shows it. */
  async begin(): Promise<void> {
    const desk = this.desk.get();
    const taken = new Set(desk?.book?.rules.map(({ id }) => id));
    const free = Array.from({ length: 99 }, (_, n) => (n === 0 ? "new-rule" : `new-rule-${n + 1}`));
    const id = free.find((one) => !taken.has(one));
    const names = Object.keys(desk?.files ?? {}).filter((name) => name.endsWith(".rules.yaml"));
    const file = desk && names.includes(desk.file) ? desk.file : names.sort()[0];
    if (!desk || id === undefined || file === undefined) return;
    const value = {
      id,
      name: "What it is for",
      when: [{ event: "card.created" }],
      then: [{ label: { add: ["to-do"] } }],
    };
    const edit = { kind: "append", path: ["rules"], value } as const;
    const text = await this.checker.ask("edit", { text: desk.files[file] ?? "", edit }).catch(() => null);
    if (text === null) return;
    this.write(file, text);
    this.rule.set(id);
    this.go({
      file,
      line: text.slice(0, text.indexOf(`id: ${id}`)).split("\n").length,
      column: 1,
      focus: false,
    });
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
    this.#put({ ...desk.files, [file]: text });
  }

  discard(): void {
    const desk = this.desk.get();
    if (!desk) return;
    this.#put({ ...desk.saved.files });
    this.#set({ file: firstOf(desk.saved.files, desk.file) });
  }

  #put(files: Files): void {
    const desk = this.desk.get();
    if (!desk) return;
    const draft = draftOf(desk.draft?.base ?? desk.saved.ruleset, desk.saved.files, files, desk.draft);
    keepDraft(this.practice, draft);
    this.#set({ files, draft, checked: false });
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

const StudioContext = createContext<Studio | null>(null);
export const StudioProvider = StudioContext.Provider;

export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (!studio) throw new Error("there is no studio around this");
  return studio;
}

/** A part of what is on the page, once it is there. */
export function useDesk<T>(select: (desk: Desk) => T): T {
  const { desk } = useStudio();
  return useMicroStore(desk, (value) => {
    if (!value) throw new Error("the rules are not there yet");
    return select(value);
  });
}
