import type { Delivery } from "@corridor/engine";
import type { SmsSettings } from "../settings.ts";
import { cut } from "../plain-text.ts";
import { httpCall } from "./http-post.ts";
import type { Outlets } from "./outlets.ts";
import type { Letter, Transport } from "./transport.ts";

/** The provider takes no more, in UTF-16 units. */
const LONGEST = 1_600;
/** How far back a message is looked for that may have left already. */
/** The provider's clock may be so far behind ours. */
const SKEW_MS = 60_000;
/** A text that came back is not there: it goes out again. */
const CAME_BACK: ReadonlySet<string> = new Set(["failed", "undelivered", "canceled"]);

export interface SmsOptions {
  readonly outlets: Outlets;
  readonly timeoutMs: number;
  /** Where the provider tells what became of a message; null where it need not. */
  readonly statusUrl: (letter: Letter) => string | null;
}

/** Text messages through Twilio's API, or one of its shape. */
export function smsTransport(settings: SmsSettings, options: SmsOptions): Transport {
  const outlet = options.outlets.to(settings.url, { atOnce: 8, perSecond: 20 });
  const { account, token, from } = settings;
  const messages = `${settings.url.replace(/\/+$/, "")}/2010-04-01/Accounts/${account}/Messages.json`;
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString("base64")}`;

  /** The provider knows no key of ours: before a text goes out again it is asked whether it has it already. */
  const found = async ({ to, queuedAt }: Letter, body: string): Promise<Delivery | null> => {
    const query = new URLSearchParams({ To: to, PageSize: "50" });
    const { delivery, json } = await httpCall(
      `${messages}?${query}`,
      { method: "GET", headers: { authorization } },
      options.timeoutMs,
    );
    if (!delivery.sent) return delivery;
    // The same words of an earlier day are another text.
    const since = Date.parse(queuedAt) - SKEW_MS;
    const known = listed(json).find(
      (one) =>
        one.body === body && Date.parse(one.date_created ?? "") >= since && !CAME_BACK.has(one.status ?? ""),
    );
    return known ? { sent: true, provider: known.sid ?? null } : null;
  };

  const sent = async (letter: Letter): Promise<Delivery> => {
    const { key, to, text, again } = letter;
    const body = cut(text, LONGEST);
    const earlier = again ? await found(letter, body) : null;
    if (earlier) return earlier;
    const statusUrl = options.statusUrl(letter);
    const form = new URLSearchParams({ To: to, Body: body });
    form.set(from.startsWith("MG") ? "MessagingServiceSid" : "From", from);
    if (statusUrl !== null) form.set("StatusCallback", statusUrl);
    const { delivery, json } = await httpCall(
      messages,
      {
        method: "POST",
        headers: {
          authorization,
          "content-type": "application/x-www-form-urlencoded",
          "idempotency-key": key,
        },
        body: form.toString(),
      },
      options.timeoutMs,
    );
    if (delivery.sent) return { ...delivery, provider: word(json, "sid") };
    const code = word(json, "code");
    return code === null || "heldMs" in delivery ? delivery : { ...delivery, error: `sms_${code}` };
  };
  return {
    addressOf,
    send: (letter) => outlet.through(() => sent(letter)),
    close: () => undefined,
  };
}

/** A number as the network knows it. One without a country is this practice's country's: ten digits are North America's. */
function addressOf(written: string): string | null {
  const digits = written.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15) return null;
  if (written.trim().startsWith("+")) return `+${digits}`;
  if (digits.length === 10) return `+1${digits}`;
  return digits.length === 11 && digits.startsWith("1") ? `+${digits}` : null;
}

interface Known {
  readonly sid?: string;
  readonly body?: string;
  readonly date_created?: string;
  readonly status?: string;
}

function listed(json: unknown): readonly Known[] {
  const list = typeof json === "object" && json !== null && "messages" in json ? json.messages : [];
  return Array.isArray(list) ? (list as readonly Known[]) : [];
}

function word(json: unknown, name: string): string | null {
  const value = typeof json === "object" && json !== null ? (json as Record<string, unknown>)[name] : null;
  return (typeof value === "string" || typeof value === "number") && /^\w{1,64}$/.test(String(value))
    ? String(value)
    : null;
}
