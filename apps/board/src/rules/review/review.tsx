import type { Plan } from "@corridor/protocol";
import { type FormEvent, useState } from "react";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { plural } from "../../design/words.ts";
import { DiffView } from "../beside/diff-view.tsx";
import { useStudio } from "../studio.ts";
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
          <WhatFollows plan={planned.plan} />
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

function WhatFollows({ plan }: { readonly plan: Plan }) {
  const { added, changed, removed, renamed } = plan.rules;
  const tiles = [
    [added.length + changed.length + renamed.length + removed.length, "rules change"],
    [plan.overdue, "fire at once"],
    [plan.sends.messages, "to patients"],
    [plan.sends.notices, "to staff"],
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
      <p className={styles.quiet}>{plural(plan.cards, "card")} looked at. Nothing has been done yet.</p>
      <ul className={styles.sentences} aria-label="What will follow">
        {plan.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <details className={styles.files}>
        <summary>What changes in {plural(plan.files.length, "file")}</summary>
        <DiffView files={plan.files} />
      </details>
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
      const said = comment.trim();
      await studio.api("activateRuleset", {
        params: { hash },
        body: { base: plan.base, ...(said !== "" && { comment: said }) },
      });
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
