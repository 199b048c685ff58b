import * as z from "zod";

const web = z.url({ protocol: /^https?$/, error: "must be an address like https://example.org" });
const secret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, "must be a secret like whsec_… (24 to 64 bytes)");

const Connectors = z.record(
  z.string().regex(/^[a-z][a-z0-9_]*$/, "names are small letters, digits and underscores"),
  z.strictObject({ url: web.optional(), secret }),
);

/** The variables that say how messages leave the house. What is not set is not used. */
export const senderVariables = {
  CORRIDOR_PUBLIC_URL: web.optional(),
  CORRIDOR_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be an address like smtp://user:password@host:587" })
    .optional(),
  CORRIDOR_MAIL_FROM: z.string().max(300).optional(),
  CORRIDOR_SMS_URL: web.default("https://api.twilio.com"),
  CORRIDOR_SMS_ACCOUNT: z
    .string()
    .regex(/^[\w-]+$/, "must be an account's id")
    .optional(),
  CORRIDOR_SMS_TOKEN: z.string().optional(),
  CORRIDOR_SMS_FROM: z
    .string()
    .regex(/^(\+\d{7,15}|MG\w{32})$/, "must be a number like +15550100")
    .optional(),
  CORRIDOR_CHAT_URL: web.optional(),
  CORRIDOR_CONNECTORS: z
    .string()
    .transform((text, ctx) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        ctx.addIssue({
          code: "custom",
          message: 'must be JSON like {"lab":{"url":"https://…","secret":"whsec_…"}}',
        });
        return z.NEVER;
      }
    })
    .pipe(Connectors)
    .optional(),
} as const;

type Variables = z.infer<z.ZodObject<typeof senderVariables>>;

export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

export interface SmsSettings {
  readonly url: string;
  readonly account: string;
  readonly token: string;
  readonly from: string;
}

export interface ConnectorSettings {
  /** Where it is asked; null for one that only tells. */
  readonly url: string | null;
  /** Signs what goes there, and proves what comes from there. */
  readonly secret: string;
}

/** How messages leave the house, and who may tell it something. Holds secrets: never written to a log. */
export interface SenderSettings {
  /** Where others reach this server; null: nobody is asked to tell what became of a message. */
  readonly publicUrl: string | null;
  readonly mail: MailSettings | null;
  readonly sms: SmsSettings | null;
  readonly chatUrl: string | null;
  readonly connectors: Readonly<Record<string, ConnectorSettings>>;
}

export const noSenders: SenderSettings = {
  ...{ publicUrl: null, mail: null, sms: null, chatUrl: null },
  connectors: {},
};

/** What belongs together and is not all there, a sentence each. */
export function senderFaults(given: Readonly<Record<string, string | undefined>>): readonly string[] {
  const faults: string[] = [];
  const together = (names: readonly string[], why: string) => {
    const set = names.filter((name) => given[name] !== undefined);
    const missing = names.filter((name) => given[name] === undefined);
    if (set.length > 0 && missing.length > 0) faults.push(`${missing.join(", ")}: ${why}`);
  };
  together(["CORRIDOR_SMTP_URL", "CORRIDOR_MAIL_FROM"], "e-mail needs a server and a sender");
  together(
    ["CORRIDOR_SMS_ACCOUNT", "CORRIDOR_SMS_TOKEN", "CORRIDOR_SMS_FROM"],
    "text messages need an account, its token and a number",
  );
  return faults;
}

export function readSenders(env: Variables): SenderSettings {
  const { CORRIDOR_SMS_ACCOUNT: account, CORRIDOR_SMS_TOKEN: token, CORRIDOR_SMS_FROM: number } = env;
  const { CORRIDOR_SMTP_URL: url, CORRIDOR_MAIL_FROM: from } = env;
  const connectors = Object.entries(env.CORRIDOR_CONNECTORS ?? {});
  return {
    publicUrl: env.CORRIDOR_PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    mail: url && from ? { url, from } : null,
    sms: account && token && number ? { url: env.CORRIDOR_SMS_URL, account, token, from: number } : null,
    chatUrl: env.CORRIDOR_CHAT_URL ?? null,
    connectors: Object.fromEntries(
      connectors.map(([name, { url: at = null, secret: key }]) => [name, { url: at, secret: key }]),
    ),
  };
}
