import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// All colours are the page's own, which know light and dark: the editor needs no theme for either.

const look = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontVariantLigatures: "none",
    lineHeight: "21px",
    scrollbarWidth: "thin",
  },
  ".cm-content": { padding: "10px 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 12px 0 8px" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 6px 0 12px", minWidth: "34px" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent-soft) 70%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-foldGutter .cm-gutterElement": { color: "var(--ink-3)" },
  ".cm-foldPlaceholder": {
    border: "none",
    backgroundColor: "var(--sunken)",
    color: "var(--ink-2)",
    padding: "0 6px",
  },
  ".cm-matchingBracket": { backgroundColor: "var(--sunken)", outline: "1px solid var(--line-strong)" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--warn-soft)", outline: "2px solid var(--warn)" },
  ".cm-selectionMatch": { backgroundColor: "var(--sunken)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "none" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 12px", fontFamily: "var(--sans)" },
  ".cm-textfield, .cm-button": {
    padding: "3px 8px",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius-2)",
    background: "var(--surface)",
    color: "var(--ink)",
    fontSize: "12px",
  },
});

const help = EditorView.theme({
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "var(--radius-3)",
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    boxShadow: "var(--float)",
    fontFamily: "var(--sans)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mono)",
    fontSize: "12px",
    maxHeight: "260px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 10px", lineHeight: "20px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent-soft)",
    color: "var(--ink)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { color: "var(--ink-3)", fontStyle: "normal", fontFamily: "var(--sans)" },
  ".cm-tooltip.cm-completionInfo": {
    padding: "8px 12px",
    maxWidth: "340px",
    lineHeight: "1.45",
    whiteSpace: "pre-line",
  },
  ".cm-hover": {
    padding: "8px 12px",
    maxWidth: "420px",
    fontSize: "12.5px",
    lineHeight: "1.45",
    whiteSpace: "pre-line",
  },
  ".cm-diagnostic": {
    padding: "8px 12px",
    borderLeft: "3px solid var(--breach)",
    maxWidth: "460px",
    fontSize: "12.5px",
  },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnosticAction": {
    margin: "0 0 0 8px",
    padding: "2px 8px",
    borderRadius: "var(--radius-1)",
    backgroundColor: "var(--accent)",
    color: "var(--accent-ink)",
    font: "inherit",
  },
  ".cm-diagnosticSource": { color: "var(--ink-3)", fontSize: "11px", opacity: "1" },
  ".cm-lintRange": { paddingBottom: "1px", backgroundImage: "none" },
  ".cm-lintRange-error": {
    textDecoration: "underline wavy var(--breach) 1px",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-warning": {
    textDecoration: "underline wavy var(--warn) 1px",
    textUnderlineOffset: "4px",
    textDecorationSkipInk: "none",
  },
  ".cm-lintPoint-error:after": { borderBottomColor: "var(--breach)" },
  ".cm-lintPoint-warning:after": { borderBottomColor: "var(--warn)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--warn)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--ok)" },
  { tag: tags.comment, color: "var(--ink-3)", fontStyle: "italic" },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: "var(--ink-2)" },
]);

export const theme: Extension = [look, help, syntaxHighlighting(colours)];
