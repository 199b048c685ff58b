import type { Desk } from "./desk.ts";

// Two pages of one machine share its clock, so what one page did and the other saw can be subtracted.

interface Watching {
  dropped?: number;
  arrived?: Promise<number>;
}

/** Remembers when a hand let go, as the browser received it: what the page does with it counts too. */
export function watchHand({ page }: Desk): Promise<void> {
  return page.evaluate(() => {
    const note = ({ timeStamp }: Event) =>
      Object.assign(window, { dropped: performance.timeOrigin + timeStamp } satisfies Watching);
    window.addEventListener("mouseup", note, { capture: true });
  });
}

/** Watches for a card to be drawn in a column. */
export function watchFor({ page }: Desk, card: string, column: string): Promise<void> {
  return page.evaluate(
    ([id, name]) => {
      const arrived = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`${id} never came to ${name}`)), 20_000);
        const look = () => {
          if (!document.querySelector(`section[aria-label="${name}"] [data-card="${id}"]`)) return;
          observer.disconnect();
          // Not when the row is there but when the next picture is made with it.
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true });
      });
      Object.assign(window, { arrived } satisfies Watching);
    },
    [card, column] as const,
  );
}

/** Milliseconds from one person's hand letting go to the other person's eyes. */
export async function fromHandToEye(hand: Desk, eye: Desk): Promise<number> {
  const arrived = await eye.page.evaluate(() => (window as Watching).arrived ?? 0);
  const dropped = await hand.page.evaluate(() => (window as Watching).dropped ?? 0);
  return arrived - dropped;
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
