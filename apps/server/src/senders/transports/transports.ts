import type { Connectors } from "../connector.ts";
import type { SenderSettings } from "../settings.ts";
import { type Chat, chatWebhook } from "./chat.ts";
import { emailTransport } from "./email.ts";
import { smsTransport } from "./sms.ts";
import { Outlets } from "./outlets.ts";
import type { Transport } from "./transport.ts";
import { webhookConnector } from "./webhook.ts";

/** The ways out of the house that are set up. */
export interface Transports {
  /** By the channel's name in rules: `sms`, `email`. */
  readonly byChannel: Readonly<Record<string, Transport>>;
  readonly chat: Chat | null;
  readonly connectors: Connectors;
  /** Where others reach this server. */
  readonly publicUrl: string | null;
  /** What has not begun to be sent goes back: the server is about to stop. */
  hurry(): void;
  close(): void;
}

/** One delivery takes no longer: whoever stops the server does not wait for it in vain. */
const TIMEOUT_MS = 8_000;

export const noTransports: Transports = {
  ...{ byChannel: {}, chat: null, connectors: {}, publicUrl: null },
  ...{ hurry: () => undefined, close: () => undefined },
};

/** Builds the ways that are set up, once for the process: what a host can bear it must bear from all practices. */
export function createTransports(settings: SenderSettings, timeoutMs: number = TIMEOUT_MS): Transports {
  const { publicUrl, mail, sms, chatUrl, connectors } = settings;
  const outlets = new Outlets();
  const byChannel: Record<string, Transport> = {
    ...(mail && { email: emailTransport(mail, outlets, timeoutMs) }),
    ...(sms && {
      sms: smsTransport(sms, {
        ...{ outlets, timeoutMs },
        statusUrl: ({ practice, key }) =>
          publicUrl === null
            ? null
            : `${publicUrl}/api/v1/hooks/${encodeURIComponent(practice)}/sms/status?effect=${key}`,
      }),
    }),
  };
  const asked = Object.entries(connectors).flatMap(([name, { url, secret }]) =>
    url === null ? [] : [[name, webhookConnector({ name, url, secret, outlets, timeoutMs })] as const],
  );
  return {
    ...{ byChannel, publicUrl, connectors: Object.fromEntries(asked) },
    chat: chatUrl === null ? null : chatWebhook(chatUrl, outlets, timeoutMs),
    hurry: () => outlets.hurry(),
    close: () => {
      for (const transport of Object.values(byChannel)) transport.close();
    },
  };
}
