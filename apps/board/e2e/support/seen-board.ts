import type { BoardStore } from "@corridor/client";
import { type CardSummary, columnsOf } from "@corridor/domain/board";
import type { Page } from "playwright";
import { expect } from "vitest";

/** The ids of each column's cards in their order, by the column's name. */
export type Shelves = Readonly<Record<string, readonly string[]>>;

/** The board as a person finds it: every column scrolled from top to end, the narrow ones opened. */
export async function seenBoard(page: Page): Promise<Shelves> {
  const shelves: Record<string, readonly string[]> = await page.evaluate(readColumns);
  for (const narrow of await page.locator("main > section:not(:has(ul))").all()) {
    const name = (await narrow.getAttribute("aria-label")) ?? "";
    await page.locator(`main > section[aria-label="${name}"] > button`).click();
    await page.locator(`main > section[aria-label="${name}"] ul`).waitFor();
    shelves[name] = (await page.evaluate(readColumns))[name] ?? [];
    await page.getByRole("button", { name: `Close ${name}` }).click();
  }
  return shelves;
}

/** Runs in the page. Rows are drawn only where somebody looks, so each column is leafed through. */
async function readColumns(): Promise<Record<string, string[]>> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const shelves: Record<string, string[]> = {};
  for (const section of document.querySelectorAll("main > section:has(ul)")) {
    const scroller = section.querySelector("ul")?.parentElement;
    const found = new Map<number, string>();
    if (!scroller) continue;
    for (let top = 0; top <= scroller.scrollHeight; top += scroller.clientHeight) {
      scroller.scrollTop = top;
      await frame();
      await frame();
      for (const row of section.querySelectorAll("li[aria-posinset]"))
        found.set(
          Number(row.ariaPosInSet),
          row.querySelector("[data-card]")?.getAttribute("data-card") ?? "",
        );
    }
    scroller.scrollTop = 0;
    await frame();
    shelves[section.getAttribute("aria-label") ?? ""] = [...found]
      .sort(([a], [b]) => a - b)
      .map(([, id]) => id);
  }
  return shelves;
}

/** The same of an answer to GET /board. */
export function shelvesOf(board: {
  cards: readonly CardSummary[];
  stages: readonly { id: string; name: string }[];
}): Shelves {
  const columns = columnsOf(board.cards);
  return Object.fromEntries(
    board.stages.map(({ id, name }) => [name, (columns.get(id) ?? []).map((card) => card.id)]),
  );
}

/** Waits until a board has heard everything up to a place of the history and has nothing left to send. */
export async function settled(page: Page, seq: number): Promise<Mind> {
  const about = ({ status, unsent, seq: heard }: Mind) =>
    `${status}, ${unsent} unsent, ${heard >= seq ? "up to date" : "behind"}`;
  await expect
    .poll(async () => about(await mindOf(page)), { timeout: 60_000, interval: 100 })
    .toBe("live, 0 unsent, up to date");
  return mindOf(page);
}

export interface Mind {
  readonly status: string;
  readonly seq: number;
  readonly unsent: number;
  readonly cards: readonly CardSummary[];
}

interface Fiber {
  readonly return: Fiber | null;
  readonly memoizedProps: { readonly value?: { readonly store?: Pick<BoardStore, "getSnapshot"> } } | null;
}

/**
 * What the board's store holds, versions and all, read through React's own link from a node to the component that
 * drew it. So the page needs no door for tests, which somebody else could open.
 */
export function mindOf(page: Page): Promise<Mind> {
  return page.evaluate(() => {
    const node = document.querySelector("main");
    const [, link] = Object.entries(node ?? {}).find(([key]) => key.startsWith("__reactFiber$")) ?? [];
    let fiber = link as Fiber | null;
    while (fiber && !fiber.memoizedProps?.value?.store?.getSnapshot) fiber = fiber.return;
    const snapshot = fiber?.memoizedProps?.value?.store?.getSnapshot();
    if (!snapshot) throw new Error("no board is drawn here");
    const { status, seq, unsent, cards } = snapshot;
    return { status, seq, unsent, cards: [...cards.values()] };
  });
}
