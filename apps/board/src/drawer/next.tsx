import type { Timer } from "@corridor/protocol";
import { Timer as TimerIcon } from "lucide-react";
import { useState } from "react";
import { useHead, useTools } from "../board/tools.ts";
import { Button } from "../design/button.tsx";
import { spanOf, whenOf } from "../design/time.ts";
import { useNow } from "../design/use-now.ts";
import { inWords } from "../design/words.ts";
import styles from "./next.module.css";
import { RuleSource } from "./rule-source.tsx";
import { useAboutCard } from "./use-card.ts";
import { Waiting } from "./waiting.tsx";
import { WhyNot } from "./why-not.tsx";

interface Props {
  readonly id: string;
  /** Ladders on which the card is now. */
  readonly ladders: readonly string[];
}

/** What will happen by itself, and when, unless somebody changes the card first. */
export function Next({ id, ladders }: Props) {
  const { store } = useTools();
  const about = useAboutCard(id, (card) => store.api("timers", { params: { id: card } }));
  if (about.value === null) return <Waiting about={about}>Looking ahead…</Waiting>;
  const { timers } = about.value;
  return (
    <>
      {timers.length === 0 ? (
        <p className={styles.none}>Nothing is planned: this card waits for somebody.</p>
      ) : (
        <>
          <p className={styles.lead}>Unless the card changes first:</p>
          <ol className={styles.timers}>
            {timers.map((timer) => (
              <Entry key={timer.key} card={id} timer={timer} />
            ))}
          </ol>
        </>
      )}
      <WhyNot card={id} ladders={ladders} />
    </>
  );
}

function Entry({ card, timer }: { readonly card: string; readonly timer: Timer }) {
  const { practice, readOnly } = useHead();
  const now = useNow();
  const left = Date.parse(timer.due) - now;
  return (
    <li className={styles.timer}>
      <TimerIcon size={15} strokeWidth={2} aria-hidden />
      <div className={styles.what}>
        <p className={styles.when}>
          {left > 0 ? `in ${spanOf(left)}` : "any moment"}{" "}
          <span className={styles.at}>{whenOf(practice.timezone, timer.due, now)}</span>
        </p>
        <p className={styles.rule}>{timer.ruleName}</p>
        <p className={styles.trigger}>{inWords(timer.trigger)}</p>
        <RuleSource rule={timer.rule} source={timer.source} isRule={timer.byHand} />
        {timer.byHand && !readOnly && <ByHand card={card} timer={timer} />}
      </div>
    </li>
  );
}

/** What is planned is passed over this once, or done now; it is kept who did so. */
function ByHand({ card, timer: { key, ruleName } }: { readonly card: string; readonly timer: Timer }) {
  const { store, said } = useTools();
  const [busy, setBusy] = useState(false);
  // What is passed over can not be taken back, so no toast offers that: the list and the timeline show it.
  const handle = async (type: "timer.skip" | "timer.ring", done: string) => {
    setBusy(true);
    if (await store.send(card, { type, timer: key })) said.set(`${done}: ${ruleName}`);
    setBusy(false);
  };
  return (
    <div className={styles.deeds}>
      <Button
        disabled={busy}
        aria-label={`Skip: ${ruleName}`}
        onClick={() => void handle("timer.skip", "Passed over this once")}
      >
        Skip
      </Button>
      <Button
        disabled={busy}
        aria-label={`Do it now: ${ruleName}`}
        onClick={() => void handle("timer.ring", "Rung at once")}
      >
        Do it now
      </Button>
    </div>
  );
}
