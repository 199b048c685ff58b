import { CircleAlert, CircleDashed, CirclePause, CircleOff, Plus, Search, Zap } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/button.tsx";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import { whenOf } from "../../design/time.ts";
import { plural } from "../../design/words.ts";
import { useDesk, useStudio } from "../use-studio.ts";
import { beginRule } from "../files/change-files.ts";
import styles from "./rule-list.module.css";
import {
  FILTERS,
  type Grouping,
  grouped,
  isFailing,
  isPaused,
  isUnhealthy,
  type ListFilter,
  rulesOf,
  type ShownRule,
  shownRules,
} from "./shown-rules.ts";

/** Every rule with how it fares. */
export function RuleList() {
  const studio = useStudio();
  const book = useDesk((desk) => desk.book);
  const heads = useDesk((desk) => desk.saved.rules);
  const days = useDesk((desk) => desk.saved.days);
  const [filter, setFilter] = useState<ListFilter>("all");
  const [by, setBy] = useState<Grouping>("stage");
  const [text, setText] = useState("");
  const all = rulesOf(book, heads);
  const groups = grouped(shownRules(all, filter, text), by, book);
  const count = (one: ListFilter): number => shownRules(all, one, "").length;
  return (
    <section className={styles.list} aria-label="Rules">
      <header className={styles.head}>
        <h2 className={styles.title}>
          Rules <span className={styles.count}>{all.length}</span>
        </h2>
        <Button
          kind="quiet"
          icon
          className={styles.add}
          aria-label="New rule"
          title="New rule"
          onClick={() => void beginRule(studio)}
        >
          <Plus size={15} aria-hidden />
        </Button>
        <select
          className={styles.by}
          aria-label="Group by"
          value={by}
          onChange={({ target }) => setBy(target.value as Grouping)}
        >
          <option value="stage">by stage</option>
          <option value="file">by file</option>
        </select>
      </header>
      <label className={styles.find}>
        <Search size={13} aria-hidden />
        <input
          aria-label="Find a rule"
          placeholder="Find a rule"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <div className={styles.filters} role="group" aria-label="Show">
        {FILTERS.map((one) => (
          <button
            key={one}
            type="button"
            className={cx(styles.chip, filter === one && styles.on)}
            aria-pressed={filter === one}
            onClick={() => setFilter(one)}
          >
            {one.charAt(0).toUpperCase() + one.slice(1)}
            {one !== "all" && count(one) > 0 && ` ${count(one)}`}
          </button>
        ))}
      </div>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className={styles.group}>{group.title}</h3>
            <ul>
              {group.rules.map((rule) => (
                <Row key={rule.id} rule={rule} days={days} />
              ))}
            </ul>
          </section>
        ))}
        {groups.length === 0 && <p className={styles.none}>No rule is like this.</p>}
      </div>
    </section>
  );
}

function Row({ rule, days }: { readonly rule: ShownRule; readonly days: number }) {
  const studio = useStudio();
  const here = useMicroStore(studio.rule, (id) => id === rule.id);
  const { icon: Icon, tone, word } = standingOf(rule);
  return (
    <li>
      <button
        type="button"
        className={cx(styles.row, here && styles.here)}
        aria-current={here ? "true" : undefined}
        title={titleOf(rule, days, studio.zone)}
        onClick={() => studio.choose(rule.id)}
      >
        <Icon size={13} className={styles[tone]} aria-hidden />
        <span className={styles.name}>{rule.id}</span>
        <span className={styles.fared}>
          {word !== null && <span className={tone === "failing" ? styles.failing : undefined}>{word}</span>}
          {word === null && rule.head && `${rule.head.health.fired}×`}
        </span>
      </button>
    </li>
  );
}

/** A state is an icon and a word; what is well has neither but the number of times it ran. */
function standingOf(rule: ShownRule) {
  if (rule.words === null) return { icon: CircleOff, tone: "quiet", word: "taken out" } as const;
  if (isPaused(rule)) return { icon: CirclePause, tone: "paused", word: "paused" } as const;
  if (isUnhealthy(rule)) return { icon: CircleAlert, tone: "failing", word: "unhealthy" } as const;
  if (isFailing(rule)) return { icon: CircleAlert, tone: "failing", word: "failing" } as const;
  if (rule.enabled === false) return { icon: CircleOff, tone: "quiet", word: "off" } as const;
  if (rule.enabled === "shadow") return { icon: CircleDashed, tone: "shadow", word: "shadow" } as const;
  if (rule.head === null) return { icon: Zap, tone: "new", word: "new" } as const;
  return { icon: Zap, tone: "well", word: null } as const;
}

function titleOf({ name, head }: ShownRule, days: number, zone: string): string {
  if (head === null) return `${name}\nNot active yet`;
  const { fired, refused, errors, lastRun } = head.health;
  const last = lastRun === null ? "it has not run yet" : `last ${whenOf(zone, lastRun, Date.now())}`;
  return `${name}\n${plural(fired, "run")} in ${plural(days, "day")}, ${refused} refused, ${plural(errors, "error")}; ${last}`;
}
