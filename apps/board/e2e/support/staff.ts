import { randomUUID } from "node:crypto";
import { type Api, createApi, type Drop } from "@corridor/client";
import type { Persona } from "@corridor/protocol";

/** Somebody of the practice who works through the API, without a browser. */
export interface Staff {
  readonly api: Api;
  /** Moves a card as it is now, whatever this person last saw of it. */
  move(card: string, drop: Drop): Promise<void>;
}

export async function signIn(origin: string, persona: Persona["id"]): Promise<Staff> {
  let cookie = "";
  const api = createApi({
    async request({ method, path, headers, body }) {
      const answer = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: { ...headers, cookie, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const set = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
      if (set.length > 0) cookie = set.join("; ");
      const text = await answer.text();
      return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
    },
    open: () => {
      throw new Error("this person has no board");
    },
  });
  await api("signInDemo", { body: { persona } });
  return {
    api,
    move: async (card, drop) => {
      const headers = { "if-match": "*", "idempotency-key": randomUUID() };
      await api("command", { params: { id: card }, body: { type: "move", ...drop }, headers });
    },
  };
}
