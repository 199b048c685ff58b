import { useTools } from "../board/tools.ts";
import { cx } from "../design/cx.ts";
import { clockTime, dayOf, isToday } from "../design/time.ts";
import { CommentBox } from "./comment-box.tsx";
import { doerOf, type Names, sentenceOf } from "./sentences.ts";
import { type Step, stepsOf } from "./steps.ts";
import styles from "./timeline.module.css";
import { useAboutCard } from "./use-card.ts";
import { useNames } from "./use-names.ts";
import { Waiting } from "./waiting.tsx";
import { Why } from "./why.tsx";

const LENGTH = "100";

/** What happened to the card, newest first, people's and rules' doing alike. */
export function Timeline({ id }: { readonly id: string }) {
  const { store } = useTools();
  const names = useNames();
  const history = useAboutCard(id, (card) =>
    store.api("cardHistory", { params: { id: card }, query: { order: "desc", limit: LENGTH } }),
  );
  const steps = history.value ? stepsOf(history.value.events) : null;
  const latest = steps?.find((step) => doerOf(step.first, names).kind === "rule");
  return (
    <>
      <CommentBox card={id} />
      {steps === null && <Waiting about={history}>Reading the history…</Waiting>}
      <ol className={styles.timeline}>
        {steps?.map((step, index) => (
          <Entry
            key={step.first.id}
            card={id}
            step={step}
            names={names}
            open={step === latest && index < 3}
            newDay={isNewDay(steps[index - 1], step, names)}
          />
        ))}
      </ol>
    </>
  );
}

const isNewDay = (before: Step | undefined, { first }: Step, { zone, now }: Names): boolean =>
  before === undefined
    ? !isToday(zone, first.at, now)
    : dayOf(zone, before.first.at) !== dayOf(zone, first.at);

interface EntryProps {
  readonly card: string;
  readonly step: Step;
  readonly names: Names;
  readonly open: boolean;
  readonly newDay: boolean;
}

const hues: readonly (readonly [RegExp, string | undefined])[] = [
  [/^(escalation\.started|wip|call\.failed)/, styles.alarm],
  [/^card\.(moved|created|undone)/, styles.place],
  [/^(message|notice|call)/, styles.sent],
];

function Entry({ card, step, names, open, newDay }: EntryProps) {
  const { first, events } = step;
  const doer = doerOf(first, names);
  const hue = hues.find(([pattern]) => events.some((event) => pattern.test(event.type)))?.[1];
  return (
    <>
      {newDay && <li className={styles.day}>{dayOf(names.zone, first.at)}</li>}
      <li className={cx(styles.entry, hue)}>
        <time className={styles.time} dateTime={first.at}>
          {clockTime(names.zone, first.at)}
        </time>
        <div className={styles.what}>
          {events.map((event) => (
            <p key={event.id} className={styles.sentence}>
              {sentenceOf(event, names)}
            </p>
          ))}
          <p className={styles.by}>
            {doer.kind === "rule" ? (
              <>
                rule <b>{doer.name}</b>
              </>
            ) : (
              doer.name
            )}
          </p>
          {doer.kind === "rule" && <Why card={card} event={first.id} open={open} />}
        </div>
      </li>
    </>
  );
}
