export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

const TOKEN = /<\/([\w-]+)>|<([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
/** What XML 1.0 lets stand in a document. */
const ALLOWED = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

/** Reads a whole document as strictly as build servers do; throws where it is not well formed. */
export function parseXml(document: string): Element {
  if (!ALLOWED.test(document)) throw new Error("a sign that XML does not know");
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  TOKEN.lastIndex = /^<\?xml [^?]*\?>\n/.exec(document)?.[0].length ?? 0;
  while (TOKEN.lastIndex < document.length) {
    const at = TOKEN.lastIndex;
    const [, closes, name, attributes = "", alone, text] = TOKEN.exec(document) ?? [];
    const here = open.at(-1) as Element;
    if (text !== undefined) here.text += plain(text);
    else if (closes !== undefined) {
      if (here.name !== closes || open.pop() === top) throw new Error(`</${closes}> closes <${here.name}>`);
    } else if (name !== undefined) {
      const all = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        plain(value ?? ""),
      ]);
      const element: Element = { name, attributes: Object.fromEntries(all), children: [], text: "" };
      here.children.push(element);
      if (alone === "") open.push(element);
    } else throw new Error(`not well formed: ${document.slice(at, at + 40)}`);
  }
  const [root, second] = top.children;
  if (open.length > 1 || !root || second) throw new Error("not one whole element");
  return root;
}

function plain(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
