import { createInterface } from "node:readline/promises";
import { Role } from "@corridor/domain";
import { hashPassword, newId, type OpenPractice } from "@corridor/server";
import { type CliCommand, type Io, Misuse } from "../command.ts";
import { practiceOption, withPractice } from "../with-practice.ts";

const SHORTEST = 12;

export const userAdd: CliCommand = {
  name: "user add",
  usage: "EMAIL --role ROLE [--name NAME]",
  summary: "Let somebody sign in",
  teaches: `
The password is asked for, or read from the first line of what is piped in, so that no list of processes shows it:

  npm run -s corridor -- user add mia@example.org --name "Mia Torres" --role manager
  echo "$PASSWORD" | npm run -s corridor -- user add mia@example.org --name "Mia Torres" --role manager

Roles: ${Role.options.join(", ")}. With --person ID an account is given to somebody whose record is there already.`,
  options: {
    role: { type: "string" },
    name: { type: "string" },
    person: { type: "string" },
    ...practiceOption,
  },
  run: async ({ options, positionals: [email = ""] }, io) => {
    const role = Role.safeParse(options["role"]).data;
    if (!/^[^@\s]+@[^@\s]+$/.test(email))
      throw new Misuse("Say the email address: corridor user add mia@example.org …");
    if (!role) throw new Misuse(`Say the role: --role ${Role.options.join(" | ")}.`);
    const password = await askPassword(io);
    if (password.length < SHORTEST) throw new Misuse(`A password has at least ${SHORTEST} characters.`);
    return withPractice(io, options["practice"], async (practice, { accounts }) => {
      const person = await personFor(practice, role, options);
      const account = {
        practice: practice.row.id,
        email,
        person,
        role,
        passwordHash: await hashPassword(password),
      };
      const made = await accounts.createAccount(account);
      const sentence = made ? `${email} may sign in as ${role}.` : `${email} has an account already.`;
      io.out(io.json ? JSON.stringify({ ok: made, email, person, role }) : sentence);
      return made ? 0 : 1;
    });
  },
};

/** The person the account is for: the one named, or a new one. */
async function personFor(
  practice: OpenPractice,
  role: string,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const { person, name } = options;
  if (typeof person === "string") {
    if (!practice.mirror.people.has(person)) throw new Misuse(`There is no person ${person}.`);
    return person;
  }
  if (typeof name !== "string" || name.trim() === "")
    throw new Misuse('Say the person\'s name: --name "Mia Torres".');
  const id = newId();
  const done = await practice.execute({
    id: newId(),
    subject: { kind: "person", id },
    actor: { kind: "api", id: "cli", role: "system" },
    ask: { command: { type: "person.create", name, roles: [role], locations: [], shifts: [] } },
  });
  if (!done.ok) throw new Misuse(done.because);
  return id;
}

async function askPassword(io: Io): Promise<string> {
  if (process.stdin.isTTY) io.err("Password (it is shown as you type):");
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return "";
  } finally {
    lines.close();
  }
}
