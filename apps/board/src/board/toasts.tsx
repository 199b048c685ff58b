import type { Notice } from "@corridor/client";
import { Ban, CircleCheck, RefreshCw, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { cx } from "../design/cx.ts";
import styles from "./toasts.module.css";
import { useTools } from "./tools.ts";

const icons = { done: CircleCheck, refused: Ban, conflict: RefreshCw, fault: TriangleAlert };
const LASTS = 8_000;
const MOST = 3;

interface Toast {
  readonly id: number;
  readonly notice: Notice;
}

/** What just happened, the last three, with the way back for as long as it is shown. */
export function Toasts() {
  const { store } = useTools();
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const close = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id));
  useEffect(() => {
    let last = 0;
    return store.onNotice((notice) => {
      last += 1;
      setToasts((all) => [
        ...all.filter((t) => !isSame(t.notice, notice)).slice(1 - MOST),
        { id: last, notice },
      ]);
    });
  }, [store]);
  return (
    <ul className={styles.toasts} aria-live="polite">
      {toasts.map(({ id, notice }) => (
        <ToastView key={id} notice={notice} onClose={() => close(id)} />
      ))}
    </ul>
  );
}

/** A step's later notice takes the earlier one's place: refused after "moved", taken back after "moved". */
const isSame = (a: Notice, b: Notice): boolean =>
  a.text === b.text || (a.step !== undefined && a.step === b.step);

function ToastView({ notice, onClose }: { readonly notice: Notice; readonly onClose: () => void }) {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  const held = pointed || focused;
  useEffect(() => {
    if (held) return undefined;
    const id = setTimeout(onClose, LASTS);
    return () => clearTimeout(id);
    // The parent makes a new onClose each time; the time a toast lasts is counted from its coming.
  }, [held]);
  const Icon = icons[notice.kind];
  const undo = notice.undo;
  return (
    <li
      className={cx(styles.toast, notice.kind !== "done" && styles.grave)}
      data-kind={notice.kind}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
      <Icon size={15} strokeWidth={2.2} aria-hidden />
      <span className={styles.text}>{notice.text}</span>
      {undo && (
        <button
          type="button"
          className={styles.undo}
          onClick={() => {
            undo();
            onClose();
          }}
        >
          Undo <kbd>Z</kbd>
        </button>
      )}
      <button type="button" className={styles.close} aria-label="Close" onClick={onClose}>
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}
