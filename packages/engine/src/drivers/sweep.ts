import type { Authority } from "../authority/authority.ts";
import type { History } from "../ports/history.ts";
import { reckonedBy } from "../step/reckoned-by.ts";

const AT_ONCE = 128;

/** The clocks that belong to no card. */
async function sweepPractice(id: string, name: string, active: string, authority: Authority) {
  const subject = { kind: "practice", id } as const;
  await authority.execute(id, {
    id: `${name}/practice`,
    subject,
    actor: { kind: "api", id: "sweep", role: "system" },
    ask: { reconcile: active },
  });
}

/**
 * After an activation, and when the time zone data is another: lets every card take its clocks anew, also those that
 * nobody touches. Cards that already have are passed over, so a sweep that was cut short goes on where it ended. Returns
 * how many were swept.
 */
export async function sweep(
  practice: string,
  authority: Authority,
  history: History,
  tzdata: string,
): Promise<number> {
  const active = await history.active(practice);
  if (active === null) return 0;
  const law = reckonedBy(active, tzdata);
  const version = (await history.record(practice, { kind: "practice", id: practice }))?.version ?? 0;
  // Rules that decide a second time are swept in again: every activation is another version of the practice.
  const name = `sweep:${law}#${version}`;
  const behind = (await history.cards(practice)).filter(({ reconciled }) => reconciled !== law);
  for (let n = 0; n < behind.length; n += AT_ONCE) {
    const some = behind.slice(n, n + AT_ONCE);
    await Promise.all(
      some.map(({ card }) =>
        authority.execute(practice, {
          id: `${name}/${card.id}@${card.version}`,
          subject: { kind: "card", id: card.id },
          actor: { kind: "api", id: "sweep", role: "system" },
          ask: { reconcile: active },
        }),
      ),
    );
  }
  await sweepPractice(practice, name, active, authority);
  return behind.length;
}
