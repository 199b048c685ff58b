import type { PersonHead } from "@corridor/protocol";
import { initials, spoken } from "../design/words.ts";
import { cx } from "../design/cx.ts";
import styles from "./owner.module.css";

/** Whose card it is, in words: a person, a role's queue, or nobody. */
export function ownerName(assignee: string | null, people: readonly PersonHead[]): string {
  if (assignee === null) return "Nobody yet";
  if (assignee.startsWith("role:")) return `${spoken(assignee.slice(5))} queue`;
  return people.find((person) => person.id === assignee)?.display ?? "Somebody";
}

interface Props {
  readonly assignee: string | null;
  readonly people: readonly PersonHead[];
}

/** Initials: round for a person, square for a role's queue, a dash for nobody. */
export function Owner({ assignee, people }: Props) {
  const name = ownerName(assignee, people);
  const queue = assignee?.startsWith("role:") === true;
  const letters = assignee === null ? "–" : queue ? queueLetters(assignee.slice(5)) : initials(name);
  return (
    <span
      className={cx(styles.owner, queue && styles.queue, assignee === null && styles.nobody)}
      title={name}
    >
      {letters}
    </span>
  );
}

/** `front_desk` is FD, `nurse` NU: two letters either way. */
const queueLetters = (role: string): string =>
  role.includes("_") ? initials(spoken(role)) : role.slice(0, 2).toUpperCase();
