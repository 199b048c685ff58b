import "../design/design.css";
import type { Session } from "@corridor/protocol";
import { createRoot } from "react-dom/client";
import { RulesRoom } from "../rules/rules-room.tsx";
import { FixtureServer, fixturePorts } from "./fixture-server.ts";

/** The rules' room over a practice in memory, in the page of a browser test. */
export function mountRules(server = new FixtureServer({ cards: 1, lag: 5 })) {
  server.persona = "manager";
  const host = document.createElement("div");
  host.style.cssText = "position:fixed;inset:0";
  document.body.append(host);
  const root = createRoot(host);
  const session: Session = {
    practice: { id: "riverside", name: "Riverside Family Practice", timezone: "America/New_York" },
    person: { id: "dana", name: "Dana Moss", role: "manager" },
    ...{ roles: ["manager"], demo: true, personas: [] },
  };
  root.render(<RulesRoom ports={fixturePorts(server)} session={session} onExpired={() => undefined} />);
  return {
    ...{ server, host },
    unmount: () => {
      root.unmount();
      host.remove();
    },
  };
}
