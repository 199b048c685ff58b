import { join } from "node:path";
import type { Role } from "@corridor/domain";
import type { FastifyInstance } from "fastify";
import pino from "pino";
import { createApp } from "../app.ts";
import { projectRoot } from "../env.ts";
import type { Backing } from "../house/backing.ts";
import { foundPractice } from "../house/found-practice.ts";
import { type House, openHouse } from "../house/house.ts";
import type { OpenPractice } from "../house/practice.ts";
import type { Metrics } from "../operations/metrics.ts";
import type { Connectors } from "../senders/connector.ts";
import { createSender } from "../senders/sender.ts";
import { noSenders, type SenderSettings } from "../senders/settings.ts";
import { createTransports } from "../senders/transports/transports.ts";
import { hashPassword } from "../sessions/password.ts";
import { memoryBacking } from "./memory-backing.ts";

export const roles = [
  "front_desk",
  "nurse",
  "billing",
  "manager",
  "admin",
] as const satisfies readonly Role[];
export const PASSWORD = "correct horse battery staple";
const names: Readonly<Record<Role, string>> = {
  front_desk: "Ana Desk",
  nurse: "Remy Nurse",
  billing: "Cy Biller",
  manager: "Mia Manager",
  admin: "Ada Admin",
};

const PERSONAS = [
  ["front-desk", "front_desk"],
  ["nurse", "nurse"],
  ["billing", "billing"],
  ["manager", "manager"],
  ["admin", "admin"],
] as const;

/** A practice with the repository's rules, one person a role and two patients, behind the real application. */
export interface PracticeFixture {
  readonly app: FastifyInstance;
  readonly house: House;
  readonly practice: OpenPractice;
  readonly backing: Backing;
  /** What was logged, a line each. */
  readonly lines: string[];
  /** A cookie of somebody who is signed in. */
  cookie(role?: Role): Promise<string>;
  /** Asks the API as somebody. */
  ask(method: "GET" | "POST" | "DELETE", path: string, options?: AskOptions): Promise<Answer>;
  /** A new card; returns its id. */
  card(fields?: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly as?: Role | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as whatever it is expected to be; the test checks it. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any;
}

export interface FixtureOptions {
  readonly backing?: Backing;
  readonly demo?: boolean;
  readonly tickers?: boolean;
  readonly connectors?: Connectors;
  /** How messages leave; nothing is set up unless said. */
  readonly senders?: Partial<SenderSettings>;
  readonly metrics?: Metrics;
}

export async function practiceFixture(options: FixtureOptions = {}): Promise<PracticeFixture> {
  const { backing = memoryBacking(), demo = false, tickers = false, connectors = {}, metrics } = options;
  const settings = { ...noSenders, ...options.senders };
  const transports = createTransports(settings, 1_000);
  const lines: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  const house = await openHouse({
    ...{ backing, tickers },
    ...(demo && { personas: new Map(PERSONAS) }),
    ...(metrics && { committed: metrics.committed }),
    sender: (practice) => createSender(practice, backing, connectors, transports),
    fault: (error) => lines.push(`fault ${String(error)}`),
  });
  const id = await foundPractice(house, backing, join(projectRoot, "rules"), "Test Practice");
  const practice = await house.practice(id);
  await populate(practice, backing);
  const app = await createApp({ house, logger, senders: settings, ...(metrics && { metrics }) });
  const cookies = new Map<Role, string>();

  const cookie = async (role: Role = "manager"): Promise<string> => {
    const known = cookies.get(role);
    if (known) return known;
    const token = await house.sessions.start({ practice: id, person: role, role });
    cookies.set(role, `corridor_session=${token}`);
    return `corridor_session=${token}`;
  };
  const ask: PracticeFixture["ask"] = async (method, path, { as = "manager", body, headers = {} } = {}) => {
    const sent = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const response = await app.inject({
      ...{ method, url: `/api/v1${path}` },
      headers: {
        ...(as && { cookie: await cookie(as) }),
        ...(sent !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(sent !== undefined && { payload: sent }),
    });
    const text = response.payload;
    const body_ =
      /json/.test(String(response.headers["content-type"])) && text !== "" ? JSON.parse(text) : undefined;
    return { status: response.statusCode, headers: response.headers, text, body: body_ };
  };
  const card = async (fields: Readonly<Record<string, string>> = {}): Promise<string> => {
    const made = await ask("POST", "/cards", {
      body: { type: "visit", location: "riverside", patient: "kim", fields },
    });
    return made.body.card.id;
  };
  const close = async () => {
    await app.close();
    await house.close();
    transports.close();
    await backing.close();
  };
  return { app, house, practice, backing, lines, cookie, ask, card, close };
}

async function populate(practice: OpenPractice, backing: Backing): Promise<void> {
  const actor = { kind: "api" as const, id: "test", role: "system" };
  const passwordHash = await hashPassword(PASSWORD);
  for (const role of roles) {
    const command = {
      type: "person.create",
      name: names[role],
      roles: [role],
      locations: [],
      shifts: ["mon-sun 00:00-24:00"],
    } as const;
    await practice.execute({
      id: `person-${role}`,
      subject: { kind: "person", id: role },
      actor,
      ask: { command: structuredClone(command) as never },
    });
    await backing.accounts.createAccount({
      practice: practice.row.id,
      email: `${role}@example.org`,
      person: role,
      role,
      passwordHash,
    });
  }
  for (const [id, first_name, last_name] of [
    ["kim", "Kimberlyanne", "Quorntree"],
    ["lee", "Leopoldine", "Zanderfeldt"],
  ] as const) {
    const command = {
      type: "patient.create" as const,
      fields: {
        first_name,
        last_name,
        phone: "+1-555-0199-7734",
        email: `${id}@example.org`,
        email_ok: true,
      },
    };
    await practice.execute({
      id: `patient-${id}`,
      subject: { kind: "patient", id },
      actor,
      ask: { command },
    });
  }
  await practice.crier.settled();
}
