import { setDiagnostics } from "@codemirror/lint";
import { type ChangeSpec, EditorState, type Text } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Finding } from "../checking/questions.ts";
import { type Helper, help } from "./help.ts";
import { fixOf, marksOf, rangeOf } from "./marks.ts";
import { setup } from "./setup.ts";

interface Hears extends Helper {
  typed(file: string, text: string): void;
  /** The cursor stands on this line now. */
  stands(file: string, line: number): void;
}

/**
 * The text of one file at a time; each file keeps its own undo. It lives below a shadow root, where its styles are
 * constructed sheets: the page's policy lets no script write a style element.
 */
export class RuleEditor {
  readonly #view: EditorView;
  readonly #hears: Hears;
  readonly #states = new Map<string, EditorState>();
  #file = "";
  #findings: readonly Finding[] = [];

  constructor(host: HTMLElement, hears: Hears) {
    this.#hears = hears;
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    root.replaceChildren();
    const parent = document.createElement("div");
    parent.style.cssText = "block-size:100%";
    root.append(parent);
    this.#view = new EditorView({ parent, root, state: this.#fresh("") });
  }

  /** Shows a file. What it says on the page but not in the editor was written elsewhere: by the form, or taken back. */
  show(file: string, text: string): void {
    if (file !== this.#file) {
      if (this.#file !== "") this.#states.set(this.#file, this.#view.state);
      this.#file = file;
      this.#view.setState(this.#states.get(file) ?? this.#fresh(text));
    }
    const change = differenceOf(this.#view.state.doc, text);
    if (change) this.#view.dispatch({ changes: change });
  }

  mark(findings: readonly Finding[]): void {
    this.#findings = findings.filter(({ file }) => file === this.#file);
    this.#view.dispatch(setDiagnostics(this.#view.state, [...marksOf(this.#findings, this.#view.state.doc)]));
  }

  go({ line, column }: { readonly line: number; readonly column: number }, focus: boolean): void {
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const pos = Math.min(at.from + column - 1, at.to);
    this.#view.dispatch({
      selection: { anchor: pos },
      effects: EditorView.scrollIntoView(pos, { y: "start", yMargin: 80 }),
    });
    if (focus) this.#view.focus();
  }

  /** Writes what the compiler thinks was meant. */
  fix(finding: Finding): void {
    const text = fixOf(finding);
    if (text === null || finding.file !== this.#file) return;
    const range = rangeOf(finding, this.#view.state.doc);
    this.#view.dispatch({
      changes: { ...range, insert: text },
      selection: { anchor: range.from + text.length },
    });
    this.#view.focus();
  }

  close(): void {
    this.#view.destroy();
  }

  #fresh(text: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        keymap.of([{ key: "Mod-.", run: () => this.#fixHere() }]),
        setup,
        help({
          complete: (offset, now) => this.#hears.complete(offset, now),
          hover: (offset, now) => this.#hears.hover(offset, now),
        }),
        EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
          if (docChanged) this.#hears.typed(this.#file, state.doc.toString());
          if (docChanged || selectionSet) this.#hears.stands(this.#file, lineAt(state));
        }),
      ],
    });
  }

  /** The first finding on the cursor's line that has a cure. */
  #fixHere(): boolean {
    const line = lineAt(this.#view.state);
    const finding = this.#findings.find((one) => one.line === line && fixOf(one) !== null);
    if (finding) this.fix(finding);
    return finding !== undefined;
  }
}

const lineAt = (state: EditorState): number => state.doc.lineAt(state.selection.main.head).number;

/** The one stretch in which two texts differ, so that the cursor and the marks outside it stay where they are. */
function differenceOf(doc: Text, text: string): ChangeSpec | null {
  const old = doc.toString();
  if (old === text) return null;
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
  let [a, b] = [old.length, text.length];
  while (a > start && b > start && old[a - 1] === text[b - 1]) {
    a -= 1;
    b -= 1;
  }
  return { from: start, to: a, insert: text.slice(start, b) };
}
