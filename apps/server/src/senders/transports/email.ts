import type { Delivery } from "@corridor/engine";
import type { Transporter } from "nodemailer";
import { cut, oneLine } from "../plain-text.ts";
import type { MailSettings } from "../settings.ts";
import type { Outlets } from "./outlets.ts";
import type { Letter, Transport } from "./transport.ts";

const LONGEST_SUBJECT = 150;
const LONGEST_TEXT = 20_000;

/** E-mail by SMTP: plain text, so that nothing in it is ever anything but text. */
export function emailTransport({ url, from }: MailSettings, outlets: Outlets, timeoutMs: number): Transport {
  const outlet = outlets.to(url, { atOnce: 4, perSecond: 10 });
  // Loaded with the first mail: a server that sends none starts without it.
  let opened: Promise<Transporter> | undefined;
  const open = async () =>
    (await import("nodemailer")).default.createTransport({
      ...{ url, pool: true, maxConnections: 4 },
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
      dnsTimeout: timeoutMs,
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
  const domain = /@([^\s>@]+)/.exec(from)?.[1] ?? "corridor.invalid";

  const sent = async ({ key, to, subject, text, queuedAt }: Letter): Promise<Delivery> => {
    try {
      // The same bytes on every try, and a name by which mailboxes know a second one for the first.
      const mailer = await (opened ??= open());
      await mailer.sendMail({
        ...{ from, to: { name: "", address: to }, messageId: `<${key}@${domain}>`, date: new Date(queuedAt) },
        subject: cut(oneLine(subject), LONGEST_SUBJECT),
        text: cut(text, LONGEST_TEXT),
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return { sent: true };
    } catch (fault) {
      return failure(fault);
    }
  };
  return {
    addressOf,
    send: (letter) => outlet.through(() => sent(letter)),
    close: () => void opened?.then((mailer) => mailer.close()),
  };
}

/** One mailbox and nothing else: what could be two, or hold a line break, is none. */
function addressOf(written: string): string | null {
  const address = written.trim();
  return /^[^\s"(),:;<>@[\]\\\p{Cc}]{1,64}@[^\s"(),:;<>@[\]\\\p{Cc}]{1,190}$/u.test(address) ? address : null;
}

/** A server's 5xx is its last word; anything else may pass. */
function failure(fault: unknown): Delivery {
  const { responseCode, code } = fault as { responseCode?: unknown; code?: unknown };
  if (typeof responseCode === "number")
    return { sent: false, retry: responseCode < 500 || code === "EAUTH", error: `smtp_${responseCode}` };
  return { sent: false, retry: true, error: code === "ETIMEDOUT" ? "timeout" : "unreachable" };
}
