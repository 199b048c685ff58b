import { expect, onTestFinished, test } from "vitest";
import { practiceFixture } from "../testing/practice-fixture.ts";
import { createMetrics } from "./metrics.ts";
import { serveMetrics } from "./metrics-server.ts";
import { Watchman } from "./readiness.ts";

test("what was committed and how requests went is served on a port of its own, and nobody's name", async () => {
  const metrics = createMetrics();
  const house = await practiceFixture({ metrics });
  onTestFinished(() => house.close());
  await house.card();
  await house.ask("GET", "/cards/nobody");
  const watchman = new Watchman(house.house);
  const fault = (error: unknown) => expect.unreachable(String(error));
  const at = { port: 0, host: "127.0.0.1" };
  const served = await serveMetrics(at, { metrics, house: house.house, watchman, fault });
  onTestFinished(() => served.close());
  const answer = await fetch(`http://127.0.0.1:${served.port}/metrics`);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  const text = await answer.text();
  const value = (line: string) =>
    Number(
      text
        .split("\n")
        .find((one) => one.startsWith(line))
        ?.split(" ")
        .at(-1),
    );
  const { seq } = await house.backing.history.head("main");
  expect(value('corridor_events_total{practice="main"}')).toBe(seq);
  expect(value('corridor_tail_lag_events{practice="main"}')).toBe(0);
  expect(value("corridor_ready")).toBe(1);
  const asked = '{method="GET",route="/api/v1/cards/:id",status="404"}';
  expect(value(`corridor_http_request_duration_seconds_count${asked}`)).toBe(1);
  expect(text).not.toMatch(/Quorntree|Kimberlyanne|kim@example|nobody/);
  expect((await fetch(`http://127.0.0.1:${served.port}/`)).status).toBe(404);
});
