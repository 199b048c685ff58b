import {
  type Backing,
  createSender,
  type Env,
  findDatabase,
  foundPractice,
  type House,
  openBacking,
  openHouse,
  type OpenPractice,
  readEnv,
  standInConnectors,
} from "@corridor/server";
import { type Io, Misuse } from "./command.ts";

/** Who acts from the command line. */
export const OPERATOR = { kind: "api", id: "corridor", role: "system" } as const;

export const practiceOption = { practice: { type: "string" } } as const;

/** Opens the database beside whoever else has it open, and closes it again. */
async function withBacking<T>(env: Env, io: Io, work: (backing: Backing) => Promise<T>): Promise<T> {
  const quiet = () => undefined;
  const addresses = await findDatabase(env, { share: true, log: quiet });
  try {
    const backing = await openBacking(
      addresses,
      (line) => line.startsWith("migrating") && io.err(line),
      true,
    );
    try {
      return await work(backing);
    } finally {
      await backing.close();
    }
  } finally {
    await addresses.stop();
  }
}

/** Opens one practice: the one named, else the only one. Clocks and effects are left to the server. */
export async function withPractice<T>(
  io: Io,
  name: string | boolean | undefined,
  work: (practice: OpenPractice, backing: Backing, house: House) => Promise<T>,
): Promise<T> {
  const env = readEnv(process.env);
  return withBacking(env, io, async (backing) => {
    const sender = (practice: OpenPractice) => createSender(practice, backing, standInConnectors);
    const fault = (error: unknown) => io.err(`fault: ${error instanceof Error ? error.name : "unknown"}`);
    const house = await openHouse({ backing, tickers: false, sender, fault });
    try {
      const ids = (await backing.practices()).map((one) => one.id);
      // The first command on an empty database makes the practice, as the server would.
      const id =
        ids.length === 0
          ? await foundPractice(house, backing, env.rulesDir, "My practice")
          : chosen(ids, name);
      return await work(await house.practice(id), backing, house);
    } finally {
      await house.close();
    }
  });
}

function chosen(ids: readonly string[], name: string | boolean | undefined): string {
  const [only = "", ...others] = ids;
  if (typeof name === "string" && !ids.includes(name))
    throw new Misuse(`There is no practice ${name}; there are ${ids.join(", ")}.`);
  if (typeof name !== "string" && others.length > 0)
    throw new Misuse(`Say which practice with --practice: ${ids.join(", ")}.`);
  return typeof name === "string" ? name : only;
}
