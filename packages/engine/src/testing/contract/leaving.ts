import type { Card, Fields } from "@corridor/domain";
import { expect, it } from "vitest";
import type { Claimed, Effect } from "../../ports/index.ts";
import { judgeBy } from "../../sending/judge.ts";
import { rulebook } from "../rulebook.ts";
import { aCard, aMessage, commit, happening, name, next, onCard, onRecord, patient } from "./given.ts";
import type { Bench, Part } from "./opened.ts";

/** Noon in New York, and the messages' practice: nobody is written to from eight in the evening to eight. */
const NOON = "2998-11-09T17:00:00.000Z";
const template = { vars: {}, channels: ["sms", "email"], phi: "none", body: "Hello" } as const;
const rules = {
  ...rulebook().practice,
  quietHours: "20:00-08:00",
  templates: { hello: template, again: template, third: template, fourth: template },
};
const reached = { sms_ok: true, email_ok: true, phone: { ref: "phone" }, email: { ref: "email" } };

/** A patient's card with messages waiting. */
async function waiting(bench: Bench, fields: Fields, ...messages: readonly ((card: Card) => Effect)[]) {
  const p = await bench.practice();
  const id = name("patient");
  const card = aCard({ patient: id });
  const effects = messages.map((message) => message(card));
  await commit(bench.store.ledger, p, patient(id, fields), onCard(card, { effects }));
  const claim = (now: string, limit = 9): Promise<readonly Claimed[]> =>
    bench.store.worklist.claim(p, now, limit, 60_000, judgeBy(rules, now));
  return { p, id, card, effects, claim };
}

const hello = (card: Card) => aMessage(card.id);
const verdicts = (claimed: readonly Claimed[]) => claimed.map(({ verdict }) => verdict);

export const leaving: Part = (bench) => {
  it("lets a message out by the first way its patient agrees to, and remembers which", async () => {
    const { p, id, effects, claim } = await waiting(bench(), { ...reached, sms_ok: false }, hello);
    const key = effects[0]?.key ?? "";
    expect(verdicts(await claim(NOON))).toEqual([{ leave: "now", patient: id, via: "email" }]);
    const { worklist } = bench().store;
    expect(await worklist.outbox(p, { keys: [key], limit: 1 })).toMatchObject([
      { via: "email", leased: true },
    ]);
    await worklist.settle(p, NOON, [{ key, how: "sent", provider: "SM1" }]);
    expect(await worklist.outbox(p, { keys: [key], limit: 1 })).toMatchObject([
      { status: "sent", sentAt: NOON, provider: "SM1", leased: false, error: null },
    ]);
  });

  it("edge-36: consent that is withdrawn between queueing and sending holds", async () => {
    const { p, id, claim } = await waiting(bench(), reached, hello);
    const fields = { ...reached, sms_ok: false, email_ok: false };
    const withdrawn = [
      happening("patient.changed", { field: "sms_ok", from: true, to: false }),
      happening("patient.changed", { field: "email_ok", from: true, to: false }),
    ];
    await commit(bench().store.ledger, p, onRecord("patient", { id, version: 2, fields }, ...withdrawn));
    expect(verdicts(await claim(NOON))).toEqual([{ leave: "never", because: "no_consent" }]);
  });

  it.each([
    [{ ...reached, deceased: true }, "patient_died"],
    [{ ...reached, merged_into: "other" }, "patient_merged"],
    [{ sms_ok: true, email_ok: true }, "no_address"],
  ])("edge-36: a patient who is %o is not written to", async (fields, because) => {
    const { claim } = await waiting(bench(), fields, hello);
    expect(verdicts(await claim(NOON))).toEqual([{ leave: "never", because }]);
  });

  it("edge-36: a card or a patient that is not there any more gets nothing", async () => {
    const gone = await waiting(bench(), reached, () => aMessage(name("no-card")));
    expect(verdicts(await gone.claim(NOON))).toEqual([{ leave: "never", because: "card_gone" }]);
    const p = await bench().practice();
    const card = aCard({ patient: name("no-patient") });
    await commit(bench().store.ledger, p, onCard(card, { effects: [hello(card)] }));
    const claimed = await bench().store.worklist.claim(p, NOON, 9, 60_000, judgeBy(rules, NOON));
    expect(verdicts(claimed)).toEqual([{ leave: "never", because: "patient_gone" }]);
  });

  it("edge-36: a message in quiet hours waits for their end, and dies where that is too late", async () => {
    const [seven, eight, nine] = ["12:00", "13:00", "14:00"].map((time) => `2998-11-10T${time}:00.000Z`);
    const at = (notAfter: string) => (card: Card) => aMessage(card.id, { notAfter, template: "again" });
    const visit = aCard().appointment ?? {
      ...{ id: "a1", start: nine ?? "", minutes: 30, provider: "dr", slot: null },
    };
    const { p, card, claim } = await waiting(bench(), reached, hello, at(seven ?? ""), at(nine ?? ""));
    await commit(
      bench().store.ledger,
      p,
      onCard(next(card, { appointment: visit, fields: { call: seven ?? "" } })),
    );
    const late = await claim("2998-11-10T02:00:00.000Z");
    const wait = { leave: "later", at: eight, because: "quiet_hours" };
    expect(verdicts(late)).toEqual([wait, { leave: "never", because: "too_late" }, wait]);
    // It was put back as if nobody had tried it; the one that is too late is still in the hands of who tells of it.
    const { worklist } = bench().store;
    const rows = await worklist.outbox(p, { status: "pending", limit: 9 });
    expect(rows.map(({ error, attempts, leased }) => [error, attempts, leased])).toEqual(
      expect.arrayContaining([
        ["quiet_hours", 0, false],
        [null, 1, true],
      ]),
    );
    const morning = (await claim(eight ?? "")).filter(({ verdict }) => verdict?.leave === "now");
    expect(morning.map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it("edge-36: a message about a time that was moved since is not sent", async () => {
    const start = "2998-11-12T15:00:00.000Z";
    const about = (card: Card) => aMessage(card.id, { notAfter: start });
    const { p, card, claim } = await waiting(bench(), reached, about);
    const moved = { id: "a1", start: "2998-11-13T15:00:00.000Z", minutes: 30, provider: "dr", slot: null };
    await commit(bench().store.ledger, p, onCard(next(card, { appointment: moved })));
    expect(verdicts(await claim(NOON))).toEqual([{ leave: "never", because: "time_changed" }]);
  });

  it("edge-36: a message about an offer leaves while the offer waits for its answer, and not after", async () => {
    const until = "2998-11-09T17:30:00.000Z";
    const about = (card: Card) => aMessage(card.id, { notAfter: until });
    const { p, id, card, claim } = await waiting(bench(), reached, about);
    const appointment = {
      id: "a1",
      start: "2998-11-12T15:00:00.000Z",
      minutes: 30,
      provider: "dr",
      slot: null,
    };
    const offer = { slot: "s", appointment, location: "main", at: NOON, until, answer: null };
    await commit(bench().store.ledger, p, onCard(next(card, { offers: [offer] })));
    expect(verdicts(await claim(NOON))).toEqual([{ leave: "now", patient: id, via: "sms" }]);
    const answered = next(next(card), { offers: [{ ...offer, answer: "declined" }] });
    await commit(bench().store.ledger, p, onCard(answered));
    const minute = "2998-11-09T17:02:00.000Z";
    expect(verdicts(await claim(minute))).toEqual([{ leave: "never", because: "time_changed" }]);
  });

  it("writes to a patient so often a day and no oftener, whoever asks at once", async () => {
    const more = (template: string) => (card: Card) => aMessage(card.id, { template });
    const { p, id, effects, claim } = await waiting(
      ...([bench(), reached, hello, hello, more("again"), more("third"), more("fourth")] as const),
    );
    const both = (await Promise.all([claim(NOON, 3), claim(NOON, 3)])).flat();
    const out = both.filter(({ verdict }) => verdict?.leave === "now");
    expect(out).toHaveLength(3);
    const tomorrow = "2998-11-10T13:00:00.000Z";
    const held = both.flatMap(({ verdict }) => (verdict?.leave === "later" ? [verdict] : []));
    expect(held.map(({ at }) => at)).toEqual([tomorrow, tomorrow]);
    expect(held.map(({ because }) => because)).toContain("daily_limit");
    expect(both.map(({ effect }) => effect.key).sort()).toEqual(effects.map(({ key }) => key).sort());
    // The next day counts anew.
    const { worklist } = bench().store;
    await worklist.settle(
      p,
      NOON,
      out.map(({ effect: { key } }) => ({ key, how: "sent" })),
    );
    expect(verdicts(await claim(tomorrow))).toEqual(
      [1, 2].map(() => ({ leave: "now", patient: id, via: "sms" })),
    );
  });

  it("does not count what came to nothing", async () => {
    const { p, effects, claim } = await waiting(bench(), reached, hello, hello);
    const first = (await claim(NOON)).find(({ verdict }) => verdict?.leave === "now");
    const key = first?.effect.key ?? "";
    await bench().store.worklist.settle(p, NOON, [{ key, how: "dead", error: "no such number" }]);
    const other = await claim("2998-11-10T17:00:00.000Z");
    expect(other.map(({ effect, verdict }) => [effect.key, verdict?.leave])).toEqual(
      effects.flatMap((one) => (one.key === key ? [] : [[one.key, "now"]])),
    );
  });

  it("lets one of two messages of the same template out on one day", async () => {
    const { claim } = await waiting(bench(), reached, hello, hello);
    const because = verdicts(await claim(NOON)).map((one) => (one?.leave === "later" ? one.because : null));
    expect(because.sort()).toEqual([null, "template_limit"].sort());
  });
};
