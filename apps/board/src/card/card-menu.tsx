import { Ban, Check } from "lucide-react";
import { useRef } from "react";
import { Menu, MenuItem, Popover, Text } from "react-aria-components";
import { hueOf } from "../board/column/hues.ts";
import { type CardMenu as Asked, useBoard, useHead, useTools } from "../board/tools.ts";
import { spoken } from "../design/words.ts";
import styles from "./card-menu.module.css";
import { Owner } from "./owner.tsx";

/** The way to move or assign a card without dragging: a list at the card, with the reason at what is refused. */
export function CardMenu({ kind, card, anchor }: Asked) {
  const tools = useTools();
  const at = useRef<HTMLElement | null>(anchor);
  const summary = useBoard((snapshot) => snapshot.cards.get(card));
  const close = () => {
    tools.menu.set(null);
    anchor.focus();
  };
  if (!summary) return null;
  return (
    <Popover
      triggerRef={at}
      isOpen
      onOpenChange={(open) => open || close()}
      placement="bottom start"
      className={styles.popover ?? ""}
    >
      <p className={styles.title}>
        {kind === "move" ? `Move ${summary.patient.display} to` : `Assign ${summary.patient.display} to`}
      </p>
      {kind === "move" ? <Stages card={card} onDone={close} /> : <People card={card} onDone={close} />}
    </Popover>
  );
}

interface ListProps {
  readonly card: string;
  readonly onDone: () => void;
}

function Stages({ card, onDone }: ListProps) {
  const tools = useTools();
  const { stages } = useHead();
  const summary = useBoard((snapshot) => snapshot.cards.get(card));
  if (!summary) return null;
  const verdicts = tools.store.verdicts(summary);
  const refused = stages.filter(({ id }) => verdicts[id] != null || id === summary.stage).map(({ id }) => id);
  const move = (to: string) => {
    tools.store.move(card, { to, after: null, before: null });
    onDone();
  };
  return (
    <Menu
      aria-label="Stages"
      autoFocus="first"
      className={styles.menu ?? ""}
      disabledKeys={refused}
      onAction={(key) => move(String(key))}
    >
      {stages.map(({ id, name }) => (
        <MenuItem key={id} id={id} textValue={name} className={styles.item ?? ""}>
          <span className={styles.dot} style={{ background: hueOf(stages, id) }} />
          <Text slot="label">{name}</Text>
          {id === summary.stage && <Check size={14} aria-label="is here" />}
          {verdicts[id] != null && (
            <Text slot="description" className={styles.because ?? ""}>
              <Ban size={11} aria-hidden /> {verdicts[id]}
            </Text>
          )}
        </MenuItem>
      ))}
    </Menu>
  );
}

const NOBODY = "nobody";

function People({ card, onDone }: ListProps) {
  const tools = useTools();
  const { people } = useHead();
  const assignee = useBoard((snapshot) => snapshot.cards.get(card)?.assignee ?? null);
  const mine = people.filter(({ id }) => id === tools.me);
  const others = people.filter(({ id }) => id !== tools.me);
  const assign = (to: string) => {
    void tools.store.assign(card, to === NOBODY ? null : to);
    onDone();
  };
  return (
    <Menu
      aria-label="People"
      autoFocus="first"
      className={styles.menu ?? ""}
      onAction={(key) => assign(String(key))}
    >
      {[...mine, ...others].map(({ id, display, roles }) => (
        <MenuItem key={id} id={id} textValue={display} className={styles.item ?? ""}>
          <Owner assignee={id} people={people} />
          <Text slot="label">
            {display}
            {id === tools.me && " (me)"}
          </Text>
          <Text slot="description" className={styles.role ?? ""}>
            {roles.map(spoken).join(", ")}
          </Text>
          {id === assignee && <Check size={14} aria-label="owns it" />}
        </MenuItem>
      ))}
      <MenuItem id={NOBODY} textValue="Nobody" className={styles.item ?? ""}>
        <Owner assignee={null} people={people} />
        <Text slot="label">Nobody</Text>
      </MenuItem>
    </Menu>
  );
}
