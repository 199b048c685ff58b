import { type FormEvent, useState } from "react";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { plural } from "../../design/words.ts";
import { DiffView } from "../beside/diff-view.tsx";
import { filesDiff } from "../beside/line-diff.ts";
import { useDesk, useStudio } from "../studio.ts";
import type { FileDiff, Plan } from "@corridor/protocol";
import styles from "./review.module.css";
import { sentenceOf, usePlan, type Wanted } from "./use-plan.ts";

interface Props {
  readonly wanted: Wanted;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What will follow, in words, before anything is done; then why, and the button that does it. */
export function Review({ wanted, onClose, onDone }: Props) {
  const studio = useStudio();
  const [planned, askAgain] = usePlan(studio.api, wanted);
  const saved = useDesk((desk) => desk.saved.files);
  const back = "hash" in wanted;
  return (
    <Dialog title={back ? "Go back to an earlier version" : "Let these rules decide"} wide onClose={onClose}>
      {planned.at === "asking" && <p className={styles.quiet}>Looking at every card…</p>}
      {planned.at === "refused" && (
        <div className={styles.refused} role="alert">
          <p>{planned.because}</p>
          <Button onClick={() => void askAgain()}>Look again</Button>
        </div>
      )}
      {planned.at === "ready" && (
        <>
          <WhatFollows plan={planned.plan} files={"files" in wanted ? filesDiff(saved, wanted.files) : []} />
          <Confirm
            hash={planned.hash}
            plan={planned.plan}
            onDone={onDone}
            onClose={onClose}
            onStale={askAgain}
          />
        </>
      )}
    </Dialog>
  );
}

interface FollowsProps {
  readonly plan: Plan;
  readonly files: readonly FileDiff[];
}

function WhatFollows({ plan: { sentences, cards, overdue, sends }, files }: FollowsProps) {
  const tiles = [
    [cards, "cards looked at"],
    [overdue, "clocks fire at once"],
    [sends.messages, "messages to patients"],
    [sends.notices, "notices to staff"],
  ] as const;
  return (
    <>
      <dl className={styles.tiles}>
        {tiles.map(([count, name]) => (
          <div key={name} className={styles.tile}>
            <dd className={styles.number}>{count}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      <p className={styles.quiet}>This will follow. Nothing has been done yet.</p>
      <ul className={styles.sentences} aria-label="What will follow">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {files.length > 0 && (
        <details className={styles.files}>
          <summary>What changes in {plural(files.length, "file")}</summary>
          <DiffView files={files} />
        </details>
      )}
    </>
  );
}

interface ConfirmProps {
  readonly hash: string;
  readonly plan: Plan;
  readonly onDone: () => void;
  readonly onClose: () => void;
  readonly onStale: () => Promise<void>;
}

function Confirm({ hash, plan, onDone, onClose, onStale }: ConfirmProps) {
  const studio = useStudio();
  const [comment, setComment] = useState("");
  const [refused, setRefused] = useState<string | null>(plan.refused);
  const [busy, setBusy] = useState(false);
  const activate = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const why = comment.trim();
      const body = { base: plan.base, ...(why !== "" && { comment: why }) };
      await studio.api("activateRuleset", { params: { hash }, body });
      await studio.settle();
      onDone();
    } catch (error) {
      setRefused(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.confirm} onSubmit={(event) => void activate(event)}>
      <Field label="Why (others read this in the history)">
        <textarea
          rows={2}
          maxLength={500}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
      </Field>
      {refused !== null && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
      <div className={styles.end}>
        {refused !== null && plan.refused === null && (
          <Button onClick={() => void onStale()}>Look again</Button>
        )}
        <Button onClick={onClose}>Not yet</Button>
        <Button kind="primary" type="submit" disabled={busy || plan.refused !== null}>
          Activate
        </Button>
      </div>
    </form>
  );
}
