import type { BoardStore } from "@corridor/client";

interface Point {
  readonly left: number;
  readonly top: number;
}

const MOST = 12;
const starts = new Map<string, Point>();
let flying = 0;

/** Where moving cards stood a moment ago, so that they can be seen to travel rather than to jump. */
export const flights = {
  startsAt(card: string, point: Point): void {
    starts.set(card, point);
    // The start of a move that brings no card to the screen is forgotten.
    setTimeout(() => starts.get(card) === point && starts.delete(card), 400);
  },

  /** Follows the store: remembers each card's place just before it changes. */
  follow(store: BoardStore): () => void {
    return store.onBeforeMoves((cards) => {
      for (const card of cards) {
        const box = starts.has(card) ? null : nodeOf(card)?.getBoundingClientRect();
        if (box) flights.startsAt(card, box);
      }
    });
  },

  /** A card came to a row: a copy of it travels there above everything, then the row shows it. */
  land(card: string, node: HTMLElement): void {
    const from = starts.get(card);
    if (!from || flying >= MOST || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    starts.delete(card);
    const to = node.getBoundingClientRect();
    if (Math.abs(from.left - to.left) + Math.abs(from.top - to.top) < 4) return;
    const ghost = node.cloneNode(true) as HTMLElement;
    const place = `position:fixed;inset:auto;left:${to.left}px;top:${to.top}px;width:${to.width}px;height:${to.height}px;`;
    ghost.style.cssText += `${place}margin:0;z-index:55;pointer-events:none;transform:none;transition:none`;
    for (const name of ["data-card", "role", "tabindex", "aria-pressed", "aria-describedby"])
      ghost.removeAttribute(name);
    ghost.inert = true;
    document.body.append(ghost);
    node.style.opacity = "0";
    flying += 1;
    const travel = ghost.animate(
      [{ translate: `${from.left - to.left}px ${from.top - to.top}px` }, { translate: "0 0" }],
      {
        duration: 240,
        easing: "cubic-bezier(.2,0,0,1)",
      },
    );
    const done = () => {
      ghost.remove();
      node.style.opacity = "";
      flying -= 1;
    };
    travel.finished.then(done, done);
  },
};

export const nodeOf = (card: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-card="${CSS.escape(card)}"]`);
