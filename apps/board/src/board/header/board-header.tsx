import { ChevronDown, Flame, Plus, Search, UserRound, X } from "lucide-react";
import { Button } from "../../design/button.tsx";
import { cx } from "../../design/cx.ts";
import { useMicroStore } from "../../design/micro-store.ts";
import { LineSign } from "../../design/line-sign.tsx";
import { initials } from "../../design/words.ts";
import styles from "./board-header.module.css";
import { everything, type Filter } from "./filter.ts";
import { useBoard, useHead, useTools } from "../tools.ts";

/** Where we are, what is shown of it, and the way to a new card. */
export function BoardHeader() {
  const tools = useTools();
  const { practice, readOnly } = useHead();
  const status = useBoard((snapshot) => snapshot.status);
  return (
    <header className={styles.header}>
      <h1 className={styles.practice}>{practice.name}</h1>
      <LineSign status={status} />
      <Filters />
      <span className={styles.space} />
      <Presence />
      <Find />
      <Button kind="primary" disabled={readOnly} onClick={() => tools.dialog.set("new-card")}>
        <Plus size={15} strokeWidth={2.4} aria-hidden />
        <span className={styles.words}>New card</span> <kbd>C</kbd>
      </Button>
    </header>
  );
}

function useFilter() {
  const { filter } = useTools();
  const value = useMicroStore(filter, (current) => current);
  const set = (part: Partial<Filter>) => {
    const next = { ...filter.get(), ...part };
    const all = next.location === null && !next.mine && !next.due && next.text === "";
    filter.set(all ? everything : next);
  };
  return [value, set] as const;
}

function Filters() {
  const { locations } = useHead();
  const [filter, set] = useFilter();
  return (
    <div className={styles.filters} role="group" aria-label="Show">
      {locations.length > 1 && (
        <label className={cx(styles.chip, filter.location !== null && styles.on)}>
          <span className="hidden-text">Location</span>
          <select
            className={styles.select}
            value={filter.location ?? ""}
            onChange={({ target }) => set({ location: target.value || null })}
          >
            <option value="">All locations</option>
            {locations.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <ChevronDown size={13} aria-hidden />
        </label>
      )}
      <button
        type="button"
        className={cx(styles.chip, filter.mine && styles.on)}
        aria-pressed={filter.mine}
        onClick={() => set({ mine: !filter.mine })}
      >
        <UserRound size={13} aria-hidden /> Mine
      </button>
      <button
        type="button"
        className={cx(styles.chip, filter.due && styles.on)}
        aria-pressed={filter.due}
        onClick={() => set({ due: !filter.due })}
      >
        <Flame size={13} aria-hidden /> Due now
      </button>
    </div>
  );
}

function Find() {
  const [filter, set] = useFilter();
  return (
    <label className={styles.find}>
      <Search size={14} aria-hidden />
      <input
        data-find
        className={styles.input}
        placeholder="Find a patient"
        aria-label="Find a patient on the board"
        value={filter.text}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => set({ text: target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          set({ text: "" });
          event.currentTarget.blur();
        }}
      />
      {filter.text === "" ? (
        <kbd>/</kbd>
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label="Show everybody"
          onClick={() => set({ text: "" })}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </label>
  );
}

function Presence() {
  const { me } = useTools();
  const people = useBoard((snapshot) => snapshot.presence).filter(({ id }) => id !== me);
  if (people.length === 0) return null;
  return (
    <ul className={styles.presence} aria-label="Also here">
      {people.slice(0, 4).map(({ id, display }) => (
        <li key={id} className={styles.face} title={display}>
          {initials(display)}
        </li>
      ))}
      {people.length > 4 && <li className={styles.face}>+{people.length - 4}</li>}
    </ul>
  );
}
