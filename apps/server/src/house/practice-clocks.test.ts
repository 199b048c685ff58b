import { expect, onTestFinished, test, vi } from "vitest";
import { practiceFixture } from "../testing/practice-fixture.ts";

const RULES = `schema: corridor/v1
kind: rules
rules:
  - id: crowd
    name: Too many
    when: [{ metric: arrivals, over: 1 day, above: 0, for: 1s }]
    then: [{ notify: { role: manager, via: [board], text: Too many cards } }]
`;

test("a clock of the practice rings when it is due, not with the next look at all clocks", async () => {
  const house = await practiceFixture({ tickers: true });
  onTestFinished(() => house.close());
  const { files } = (await house.ask("GET", "/rules")).body;
  const metrics = "metrics:\n  arrivals: { unit: count, count: { event: card.created } }\n";
  const { hash, diagnostics } = (
    await house.ask("POST", "/rulesets", {
      body: {
        files: {
          ...files,
          "practice.yaml": files["practice.yaml"].replace("metrics:\n", metrics),
          "crowd.rules.yaml": RULES,
        },
      },
    })
  ).body;
  expect(hash, JSON.stringify(diagnostics)).not.toBeNull();
  await house.ask("POST", `/rulesets/${hash}/activate`, { body: {} });
  await house.card();
  const told = async () => (await house.ask("GET", "/inbox")).text;
  await vi.waitFor(async () => expect(await told()).toContain("Too many cards"), {
    timeout: 10_000,
    interval: 50,
  });
}, 30_000);
