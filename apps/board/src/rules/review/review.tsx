import { type FormEvent, useEffect, useMemo, useState } from "react";
import { Button } from "../../design/button.tsx";
import { Dialog } from "../../design/dialog.tsx";
import { Field } from "../../design/field.tsx";
import { plural } from "../../design/words.ts";
import { DiffView } from "../beside/diff-view.tsx";
import { filesDiff } from "../beside/line-diff.ts";
import { overwritten } from "../draft.ts";
import { useDesk, useStudio } from "../use-studio.ts";
import type { FileDiff, Plan } from "@corridor/protocol";
import styles from "./review.module.css";
import { sentenceOf, usePlan } from "./use-plan.ts";

interface Props {
  /** A version that was active once; null: the text on the page. */
  readonly hash: string | null;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What will follow, in words, before anything is done; then why, and the button that does it. */
export function Review({ hash, onClose, onDone }: Props) {
  const studio = useStudio();
  const files = useDesk((desk) => desk.files);
  const saved = useDesk((desk) => desk.saved);
  const draft = useDesk((desk) => desk.draft);
  const wanted = useMemo(() => (hash === null ? { files } : { hash }), [hash, files]);
  const [planned, askAgain] = usePlan(studio.api, wanted);
  const active = planned.at === "ready" ? planned.plan.base : saved.ruleset;
  // Other rules were activated since the page read them: the draft is laid over those, and the plan is made anew.
  const outdated = hash === null && active !== saved.ruleset;
  useEffect(() => void (outdated && studio.load()), [outdated, studio]);
  // Comments, layout and tests do not name a ruleset: where only they are others, the same rules would decide.
  const same = hash === null && planned.at === "ready" && planned.hash === saved.ruleset;
  const lookAgain = () => (hash === null ? studio.load() : askAgain());
  return (
    <Dialog
      title={hash === null ? "Let these rules decide" : "Go back to an earlier version"}
      wide
      onClose={onClose}
    >
      {(planned.at === "asking" || outdated) && <p className={styles.quiet}>Looking at every card…</p>}
      {planned.at === "refused" && (
        <div className={styles.refused} role="alert">
          <p>{planned.because}</p>
          <Button onClick={() => void askAgain()}>Look again</Button>
        </div>
      )}
      {planned.at === "ready" && !outdated && same && (
        <SameRules
          hash={planned.hash}
          files={filesDiff(saved.files, files)}
          undoes={overwritten(saved.files, draft)}
          onClose={onClose}
        />
      )}
      {planned.at === "ready" && !outdated && !same && (
        <>
          <WhatFollows
            plan={planned.plan}
            files={hash === null ? filesDiff(saved.files, files) : []}
            undoes={hash === null ? overwritten(saved.files, draft) : []}
          />
          <Confirm
            hash={planned.hash}
            plan={planned.plan}
            onDone={onDone}
            onClose={onClose}
            onStale={lookAgain}
          />
        </>
      )}
    </Dialog>
  );
}

interface FollowsProps {
  readonly plan: Plan;
  readonly files: readonly FileDiff[];
  /** Files with somebody else's change that would be undone. */
  readonly undoes: readonly string[];
}

function WhatFollows({ plan: { sentences, cards, overdue, sends }, files, undoes }: FollowsProps) {
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
      <Undoes files={undoes} />
      <p className={styles.quiet}>This will follow. Nothing has been done yet.</p>
      <ul className={styles.sentences} aria-label="What will follow">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {files.length > 0 && (
        <details className={styles.files} open={undoes.length > 0}>
          <summary>What changes in {plural(files.length, "file")}</summary>
          <DiffView files={files} />
        </details>
      )}
    </>
  );
}

function Undoes({ files }: { readonly files: readonly string[] }) {
  if (files.length === 0) return null;
  return (
    <p className={styles.refused} role="alert">
      Somebody else has changed {files.join(" and ")} since you began. Your text would undo that: look at what
      changes below, and take over what should stay.
    </p>
  );
}

interface SameProps extends Pick<FollowsProps, "files" | "undoes"> {
  readonly hash: string;
  readonly onClose: () => void;
}

/** Nothing of the rules themselves is different: there is nothing to decide, only a text to keep. */
function SameRules({ hash, files, undoes, onClose }: SameProps) {
  const studio = useStudio();
  const [refused, setRefused] = useState<string | null>(null);
  const save = () => studio.reword(hash).then(onClose, (error: unknown) => setRefused(sentenceOf(error)));
  return (
    <div className={styles.same}>
      <p>
        Only comments, layout or tests are different. The same rules go on deciding; your text is kept with
        them.
      </p>
      <Undoes files={undoes} />
      <DiffView files={files} />
      {refused !== null && (
        <p className={styles.refused} role="alert">
          {refused}
        </p>
      )}
      <div className={styles.end}>
        <Button onClick={onClose}>Not yet</Button>
        <Button kind="primary" onClick={() => void save()}>
          Save text
        </Button>
      </div>
    </div>
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
      await studio.activate(hash, plan.base, comment.trim());
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
