import type { Delivery } from "@corridor/engine";
import { httpCall } from "./http-post.ts";
import type { Outlets } from "./outlets.ts";

/** Tells staff in a chat, by a webhook of Slack's shape. */
export interface Chat {
  /** `text` is plain; `link` leads to the card. */
  tell(key: string, text: string, link: string | null): Promise<Delivery>;
}

export function chatWebhook(url: string, outlets: Outlets, timeoutMs: number): Chat {
  const outlet = outlets.to(url, { atOnce: 1, perSecond: 1 });
  return {
    tell: (key, text, link) =>
      outlet.through(async () => {
        const said = link === null ? escaped(text) : `${escaped(text)}\n<${link}|Open the card>`;
        const headers = { "content-type": "application/json", "idempotency-key": key };
        const body = JSON.stringify({ text: said });
        return (await httpCall(url, { method: "POST", headers, body }, timeoutMs)).delivery;
      }),
  };
}

/** The three signs that mean something in a chat's text. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
