import type { Persona } from "./demo-world.ts";
import { Haystack } from "./haystack.ts";
import type { Sql } from "./sql.ts";

/** Everything in the database but the vault's own bytes, table by table. */
export async function everyRow(sql: Sql): Promise<{ kept: Haystack; rows: ReadonlyMap<string, number> }> {
  const kept = new Haystack();
  const rows = new Map<string, number>();
  const tables = await sql.rows(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  for (const { name } of tables) {
    const table = String(name);
    const all = await sql.rows(`SELECT to_jsonb(t) - 'bytes' AS row FROM ${table} AS t`);
    for (const { row } of all) kept.add(table, row);
    rows.set(table, all.length);
  }
  return { kept, rows };
}

/** What a role is shown, on every route that shows a patient, card or text; of one in so many cards. */
export async function lookAround(who: Persona, oneIn: number): Promise<Haystack> {
  const seen = new Haystack();
  const look = async (path: string) => {
    const answer = await who.ask("GET", path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    seen.addText(path, answer.text);
    return answer.body;
  };
  const board = (await look("/board")) as { seq: number; cards: { id: string; patient: { id: string } }[] };
  await look(`/board?seq=${board.seq - 500}`);
  await look(`/board?at=${new Date(Date.now() - 86_400_000).toISOString()}`);
  await look("/board?location=riverside");
  for (const [n, { id, patient }] of board.cards.entries()) {
    if (n % oneIn > 0) continue;
    await look(`/cards/${id}`);
    await look(`/cards/${id}/history`);
    if (n % 10 > 0) continue;
    await look(`/cards/${id}/timers`);
    await look(`/cards/${id}/why-not?rule=visit-reminders`);
    await look(`/patients/${patient.id}`);
    const { events } = (await look(`/cards/${id}/history?limit=20&order=desc`)) as {
      events: { id: string }[];
    };
    for (const event of events) await look(`/cards/${id}/explain?event=${encodeURIComponent(event.id)}`);
  }
  let after: string | number | null = 0;
  while (after !== null)
    after = ((await look(`/history?limit=1000&after=${after}`)) as { next: number | null }).next;
  for (let next: string | null = ""; next !== null; )
    next = ((await look(`/patients?limit=500${next && `&after=${next}`}`)) as { next: string | null }).next;
  for (const path of ["/people", "/slots", "/inbox", "/session", "/rules", "/rulesets"]) await look(path);
  return seen;
}

/** All that somebody was answered. */
export const said = (persona: Persona): Haystack => {
  const seen = new Haystack();
  for (const { text } of persona.answers) seen.addText("an answer", text);
  return seen;
};

/** All that a stream told. */
export function framesOf(frames: readonly string[]): Haystack {
  const seen = new Haystack();
  for (const frame of frames) seen.addText("a frame", frame);
  return seen;
}
