import { browserPorts, type Ports } from "@corridor/client";

/** The real server; in development `?fixture` or `?fixture=1000` is a practice inside the page. */
export async function findPorts(): Promise<Ports> {
  const allowed = import.meta.env.DEV || import.meta.env.MODE === "fixture";
  const asked = allowed ? new URLSearchParams(location.search).get("fixture") : null;
  if (asked === null) return browserPorts();
  const { FixtureServer, fixturePorts } = await import("../testing/fixture-server.ts");
  const signedIn = asked !== "door";
  const server = new FixtureServer({ cards: Number(asked) || 34, signedIn });
  Object.assign(window, { fixture: server });
  return fixturePorts(server);
}
