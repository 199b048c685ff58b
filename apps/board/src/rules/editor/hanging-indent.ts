import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";

/** Further in than this, what goes on in the next row begins no deeper: there would be no room left. */
const DEEPEST = 24;

/** The rest of a long line begins under its own first word, not at the edge: what belongs to what stays in sight. */
export const hangingIndent: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = indents(view);
    }

    update({ docChanged, viewportChanged, view }: ViewUpdate): void {
      if (docChanged || viewportChanged) this.decorations = indents(view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

function indents({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges)
    for (let pos = from; pos <= to; ) {
      const line = state.doc.lineAt(pos);
      const indent = Math.min(/^ *(?:- )?/.exec(line.text)?.[0].length ?? 0, DEEPEST);
      if (indent > 0) builder.add(line.from, line.from, hanging(indent));
      pos = line.to + 1;
    }
  return builder.finish();
}

const made = new Map<number, Decoration>();

function hanging(indent: number): Decoration {
  const known = made.get(indent);
  if (known) return known;
  const style = `text-indent: -${indent}ch; padding-inline-start: calc(8px + ${indent}ch)`;
  const decoration = Decoration.line({ attributes: { style } });
  made.set(indent, decoration);
  return decoration;
}
