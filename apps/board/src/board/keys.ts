import { carry, carryAcross, letGo } from "./drag/carry.ts";
import { nodeOf } from "./drag/flight.ts";
import { lift, putBack } from "./drag/lift.ts";
import type { BoardTools } from "./tools.ts";
import { focusBeside, focusedCard, walk } from "./walk.ts";

/** What a key does on the board. Keys do nothing while somebody types, except Escape. */
export function followKeys(tools: BoardTools): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || inOverlay(event)) return;
    const undo = event.key.toLowerCase() === "z" && !event.shiftKey && !event.altKey;
    if ((event.ctrlKey || event.metaKey || event.altKey) && !undo) return;
    if (act(tools, event)) event.preventDefault();
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

function act(tools: BoardTools, event: KeyboardEvent): boolean {
  const held = tools.lifted.get();
  if (held?.by === "keys") return carrying(tools, event.key);
  const card = focusedCard() ?? tools.open.get();
  switch (event.key) {
    case " ":
      return focusedCard() !== null && card !== null && lift(tools, card, "keys") && carry(tools, 0);
    case "Enter":
    case "e":
      return focusedCard() !== null && show(tools, card);
    case "Escape":
      return hide(tools);
    case "ArrowDown":
    case "j":
      return walk(tools, card, 1);
    case "ArrowUp":
    case "k":
      return walk(tools, card, -1);
    case "ArrowLeft":
    case "h":
      return focusBeside(tools, card, -1);
    case "ArrowRight":
    case "l":
      return focusBeside(tools, card, 1);
    case "m":
    case "a":
      return menu(tools, event.key === "m" ? "move" : "assign", card);
    case "z":
    case "Z":
      tools.store.undo();
      return true;
    case "c":
      tools.dialog.set("new-card");
      return true;
    case "?":
      tools.dialog.set("keys");
      return true;
    case "/":
      document.querySelector<HTMLInputElement>("[data-find]")?.focus();
      return true;
  }
  return false;
}

function carrying(tools: BoardTools, key: string): boolean {
  switch (key) {
    case "ArrowDown":
    case "j":
      return carry(tools, 1);
    case "ArrowUp":
    case "k":
      return carry(tools, -1);
    case "ArrowRight":
    case "l":
      return carryAcross(tools, 1);
    case "ArrowLeft":
    case "h":
      return carryAcross(tools, -1);
    case " ":
    case "Enter":
      return letGo(tools);
    case "Escape":
    case "Tab":
      tools.said.set("Put back");
      putBack(tools);
      return key === "Escape";
  }
  return true;
}

function show(tools: BoardTools, card: string | null): boolean {
  tools.open.set(card);
  return true;
}

function hide(tools: BoardTools): boolean {
  const open = tools.open.get();
  if (open === null) return false;
  tools.open.set(null);
  nodeOf(open)?.focus();
  return true;
}

function menu(tools: BoardTools, kind: "move" | "assign", card: string | null): boolean {
  const anchor =
    card === null ? null : (document.querySelector<HTMLElement>(`[data-menu="${kind}"]`) ?? nodeOf(card));
  if (card === null || !anchor) return false;
  tools.menu.set({ kind, card, anchor });
  return true;
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;

const inOverlay = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  target.closest(
    "[role=dialog][aria-modal], [role=menu], [role=listbox], [role=alertdialog], [data-overlay]",
  ) !== null;
