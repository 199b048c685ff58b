import type { Node } from "./ast.ts";
import { Failure } from "./failure.ts";
import { Call } from "./functions.ts";
import { CALL_SLOT, SLOTS, slotName, slotNode } from "./library.ts";
import type { PathInfo, SlotType } from "./schema.ts";
import type { Bindings } from "./types.ts";
import { celValue, valueOf } from "./values-in.ts";

type Mode = "value" | "has" | "key";
interface Slot {
  readonly info: PathInfo;
  readonly mode: Mode;
}

/** Reads one evaluation may make; loops count every turn. Keeps hostile loops short. */
const MAX_READS = 200_000;
/** What pick() looks up for an absent key: no table can hold it, expressions hold no control characters. */
const NO_KEY = "\u0000";

const isSet = (info: PathInfo, bindings: Bindings): boolean => (valueOf(info, bindings) ?? null) !== null;

/** The paths one expression reads, each rewritten to a typed slot. */
export class Slots {
  readonly #slots = new Map<string, Slot>();
  readonly #names = new Map<string, string>();
  readonly #used = new Map<SlotType, number>();
  readonly paths = new Map<string, PathInfo>();

  /** Lets `node` read the path (`value`), whether it is set (`has`), or its text as a table's key (`key`). False: too many. */
  put(node: Node, info: PathInfo, mode: Mode): boolean {
    this.paths.set(info.path, info);
    const id = `${mode} ${info.path}`;
    let name = this.#names.get(id);
    if (name === undefined) {
      const type = mode === "has" ? "bool" : info.type;
      const n = this.#used.get(type) ?? 0;
      if (n >= SLOTS) return false;
      this.#used.set(type, n + 1);
      name = slotName(type, n);
      this.#names.set(id, name);
      this.#slots.set(name, { info, mode });
    }
    node.setMeta("alternate", slotNode(name));
    return true;
  }

  /** The context of one evaluation. Values are converted when they are first read, and only then. */
  context(bindings: Bindings): Map<string, unknown> {
    return new SlotContext(this.#slots, bindings);
  }
}

// The library asks a Map for every variable it evaluates; nothing of it is copied or listed.
class SlotContext extends Map<string, unknown> {
  readonly #slots: ReadonlyMap<string, Slot>;
  readonly #bindings: Bindings;
  readonly #values = new Map<string, unknown>();
  #reads = 0;
  constructor(slots: ReadonlyMap<string, Slot>, bindings: Bindings) {
    super();
    this.#slots = slots;
    this.#bindings = bindings;
  }
  override get(name: string): unknown {
    const known = this.#values.get(name);
    const value = known === undefined ? this.#make(name) : known;
    this.#reads += Array.isArray(value) ? 1 + value.length : typeof value === "string" ? 1 + (value.length >> 5) : 1;
    if (this.#reads > MAX_READS) throw new Failure("the expression reads too much: loop over less");
    return value;
  }
  #make(name: string): unknown {
    const value = this.#read(name);
    this.#values.set(name, value);
    return value;
  }
  #read(name: string): unknown {
    if (name === CALL_SLOT) return new Call(this.#bindings);
    const slot = this.#slots.get(name);
    if (!slot) return undefined;
    if (slot.mode === "has") return isSet(slot.info, this.#bindings);
    if (slot.mode === "key" && !isSet(slot.info, this.#bindings)) return NO_KEY;
    return celValue(slot.info, this.#bindings);
  }
}
