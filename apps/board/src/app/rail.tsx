import type { Session } from "@corridor/protocol";
import { Keyboard, LogOut, Monitor, Moon, SquareKanban, Sun } from "lucide-react";
import { cx } from "../design/cx.ts";
import { initials, spoken } from "../design/words.ts";
import styles from "./rail.module.css";
import { useTheme } from "./theme.ts";

interface Props {
  readonly session: Session | null;
  readonly onSignOut: () => Promise<void>;
}

const themes = { system: Monitor, light: Sun, dark: Moon };

/** The house's rooms on top, one's own things at the bottom. */
export function Rail({ session, onSignOut }: Props) {
  const [theme, turn] = useTheme();
  const Theme = themes[theme];
  return (
    <nav className={styles.rail} aria-label="Corridor">
      <a className={cx(styles.item, styles.here)} href="/" aria-current="page" title="Board">
        <SquareKanban size={18} strokeWidth={2} aria-hidden />
        <span className="hidden-text">Board</span>
      </a>
      <span className={styles.space} />
      <button
        type="button"
        className={styles.item}
        title="Keys (?)"
        aria-label="Keys"
        onClick={() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }))}
      >
        <Keyboard size={17} strokeWidth={1.8} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.item}
        title={`Theme: ${theme}`}
        aria-label={`Theme: ${theme}`}
        onClick={turn}
      >
        <Theme size={17} strokeWidth={1.8} aria-hidden />
      </button>
      {session && (
        <>
          <span className={styles.me} title={`${session.person.name}, ${spoken(session.person.role)}`}>
            {initials(session.person.name)}
          </span>
          <button
            type="button"
            className={styles.item}
            title={session.demo ? "Be somebody else" : "Sign out"}
            aria-label={session.demo ? "Be somebody else" : "Sign out"}
            onClick={() => void onSignOut()}
          >
            <LogOut size={17} strokeWidth={1.8} aria-hidden />
          </button>
        </>
      )}
    </nav>
  );
}
