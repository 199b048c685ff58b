import { type Event, type FieldValue, isRef, type Ref, type Text } from "@corridor/domain";
import type { Event as SeenEvent, Value } from "@corridor/protocol";
import type { Backing } from "../house/backing.ts";
import type { OpenPractice } from "../house/practice.ts";
import { isText, type Sees } from "../live/names.ts";
import { seesOf } from "../live/views.ts";
import type { Viewer } from "../sessions/viewer.ts";
import { headOf } from "./head.ts";

/** Stands where a protected text stands that this viewer may not see. */
export const HIDDEN = "•••";

/** Members of an event's data that are text made of parts; other lists are lists. */
const TEXTS = new Set(["text", "title", "reason", "name"]);

/**
 * Protected text as one viewer may see it. All pointers are resolved in one question beforehand; the mask is put on
 * here and nowhere else: `full` reads everything, everybody else knows staff by name, patients by their initials
 * at most, and nothing of notes and contacts.
 */
export class Reader {
  readonly sees: Sees;
  readonly #practice: OpenPractice;
  readonly #texts: ReadonlyMap<string, string>;

  private constructor(practice: OpenPractice, sees: Sees, texts: ReadonlyMap<string, string>) {
    this.#practice = practice;
    this.sees = sees;
    this.#texts = texts;
  }

  /** A reader for all pointers that `of` holds, however deep. */
  static async for(viewer: Viewer, practice: OpenPractice, backing: Backing, of: unknown): Promise<Reader> {
    const sees = seesOf(practice.shelf.active?.practice, viewer.role);
    const refs = sees === "full" ? refsIn(of) : [];
    const texts =
      refs.length === 0 ? new Map<string, string>() : await backing.history.unseal(practice.row.id, refs);
    return new Reader(practice, sees, texts);
  }

  /** A field's value; a pointer that may not be read is null. */
  value(value: FieldValue | undefined): Value {
    if (value === undefined) return null;
    return isRef(value) ? this.#ref(value) : value;
  }

  text(parts: Text): string {
    return parts.map((part) => (isRef(part) ? (this.#ref(part) ?? HIDDEN) : part)).join("");
  }

  patient(id: string): string {
    return this.#practice.mirror.names.patient(id, this.sees);
  }

  event(event: Event): SeenEvent {
    const { actor, data, ruleset } = event;
    const display = this.actor(actor.kind, actor.id);
    return {
      ...headOf(event),
      data: this.#data(data) as Record<string, unknown>,
      actor: display === null ? { ...actor } : { ...actor, display },
      ruleset,
    };
  }

  /** What to print for whoever acted; null where the id says all there is. */
  actor(kind: string, id: string): string | null {
    if (kind === "rule" || kind === "timer") return this.#practice.shelf.active?.rule(id)?.name ?? null;
    return this.#practice.mirror.names.staff(id);
  }

  #ref({ ref }: Ref): string | null {
    return this.#texts.get(ref) ?? this.#practice.mirror.names.known(ref, this.sees);
  }

  #data(data: unknown, name = ""): unknown {
    if (isRef(data)) return this.#ref(data);
    if (TEXTS.has(name) && isText(data)) return this.text(data);
    if (Array.isArray(data)) return data.map((one) => this.#data(one));
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, this.#data(value, key)]));
  }
}

/** Every pointer in a value. */
function refsIn(value: unknown): readonly Ref[] {
  const refs = new Map<string, Ref>();
  const walk = (one: unknown): void => {
    if (isRef(one)) refs.set(one.ref, one);
    else if (Array.isArray(one)) one.forEach(walk);
    else if (typeof one === "object" && one !== null) Object.values(one).forEach(walk);
  };
  walk(value);
  return [...refs.values()];
}
