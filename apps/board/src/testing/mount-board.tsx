import "../design/design.css";
import { BoardStore } from "@corridor/client";
import { createRoot } from "react-dom/client";
import { Board } from "../board/board.tsx";
import { type BoardTools, boardTools } from "../board/tools.ts";
import { FixtureServer, fixturePorts } from "./fixture-server.ts";

export interface Mounted {
  readonly tools: BoardTools;
  readonly server: FixtureServer;
  readonly host: HTMLElement;
  /** Where a card stands by the board's own reckoning. */
  place(card: string): string | undefined;
  unmount(): void;
}

/** A whole board over a practice in memory, in the page of a browser test. `ruleLink`: for who looks after the rules. */
export function mountBoard(cards = 34, ruleLink: BoardTools["ruleLink"] = null): Mounted {
  history.replaceState(null, "", location.pathname);
  const server = new FixtureServer({ cards, lag: 5 });
  const tools = boardTools(new BoardStore(fixturePorts(server)), "jo", ruleLink);
  const host = document.createElement("div");
  host.style.cssText = "position:fixed;inset:0";
  document.body.append(host);
  const root = createRoot(host);
  root.render(<Board tools={tools} />);
  return {
    tools,
    server,
    host,
    place: (card) => tools.store.getSnapshot().cards.get(card)?.stage,
    unmount: () => {
      root.unmount();
      host.remove();
    },
  };
}
