import type { Role } from "@corridor/domain";
import type { Persona, Session } from "@corridor/protocol";
import type { FastifyRequest } from "fastify";
import { refuse } from "../errors/problem.ts";
import type { House } from "../house/house.ts";
import type { OpenPractice } from "../house/practice.ts";
import { giveCookie, SESSION_COOKIE, takeCookie } from "../plugins/app/session.ts";
import { LoginLimit } from "../sessions/login-limit.ts";
import { checkPassword } from "../sessions/password.ts";
import type { Viewer } from "../sessions/viewer.ts";
import type { Doors } from "./route.ts";

/** Who one may be in the demo; the role says which person of the practice it is. */
const PERSONAS = [
  { id: "front-desk", role: "front_desk", does: "Books visits and moves patients along" },
  { id: "nurse", role: "nurse", does: "Treats, documents and hands over" },
  { id: "billing", role: "billing", does: "Files claims and follows denials" },
  { id: "manager", role: "manager", does: "Writes the rules and watches the flow" },
  { id: "admin", role: "admin", does: "Replays what happened and why" },
] as const;

/** A whole practice may sit behind one address, so an address may fail more often than an email. */
const FAILURES = { email: 10, address: 100 };

export function sessionRoutes({ serve, serveOpen, house }: Doors): void {
  const [byEmail, byAddress] = [new LoginLimit(FAILURES.email), new LoginLimit(FAILURES.address)];

  serveOpen("signIn", async ({ body, request, reply }) => {
    const email = body.email.trim().toLowerCase();
    const wait = Math.max(byEmail.wait(email, Date.now()), byAddress.wait(request.ip, Date.now()));
    if (wait > 0)
      throw refuse("too_many_tries", `Please try again in ${wait} seconds.`, { "retry-after": String(wait) });
    // Counted before it is known to be wrong: guesses sent at once count as much as guesses sent in turn.
    byEmail.tried(email, Date.now());
    byAddress.tried(request.ip, Date.now());
    const account = await house.backing.accounts.findAccount(email);
    const right = await checkPassword(body.password, account?.active ? account.passwordHash : null);
    if (!account || !right) throw refuse("wrong_password");
    byEmail.succeeded(email);
    byAddress.succeeded(request.ip);
    const viewer = { practice: account.practice, person: account.person, role: account.role as Role };
    await endOld(house, request);
    giveCookie(reply, await house.sessions.start(viewer));
    return sessionOf(house, await house.practice(account.practice), viewer);
  });

  serveOpen("demoDoor", async () => {
    const practice = house.personas ? await demoPractice(house) : null;
    return { demo: practice !== null, personas: practice ? personasOf(house, practice) : [] };
  });

  serveOpen("signInDemo", async ({ body, request, reply }) => {
    if (!house.personas) throw refuse("not_found", "This is no demo.");
    const practice = await demoPractice(house);
    const role = PERSONAS.find((persona) => persona.id === body.persona)?.role;
    const person = house.personas.get(body.persona);
    if (!role || !person) throw refuse("not_found", "The demo practice has nobody in this role.");
    const viewer = { practice: practice.row.id, person, role };
    await endOld(house, request);
    giveCookie(reply, await house.sessions.start(viewer));
    return sessionOf(house, practice, viewer);
  });

  serve("session", async ({ practice, viewer }) => sessionOf(house, practice, viewer));

  serve("signOut", async ({ request, reply }) => {
    await endOld(house, request);
    takeCookie(reply);
    return undefined;
  });
}

/** Ends the session of the cookie that came with a request: nobody would end it once the cookie is replaced. */
async function endOld({ sessions }: House, request: FastifyRequest): Promise<void> {
  const token = request.cookies[SESSION_COOKIE];
  if (token !== undefined) await sessions.end(token);
}

function sessionOf(house: House, practice: OpenPractice, viewer: Viewer): Session {
  const { row, shelf, mirror } = practice;
  const person = mirror.people.get(viewer.person);
  return {
    practice: { id: row.id, name: row.name, timezone: shelf.active?.practice.timezone ?? "UTC" },
    person: {
      id: viewer.person,
      name: mirror.names.staff(viewer.person) ?? viewer.person,
      role: viewer.role,
    },
    roles: [...new Set([viewer.role, ...(person?.roles ?? [])])],
    demo: house.personas !== null,
    ...(house.personas && { personas: personasOf(house, practice) }),
  };
}

async function demoPractice(house: House): Promise<OpenPractice> {
  const [first] = await house.backing.practices();
  if (!first) throw refuse("not_ready", "There is no practice yet.");
  return house.practice(first.id);
}

function personasOf({ personas }: House, { mirror }: OpenPractice): Persona[] {
  return PERSONAS.flatMap(({ id, role, does }) => {
    const person = personas?.get(id);
    return person === undefined ? [] : [{ id, role, does, name: mirror.names.staff(person) ?? person }];
  });
}
