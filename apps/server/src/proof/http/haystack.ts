/** What is different in every row and can hold no text of a person's: it would only make the search long. */
const NOISE =
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g;

const SHOWN = 40;

export interface Found {
  readonly needle: string;
  readonly where: string;
  /** What stands around it. */
  readonly text: string;
}

/** Everything that was written down somewhere, each text once, to be searched for what must not be among it. */
export class Haystack {
  /** Every text and where it was first met. */
  readonly #texts = new Map<string, string>();
  /** Texts that were added, also those known already. */
  size = 0;

  /** Adds every name and value in a piece of JSON, however deep. */
  add(where: string, value: unknown): void {
    let level: unknown[] = [value];
    while (level.length > 0) {
      const below: unknown[] = [];
      for (const one of level) {
        if (typeof one === "object" && one !== null) {
          if (!Array.isArray(one)) for (const name of Object.keys(one)) this.#put(where, name);
          for (const inner of Object.values(one)) below.push(inner);
        } else if (typeof one === "string" || typeof one === "number") this.#put(where, String(one));
      }
      level = below;
    }
  }

  /** Adds text that may be JSON. */
  addText(where: string, text: string): void {
    try {
      this.add(where, JSON.parse(text));
    } catch {
      this.#put(where, text);
    }
  }

  /** Where the needles are, upper and lower case alike; of each some of its places. */
  find(needles: Iterable<string>): readonly Found[] {
    const texts = [...this.#texts.keys()];
    return this.holds(needles).flatMap((needle) => {
      const wanted = needle.toLowerCase();
      const holders = texts.filter((text) => text.includes(wanted)).slice(0, SHOWN);
      return holders.map((text) => {
        const at = text.indexOf(wanted);
        return {
          needle,
          where: this.#texts.get(text) ?? "",
          text: text.slice(Math.max(0, at - 60), at + 100),
        };
      });
    });
  }

  /** Which of the needles are there at all. */
  holds(needles: Iterable<string>): readonly string[] {
    const all = [...this.#texts.keys()].join("\n");
    return [...new Set(needles)].filter((needle) => all.includes(needle.toLowerCase()));
  }

  #put(where: string, text: string): void {
    this.size += 1;
    const plain = text.replace(NOISE, "~").toLowerCase();
    if (!this.#texts.has(plain)) this.#texts.set(plain, where);
  }
}
