import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { hoverTooltip, type Tooltip } from "@codemirror/view";
import type { Completions, Hover } from "../checking/questions.ts";

export interface Helper {
  complete(offset: number, text: string): Promise<Completions | null>;
  hover(offset: number, text: string): Promise<Hover | null>;
}

/** Completion while typing and an explanation under the pointer, both as the compiler knows them. */
export const help = (helper: Helper): Extension => [
  autocompletion({ override: [(context) => offers(context, helper)], icons: false, maxRenderedOptions: 60 }),
  hoverTooltip((view, pos) => told(pos, view.state.doc.toString(), helper), { hoverTime: 300 }),
];

async function offers(context: CompletionContext, helper: Helper): Promise<CompletionResult | null> {
  const typing = context.matchBefore(/[\w.-]+|[:\-[{,"'=(] ?/);
  if (!context.explicit && typing === null) return null;
  const found = await helper.complete(context.pos, context.state.doc.toString()).catch(() => null);
  if (!found || found.items.length === 0 || context.aborted) return null;
  return {
    from: found.from,
    to: found.to,
    options: found.items.map(({ label, kind, detail, doc, insert }) => ({
      ...{ label, apply: insert, detail: detail ?? kind },
      ...(doc !== undefined && { info: doc }),
    })),
    validFor: /^[\w.-]*$/,
  };
}

async function told(pos: number, text: string, helper: Helper): Promise<Tooltip | null> {
  const found = await helper.hover(pos, text).catch(() => null);
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "cm-hover";
      dom.textContent = found.doc;
      return { dom };
    },
  };
}
