import { isRefusal } from "@corridor/client";
import { CircleDot } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../design/button.tsx";
import { Chip } from "../../design/chip.tsx";
import { whenOf } from "../../design/time.ts";
import { useDesk, useStudio } from "../use-studio.ts";
import type { Activation, FileDiff } from "@corridor/protocol";
import { DiffView } from "./diff-view.tsx";
import styles from "./history.module.css";

interface Props {
  /** Shows what going back to this ruleset would do. */
  readonly onBack: (hash: string) => void;
}

/** Every activation, newest first; each can be compared with what was before it, and gone back to. */
export function History({ onBack }: Props) {
  const studio = useStudio();
  const active = useDesk((desk) => desk.saved.ruleset);
  const [list, setList] = useState<readonly Activation[] | string | null>(null);
  useEffect(() => {
    let stale = false;
    studio.api("rulesets").then(
      ({ rulesets }) => stale || setList(rulesets),
      (error: unknown) =>
        stale || setList(isRefusal(error) ? error.message : "The server could not be reached."),
    );
    return () => {
      stale = true;
    };
    // What decides has changed: there is one more.
  }, [studio, active]);
  if (list === null) return <p className={styles.quiet}>Reading…</p>;
  if (typeof list === "string") return <p role="alert">{list}</p>;
  return (
    <ol className={styles.list} aria-label="Versions">
      {list.map((one, i) => (
        <OneVersion
          key={`${one.at} ${one.hash}`}
          one={one}
          number={list.length - i}
          active={i === 0}
          same={one.hash === active}
          onBack={onBack}
        />
      ))}
    </ol>
  );
}

/** Corridor itself has no name of its own. */
const named = (by: string): string => by.charAt(0).toUpperCase() + by.slice(1);

interface VersionProps extends Props {
  readonly one: Activation;
  /** The first activation is 1. */
  readonly number: number;
  /** It is the one that decides. */
  readonly active: boolean;
  /** The same rules decide, whenever they were activated. */
  readonly same: boolean;
}

function OneVersion({ one, number, active, same, onBack }: VersionProps) {
  const studio = useStudio();
  const [files, setFiles] = useState<readonly FileDiff[] | string | null>(null);
  const compare = async () => {
    if (files !== null || one.from === null) return;
    try {
      const asked = { params: { hash: one.hash }, query: { from: one.from } };
      setFiles((await studio.api("rulesetDiff", asked)).files);
    } catch (error) {
      setFiles(isRefusal(error) ? error.message : "The server could not be reached.");
    }
  };
  return (
    <li className={styles.version}>
      <p className={styles.head}>
        <b className={styles.number}>Version {number}</b>
        <code className={styles.hash}>{one.hash.slice(0, 8)}</code>
        {active && (
          <Chip tone="info" icon={CircleDot}>
            decides now
          </Chip>
        )}
      </p>
      <p className={styles.who}>
        {named(one.by)}, {whenOf(studio.zone, one.at, Date.now())}
      </p>
      {one.comment !== null && <p className={styles.comment}>{one.comment}</p>}
      {one.from !== null && (
        <details onToggle={() => void compare()}>
          <summary className={styles.what}>What changed</summary>
          {files === null && <p className={styles.quiet}>Comparing…</p>}
          {typeof files === "string" && <p role="alert">{files}</p>}
          {files !== null && typeof files !== "string" && <DiffView files={files} />}
        </details>
      )}
      {!same && (
        <Button kind="quiet" className={styles.back} onClick={() => onBack(one.hash)}>
          Go back to this…
        </Button>
      )}
    </li>
  );
}
