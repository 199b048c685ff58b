import type { Ports } from "@corridor/client";
import type { Session } from "@corridor/protocol";
import { useEffect, useMemo, useState } from "react";
import { Button } from "../design/button.tsx";
import { microStore, useMicroStore } from "../design/micro-store.ts";
import { ActivatedNote } from "./activated-note.tsx";
import { plural } from "../design/words.ts";
import { Beside, type BesideTab } from "./beside/beside.tsx";
import { type Ran, runTests } from "./beside/run-tests.ts";
import { Editor } from "./editor/editor.tsx";
import type { RuleEditor } from "./editor/rule-editor.ts";
import { RuleForm } from "./form/rule-form.tsx";
import { RuleList } from "./list/rule-list.tsx";
import { Problems } from "./problems.tsx";
import { ProposalNote } from "./proposal-note.tsx";
import { Review } from "./review/review.tsx";
import styles from "./rules-room.module.css";
import { StudioHeader, type View } from "./studio-header.tsx";
import { Studio } from "./studio.ts";
import { StudioProvider, useDesk, useStudio } from "./use-studio.ts";

interface Props {
  readonly ports: Ports;
  readonly session: Session;
  readonly onExpired: () => void;
}

/** Where managers write what happens by itself. */
export function RulesRoom({ ports, session, onExpired }: Props) {
  const studio = useMemo(
    () => new Studio(ports, session.practice, onExpired),
    [ports, session.practice, onExpired],
  );
  useEffect(() => studio.start(new URLSearchParams(location.search).get("rule")), [studio]);
  const there = useMicroStore(studio.desk, (desk) => desk !== null);
  const fault = useMicroStore(studio.fault, (value) => value);
  return <StudioProvider value={studio}>{there ? <Room /> : <Door fault={fault} />}</StudioProvider>;
}

function Door({ fault }: { readonly fault: string | null }) {
  const studio = useStudio();
  return (
    <main className={styles.door} aria-busy={fault === null}>
      {fault === null ? (
        <p>Reading the rules…</p>
      ) : (
        <>
          <p role="alert">{fault}</p>
          <Button onClick={() => void studio.load()}>Try again</Button>
        </>
      )}
    </main>
  );
}

function Room() {
  const studio = useStudio();
  const [editor] = useState(() => microStore<RuleEditor | null>(null));
  const [view, setView] = useState<View>("text");
  const [tab, setTab] = useState<BesideTab>("rule");
  const [ran, setRan] = useState<Ran | "running" | null>(null);
  const [review, setReview] = useState<{ readonly hash: string | null } | null>(null);
  const [pane, setPane] = useState<Pane>("list");
  useShown(setPane);
  const tell = (page: BesideTab) => {
    setTab(page);
    setPane("about");
  };
  const test = async () => {
    tell("tests");
    setRan("running");
    setRan(await runTests(studio.api, studio.desk.get()?.files ?? {}));
  };
  useLeaving();
  useKey("Enter", () => void test());
  return (
    <main className={styles.room}>
      <StudioHeader
        view={view}
        onView={(one) => {
          setView(one);
          setPane("write");
        }}
        onTest={() => void test()}
        onReview={() => setReview({ hash: null })}
      />
      <ProposalNote />
      <ActivatedNote onShow={() => tell("history")} />
      <Panes pane={pane} onPane={setPane} />
      <div className={styles.floor} data-pane={pane}>
        <RuleList />
        <div className={styles.middle}>
          {view === "form" && <RuleForm />}
          <div className={view === "form" ? styles.behind : styles.text}>
            <Editor handle={editor} />
          </div>
          <Problems editor={editor} />
        </div>
        <Beside tab={tab} onTab={setTab} ran={ran} onBack={(hash) => setReview({ hash })} />
      </div>
      {review && (
        <Review
          hash={review.hash}
          onClose={() => setReview(null)}
          onDone={() => {
            setReview(null);
            tell("history");
          }}
        />
      )}
    </main>
  );
}

/** Where there is room for one thing only, the way to the others; elsewhere it is not shown. */
function Panes({ pane, onPane }: { readonly pane: Pane; readonly onPane: (pane: Pane) => void }) {
  const errors = useDesk((desk) => desk.findings.filter(({ severity }) => severity === "error").length);
  return (
    <div className={styles.panes} role="group" aria-label="Show">
      {PANES.map(([one, name]) => (
        <button
          key={one}
          type="button"
          className={styles.pane}
          aria-pressed={pane === one}
          onClick={() => onPane(one)}
        >
          {name}
          {one === "write" && errors > 0 && ` · ${plural(errors, "error")}`}
        </button>
      ))}
    </div>
  );
}

const PANES = [
  ["list", "Rules"],
  ["write", "Write"],
  ["about", "About"],
] as const;
type Pane = (typeof PANES)[number][0];

/** Whoever chooses a rule reads of it; whoever goes to a place in the text stands there. */
function useShown(onPane: (pane: Pane) => void): void {
  const studio = useStudio();
  useEffect(
    () =>
      studio.goal.subscribe(() => {
        const goal = studio.goal.get();
        if (goal) onPane(goal.focus ? "write" : "about");
      }),
    [studio, onPane],
  );
}

/** The draft is kept in this browser; who closes the page with one is asked all the same. */
function useLeaving(): void {
  const draft = useDesk((desk) => desk.draft !== null);
  useEffect(() => {
    if (!draft) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [draft]);
}

/** A key with Ctrl or ⌘, wherever the focus is. */
function useKey(key: string, act: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== key || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    document.addEventListener("keydown", press, { capture: true });
    return () => document.removeEventListener("keydown", press, { capture: true });
  });
}
