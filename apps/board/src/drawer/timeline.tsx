import type { Event } from "@corridor/protocol";
import { useTools } from "../board/tools.ts";
import { clockTime, dayOf, isToday } from "../design/time.ts";
import { cx } from "../design/cx.ts";
import { CommentBox } from "./comment-box.tsx";
import { doerOf, type Names, sentenceOf } from "./sentences.ts";
import styles from "./timeline.module.css";
import { useAboutCard } from "./use-card.ts";
import { useNames } from "./use-names.ts";
import { Why } from "./why.tsx";

/** What happened to the card, newest first, people's and rules' doing alike. */
export function Timeline({ id }: { readonly id: string }) {
  const { store } = useTools();
  const names = useNames();
  const history = useAboutCard(id, (card) =>
    store.api("cardHistory", { params: { id: card }, query: { order: "desc", limit: "100" } }),
  );
  const events = history ? told(history.events) : null;
  const latest = events?.find((event) => doerOf(event, names).kind === "rule");
  return (
    <>
      <CommentBox card={id} />
      {events === null && <p className={styles.loading}>Reading the history…</p>}
      <ol className={styles.timeline}>
        {events?.map((event, index) => (
          <Entry
            key={event.id}
            card={id}
            event={event}
            names={names}
            open={event === latest && index < 3}
            newDay={isNewDay(events[index - 1], event, names)}
          />
        ))}
      </ol>
    </>
  );
}

/** Entering a stage says again what the move said; an order within a column is nobody's history. */
function told(events: readonly Event[]): readonly Event[] {
  const movedRoots = new Set(events.filter((e) => e.type === "card.moved").map((e) => e.root));
  return [...events]
    .sort((a, b) => b.seq - a.seq)
    .filter((e) => e.type !== "card.entered" || !movedRoots.has(e.root));
}

const isNewDay = (before: Event | undefined, event: Event, { zone, now }: Names): boolean =>
  before === undefined ? !isToday(zone, event.at, now) : dayOf(zone, before.at) !== dayOf(zone, event.at);

interface EntryProps {
  readonly card: string;
  readonly event: Event;
  readonly names: Names;
  readonly open: boolean;
  readonly newDay: boolean;
}

const hues: readonly (readonly [RegExp, string | undefined])[] = [
  [/^(escalation\.started|wip|call\.failed)/, styles.alarm],
  [/^(message|notice|call)/, styles.sent],
  [/^card\.(moved|created|undone)/, styles.place],
];

function Entry({ card, event, names, open, newDay }: EntryProps) {
  const doer = doerOf(event, names);
  const hue = hues.find(([pattern]) => pattern.test(event.type))?.[1];
  return (
    <>
      {newDay && <li className={styles.day}>{dayOf(names.zone, event.at)}</li>}
      <li className={cx(styles.entry, hue)}>
        <time className={styles.time} dateTime={event.at}>
          {clockTime(names.zone, event.at)}
        </time>
        <div className={styles.what}>
          <p className={styles.sentence}>{sentenceOf(event, names)}</p>
          <p className={styles.by}>
            {doer.kind === "rule" ? (
              <>
                rule <b>{doer.name}</b>
              </>
            ) : (
              doer.name
            )}
          </p>
          {doer.kind === "rule" && <Why card={card} event={event.id} open={open} />}
        </div>
      </li>
    </>
  );
}
