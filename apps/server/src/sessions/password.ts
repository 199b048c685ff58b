import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** 32 MiB a try: a guess costs some 60 ms on a server's core. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const derive = (password: string, salt: Buffer, { N, r, p }: typeof COST): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Buffer) => (error ? reject(error) : resolve(key));
    scrypt(password.normalize("NFKC"), salt, 32, { N, r, p, maxmem: COST.maxmem }, done);
  });

/** What is kept instead of the password: `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** Whether it is the password. With no hash at all it takes as long and is false, so that nobody learns who exists. */
export async function checkPassword(password: string, kept: string | null): Promise<boolean> {
  const [kind, n, r, p, salt, key] = (kept ?? (await anyHash())).split("$");
  if (kind !== "scrypt" || salt === undefined || key === undefined) return false;
  const cost = { ...COST, N: Number(n), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, "base64url"), cost);
  return timingSafeEqual(derived, Buffer.from(key, "base64url")) && kept !== null;
}

let decoy: Promise<string> | undefined;
const anyHash = (): Promise<string> => (decoy ??= hashPassword(randomBytes(16).toString("hex")));
