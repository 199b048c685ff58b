import { expect, test } from "vitest";
import { dice, malformed } from "../testing/malformed.ts";
import { practiceFixture, roles } from "../testing/practice-fixture.ts";

const SEED = Number(process.env["SEED"] ?? 20_261_122);
const REQUESTS = Number(process.env["REQUESTS"] ?? 4_000);

test(`${REQUESTS} malformed requests: not one 5xx, every no is a problem, and the house stands`, {
  timeout: 300_000,
}, async () => {
  const house = await practiceFixture();
  const chance = dice(SEED);
  const ids = [await house.card(), await house.card(), "kim", "lee", "nurse", "main", "none"];
  const cookies = await Promise.all(roles.map((role) => house.cookie(role)));
  const seen = new Map<number, number>();
  for (let n = 0; n < REQUESTS; n += 1) {
    const { headers, ...request } = malformed(chance, ids);
    const answer = await house.app.inject({
      ...request,
      headers: { cookie: chance.pick(cookies), ...headers },
    });
    seen.set(answer.statusCode, (seen.get(answer.statusCode) ?? 0) + 1);
    const told = `seed ${SEED}, request ${n}: ${request.method} ${request.url} ${request.payload?.slice(0, 300) ?? ""}`;
    expect(answer.statusCode, `${told}\n${house.lines.at(-1)}\n${house.lines.at(-2)}`).toBeLessThan(500);
    if (answer.statusCode >= 400 && request.method !== "HEAD") {
      expect(answer.headers["content-type"], told).toContain("application/problem+json");
      expect(answer.json(), told).toMatchObject({
        status: answer.statusCode,
        code: expect.any(String),
        requestId: expect.any(String),
      });
    }
    // A session that such a request has ended is begun again.
    if (request.method === "DELETE" && answer.statusCode === 204)
      cookies.splice(
        0,
        cookies.length,
        `corridor_session=${await house.house.sessions.start({ practice: "main", person: "manager", role: "manager" })}`,
      );
  }
  console.info(`${REQUESTS} requests:`, Object.fromEntries([...seen].sort()));
  expect((await house.ask("GET", "/board", { headers: { cookie: cookies[0] ?? "" } })).status).toBe(200);
  await house.close();
});
