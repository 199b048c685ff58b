import type { RuleWords } from "@corridor/rules/words";
import { CircleAlert, CircleDashed, CircleOff, CirclePause } from "lucide-react";
import { Chip } from "../../design/chip.tsx";
import { useMicroStore } from "../../design/micro-store.ts";
import { whenOf } from "../../design/time.ts";
import { plural, spoken } from "../../design/words.ts";
import { useDesk, useStudio } from "../use-studio.ts";
import type { RuleHead } from "@corridor/protocol";
import styles from "./rule-view.module.css";
import { PauseRule } from "./pause-rule.tsx";
import { Steps } from "./steps.tsx";
import { Said } from "../../design/said.tsx";

/** The chosen rule in words: what starts it, what must hold, what it does, and how it fares. */
export function RuleView() {
  const studio = useStudio();
  const id = useMicroStore(studio.rule, (value) => value);
  const words = useDesk((desk) => desk.book?.rules.find((rule) => rule.id === id));
  const head = useDesk((desk) => desk.saved.rules.find((rule) => rule.id === id));
  const days = useDesk((desk) => desk.saved.days);
  if (!words)
    return (
      <p className={styles.none}>
        {head
          ? "This rule decides, and is no longer in the text."
          : "Choose a rule, or put the cursor into one."}
      </p>
    );
  return (
    <article className={styles.view} aria-label={words.id}>
      <h3 className={styles.name}>{words.name}</h3>
      <p className={styles.about}>
        <code>{words.id}</code>
        {words.owner !== null && ` · looked after by ${spoken(words.owner)}`}
      </p>
      <Chips words={words} head={head} />
      {words.description !== null && <p className={styles.description}>{words.description}</p>}
      <Parts words={words} />
      {head && <Health health={head.health} days={days} zone={studio.zone} />}
      {head && <PauseRule head={head} />}
    </article>
  );
}

function Chips({ words, head }: { readonly words: RuleWords; readonly head: RuleHead | undefined }) {
  const failing = head && head.health.errors + head.health.refused > 0;
  return (
    <div className={styles.chips}>
      {words.enabled === "shadow" && (
        <Chip tone="info" icon={CircleDashed}>
          Only watches
        </Chip>
      )}
      {words.enabled === false && (
        <Chip tone="blocked" icon={CircleOff}>
          Switched off
        </Chip>
      )}
      {head?.paused && (
        <Chip tone="blocked" icon={CirclePause}>
          Paused
        </Chip>
      )}
      {failing && (
        <Chip tone="breach" icon={CircleAlert}>
          {head.health.unhealthy === null ? "Failing" : "Unhealthy"}
        </Chip>
      )}
      {!head && <Chip>Not active yet</Chip>}
    </div>
  );
}

function Parts({ words }: { readonly words: RuleWords }) {
  return (
    <div className={styles.parts}>
      <ul>
        {words.when.map((when, i) => (
          <li key={when} className={styles.when}>
            <b>{i === 0 ? "When" : "or when"}</b> <Said>{when}</Said>
          </li>
        ))}
        {words.given.map(({ text }) => (
          <li key={text} className={styles.holds}>
            <b>with</b> <Said>{text}</Said>
          </li>
        ))}
        {words.holds.map((holds) => (
          <li key={holds} className={styles.holds}>
            <b>and</b> <Said>{holds}</Said>
          </li>
        ))}
      </ul>
      <b className={styles.then}>then</b>
      <Steps steps={words.then} />
      {words.otherwise.length > 0 && (
        <>
          <b className={styles.then}>otherwise</b>
          <Steps steps={words.otherwise} />
        </>
      )}
      {words.terms.length > 0 && <p className={styles.terms}>{sentence(words.terms)}</p>}
    </div>
  );
}

/** Several things that are said of one, as a sentence. */
function sentence(parts: readonly string[]): string {
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

interface HealthProps {
  readonly health: RuleHead["health"];
  readonly days: number;
  readonly zone: string;
}

function Health({ health, days, zone }: HealthProps) {
  const facts = [
    ["ran", health.fired],
    ["refused", health.refused],
    ["errors", health.errors],
    ...(health.shadow > 0 ? [["would have run", health.shadow] as const] : []),
    ...(health.paused > 0 ? [["left out, paused", health.paused] as const] : []),
  ] as const;
  return (
    <section className={styles.health} aria-label="How it fares">
      <dl className={styles.facts}>
        {facts.map(([name, count]) => (
          <div key={name} className={styles.fact}>
            <dd
              className={count > 0 && (name === "refused" || name === "errors") ? styles.bad : styles.number}
            >
              {count}
            </dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      {health.unhealthy !== null && (
        <p className={styles.unhealthy}>
          It went wrong five times within an hour, last {whenOf(zone, health.unhealthy, Date.now())}. Its
          cards wait under Needs a human.
        </p>
      )}
      <p className={styles.last}>
        in {plural(days, "day")}
        {health.lastRun === null ? ", not yet run" : `, last ${whenOf(zone, health.lastRun, Date.now())}`}
      </p>
    </section>
  );
}
