import { demoPractice } from "@corridor/demo";
import type { Role } from "@corridor/domain";
import type { PersonaId } from "@corridor/protocol";
import { demoPersonas, seedDemo } from "../../process/seed-demo.ts";
import { hashPassword } from "../../sessions/password.ts";
import { type Answer, Caller } from "./caller.ts";
import type { AtEnd } from "./child.ts";
import { freshStore, rulesDir } from "./founded.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

const PASSWORD = "correct horse battery staple";
const ROLES: Readonly<Record<PersonaId, Role>> = {
  "front-desk": "front_desk",
  nurse: "nurse",
  billing: "billing",
  manager: "manager",
  admin: "admin",
};

/** The demo practice with its ten days of past, behind a server process that logs all it ever would. */
export interface DemoWorld {
  readonly ownerUrl: string;
  readonly practice: string;
  readonly server: ServerProcess;
  /** A name, a contact or a note of the demo's: of patients and of staff. */
  readonly names: readonly string[];
  /** Those of patients, which an administrator may not read either. */
  readonly patientsOwn: readonly string[];
  readonly personas: Readonly<Record<PersonaId, Persona>>;
}

export async function openDemo(atEnd: AtEnd): Promise<DemoWorld> {
  const { store, appUrl, ownerUrl } = await freshStore(atEnd);
  const now = new Date().toISOString();
  // The same seed as the demo's own, so that these are the names that are there.
  const demo = demoPractice(1, now);
  const fault = (error: unknown) => {
    throw error;
  };
  await seedDemo({ appUrl, rulesDir, now, say: () => undefined, fault });
  const [practice] = await store.practices();
  if (!practice) throw new Error("the demo has no practice");
  const passwordHash = await hashPassword(PASSWORD);
  for (const [persona, person] of demoPersonas(now)) {
    const account = { email: `${persona}@corridor.test`, person, role: ROLES[persona], passwordHash };
    await store.createAccount({ practice: practice.id, ...account });
  }
  const server = await startServer({ appUrl, ownerUrl, logLevel: "trace" }, atEnd);
  const signedIn = async (persona: PersonaId) => {
    const one = new Persona(server.origin);
    const answer = await one.signIn(`${persona}@corridor.test`, PASSWORD);
    if (answer.status !== 200) throw new Error(answer.text);
    return one;
  };
  const personas = {
    "front-desk": await signedIn("front-desk"),
    nurse: await signedIn("nurse"),
    billing: await signedIn("billing"),
    manager: await signedIn("manager"),
    admin: await signedIn("admin"),
  };
  const names = demo.names();
  const staff = new Set(demo.people.map(({ name }) => name));
  const patientsOwn = names.filter((name) => !staff.has(name));
  return { ownerUrl, practice: practice.id, server, names, patientsOwn, personas };
}

/** Somebody who works, and keeps what the server said: all of it, and its refusals. */
export class Persona extends Caller {
  readonly answers: Answer[] = [];
  readonly refusals: { readonly asked: string; readonly answer: Answer }[] = [];

  override async askAt(...[method, path, call]: Parameters<Caller["askAt"]>): Promise<Answer> {
    const answer = await super.askAt(method, path, call);
    this.answers.push(answer);
    if (answer.status >= 400) this.refusals.push({ asked: `${method} ${path}`, answer });
    return answer;
  }

  /** Does something that must work. */
  async does(method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.ask(method, path, {
      ...(body !== undefined && { body }),
      headers: { "if-match": "*", "idempotency-key": crypto.randomUUID() },
    });
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  }
}
