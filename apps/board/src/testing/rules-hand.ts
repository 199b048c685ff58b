import { page, userEvent } from "vitest/browser";

/** A rule in the list of the Rules page. */
export const rule = (id: string) =>
  page.getByRole("region", { name: "Rules" }).getByRole("button", { name: new RegExp(`^${id}(?![\\w-])`) });

/** The text of the open file, as the editor has it. */
export const editorIn = () =>
  document.querySelector("[data-editor]")?.shadowRoot?.querySelector<HTMLElement>(".cm-content");
export const written = (): string => editorIn()?.innerText ?? "";

/** Writes instead of a word that stands in the open file. */
export async function change(word: string, into: string): Promise<void> {
  const line = [...(editorIn()?.querySelectorAll(".cm-line") ?? [])].find((one) =>
    one.textContent?.includes(word),
  );
  const walker = document.createTreeWalker(line as Node, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && !node.textContent?.includes(word)) node = walker.nextNode();
  const at = node?.textContent?.indexOf(word) ?? 0;
  editorIn()?.focus();
  document.getSelection()?.setBaseAndExtent(node as Node, at, node as Node, at + word.length);
  await userEvent.keyboard(into);
}
