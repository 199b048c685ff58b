import type { Persona } from "@corridor/protocol";
import {
  ChartNoAxesCombined,
  ClipboardList,
  History,
  type LucideIcon,
  Receipt,
  Stethoscope,
} from "lucide-react";
import { useState } from "react";
import { spoken } from "../design/words.ts";
import styles from "./persona-card.module.css";

const looks: Readonly<Record<Persona["id"], readonly [LucideIcon, string]>> = {
  "front-desk": [ClipboardList, "var(--stage-1)"],
  nurse: [Stethoscope, "var(--stage-3)"],
  billing: [Receipt, "var(--stage-5)"],
  manager: [ChartNoAxesCombined, "var(--stage-2)"],
  admin: [History, "var(--stage-4)"],
};

interface Props {
  readonly persona: Persona;
  readonly onBe: (persona: Persona) => Promise<void>;
}

export function PersonaCard({ persona, onBe }: Props) {
  const [busy, setBusy] = useState(false);
  const [Icon, hue] = looks[persona.id];
  const be = async () => {
    setBusy(true);
    await onBe(persona);
    setBusy(false);
  };
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        style={{ "--hue": hue } as React.CSSProperties}
        disabled={busy}
        onClick={() => void be()}
      >
        <span className={styles.icon}>
          <Icon size={22} strokeWidth={1.8} aria-hidden />
        </span>
        <span className={styles.role}>{spoken(persona.id)}</span>
        <span className={styles.name}>{persona.name}</span>
        <span className={styles.does}>{persona.does}</span>
      </button>
    </li>
  );
}
