import { factKey } from "@corridor/domain";
import { expect, it } from "vitest";
import { aCard, commit, happening, name, next, NOW, onCard } from "./given.ts";
import type { Part } from "./opened.ts";

export const locks: Part = (bench) => {
  it("never lets two cards into the last place, once both lock it", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const key = factKey("wip", "treatment", "*");
    const enter = () =>
      store.ledger.transact(p, async (tx) => {
        const card = aCard({ stage: "treatment" });
        await tx.load([{ kind: "card", id: card.id }]);
        await tx.lock([key, factKey("wip", "intake", "*")]);
        if (((await tx.facts([key]))[key] as number) >= 5) return;
        await tx.append([onCard(card)]);
      });
    await Promise.all(Array.from({ length: 20 }, enter));
    expect(await store.history.cards(p)).toHaveLength(5);
  });

  it("edge-21: does not deadlock however the keys are ordered", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const keys = [factKey("pool", "nurse", "main"), factKey("slot", "s1"), factKey("wip", "intake", "*")];
    const hold = (n: number) =>
      store.ledger.transact(p, async (tx) => {
        await tx.lock(n % 2 === 0 ? keys : keys.toReversed());
        await tx.facts([factKey("wip", "intake", "*")]);
      });
    await Promise.all(Array.from({ length: 24 }, (_, n) => hold(n)));
  });

  it("edge-20: books no time of a provider and no slot twice, even when nobody looked", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const book = (provider: string, minute: string, slot: string | null) => {
      const start = `2026-11-10T09:${minute}:00.000Z`;
      const appointment = { id: name("visit"), start, minutes: 30, provider, slot };
      const events = [happening("appointment.booked", appointment)];
      return commit(store.ledger, p, onCard(aCard({ appointment }), { events }));
    };
    await book("dr", "00", "s1");
    await expect(book("dr", "29", null)).rejects.toMatchObject({
      name: "LedgerConflict",
      kind: "double_booked",
    });
    await expect(book("dr2", "00", "s1")).rejects.toMatchObject({
      name: "LedgerConflict",
      kind: "slot_taken",
    });
    await book("dr", "30", null);
    await book("dr2", "00", null);
    expect(await store.history.cards(p)).toHaveLength(3);
    expect((await store.history.head(p)).seq).toBe(3);

    const raced = await Promise.allSettled(["00", "10", "20"].map((minute) => book("dr3", minute, null)));
    expect(raced.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  it("keeps a time that is offered to a card from every other, as one that is booked", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const start = "2026-11-10T09:00:00.000Z";
    const at = (slot: string | null, provider = "dr") => ({
      id: name("visit"),
      start,
      minutes: 30,
      provider,
      slot,
    });
    const offerTo = (appointment: ReturnType<typeof at>, booked = at(null, "dr9")) => {
      const times = { location: "main", at: NOW, until: start };
      const offer = { slot: appointment.slot ?? "a time", appointment, ...times };
      const card = aCard({ appointment: booked, offers: [{ ...offer, answer: null }] });
      return {
        card,
        offer,
        done: commit(store.ledger, p, onCard(card, { events: [happening("offer.made", { offer })] })),
      };
    };
    const { card, offer, done } = offerTo(at("s1"));
    await done;
    const holder = { card: card.id, offered: true };
    const keys = [factKey("booked", "dr", start, "10", "other"), factKey("slot", "s1")] as const;
    const facts = () => store.ledger.transact(p, (tx) => tx.facts(keys));
    expect(await facts()).toMatchObject({ [keys[0]]: holder, [keys[1]]: { takenBy: holder } });
    const another = { ...at(null, "dr8"), start: "2026-11-11T09:00:00.000Z" };
    await expect(offerTo(at("s1", "dr2"), another).done).rejects.toMatchObject({ kind: "slot_taken" });
    await expect(offerTo(at(null), another).done).rejects.toMatchObject({ kind: "double_booked" });

    const declined = next(card, { offers: [{ ...offer, answer: "declined" }] });
    await commit(store.ledger, p, onCard(declined, { events: [happening("offer.declined", { offer })] }));
    expect(await facts()).toMatchObject({ [keys[0]]: null, [keys[1]]: { takenBy: null } });
    const raced = [at("s1"), at("s1"), at("s1")].map(
      (time, n) => offerTo(time, { ...another, provider: `of-${n}` }).done,
    );
    const ended = await Promise.allSettled(raced);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  });

  it("lets two cards of one batch change places", async () => {
    const { store, practice } = bench();
    const p = await practice();
    const at = (hour: string) => {
      const start = `2026-11-10T${hour}:00:00.000Z`;
      return { id: name("visit"), start, minutes: 30, provider: "dr", slot: null };
    };
    const [nine, ten] = [at("09"), at("10")];
    const [a, b] = [aCard({ appointment: nine }), aCard({ appointment: ten })];
    const booked = [a, b].map((card) =>
      onCard(card, { events: [happening("appointment.booked", card.appointment as never)] }),
    );
    await commit(store.ledger, p, ...booked);
    const moved = (card: typeof a, from: typeof nine, to: typeof nine) =>
      onCard(next(card, { appointment: to }), { events: [happening("appointment.moved", { from, to })] });
    await commit(store.ledger, p, moved(a, nine, ten), moved(b, ten, nine));
    const key = factKey("booked", "dr", ten.start, "30", "other");
    expect((await store.ledger.transact(p, (tx) => tx.facts([key])))[key]).toEqual({
      card: a.id,
      offered: false,
    });
  });
};
