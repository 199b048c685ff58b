import type { Session } from "@corridor/protocol";
import { Keyboard, LogOut, Monitor, Moon, SquareKanban, Sun, Workflow, type LucideIcon } from "lucide-react";
import { cx } from "../design/cx.ts";
import type { RoomLink } from "../design/room-link.ts";
import { initials, spoken } from "../design/words.ts";
import styles from "./rail.module.css";
import { useTheme } from "./theme.ts";
import type { Room } from "./use-room.ts";

interface Props {
  readonly session: Session | null;
  readonly room: Room;
  readonly linkTo: (room: Room) => RoomLink;
  /** Whether the rules are this person's business. */
  readonly rules: boolean;
  readonly onSignOut: () => Promise<void>;
}

const themes = { system: Monitor, light: Sun, dark: Moon };

/** The house's rooms on top, one's own things at the bottom. */
export function Rail({ session, room, linkTo, rules, onSignOut }: Props) {
  const [theme, turn] = useTheme();
  const Theme = themes[theme];
  return (
    <nav className={styles.rail} aria-label="Corridor">
      <RoomItem name="Board" here={room === "board"} link={linkTo("board")} icon={SquareKanban} />
      {rules && <RoomItem name="Rules" here={room === "rules"} link={linkTo("rules")} icon={Workflow} />}
      <span className={styles.space} />
      {room === "board" && (
        <button
          type="button"
          className={styles.item}
          title="Keys (?)"
          aria-label="Keys"
          onClick={() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }))}
        >
          <Keyboard size={17} strokeWidth={1.8} aria-hidden />
        </button>
      )}
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

interface ItemProps {
  readonly name: string;
  readonly here: boolean;
  readonly link: RoomLink;
  readonly icon: LucideIcon;
}

function RoomItem({ name, here, link, icon: Icon }: ItemProps) {
  return (
    <a
      className={cx(styles.item, here && styles.here)}
      {...link}
      aria-current={here ? "page" : undefined}
      title={name}
    >
      <Icon size={18} strokeWidth={2} aria-hidden />
      <span className="hidden-text">{name}</span>
    </a>
  );
}
