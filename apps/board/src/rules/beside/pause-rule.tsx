import { isRefusal } from "@corridor/client";
import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { Button } from "../../design/button.tsx";
import { whenOf } from "../../design/time.ts";
import { useStudio } from "../use-studio.ts";
import type { RuleHead } from "@corridor/protocol";
import styles from "./pause-rule.module.css";

/** Stops one rule at once, whatever the text says, and lets it go on again. */
export function PauseRule({ head }: { readonly head: RuleHead }) {
  const studio = useStudio();
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { paused } = head;
  const turn = async () => {
    setBusy(true);
    try {
      const params = { id: head.id };
      if (paused) await studio.api("resumeRule", { params });
      else await studio.api("pauseRule", { params, body: {} });
      setRefused(null);
      await studio.load();
    } catch (error) {
      setRefused(isRefusal(error) ? error.message : "The server could not be reached.");
    }
    setBusy(false);
  };
  const Icon = paused ? Play : Pause;
  return (
    <div className={styles.pause}>
      {paused && (
        <p>
          {paused.by} paused it, {whenOf(studio.zone, paused.at, Date.now())}
          {paused.reason !== null && `: ${paused.reason}`}
        </p>
      )}
      <Button disabled={busy} onClick={() => void turn()}>
        <Icon size={14} aria-hidden />
        {paused ? "Let it run again" : "Pause this rule"}
      </Button>
      {refused !== null && <p role="alert">{refused}</p>}
    </div>
  );
}
