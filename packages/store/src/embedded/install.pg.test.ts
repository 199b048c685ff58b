import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  ask,
  bareInstall,
  embedded,
  holder,
  isRoot,
  scratchDir,
  seededDir,
} from "../testing/embedded-fixture.ts";
import { canEnter, chooseAccount } from "./account.ts";
import { locateBinaries } from "./binaries.ts";
import { defaultDataDir } from "./data-dir.ts";

const one = "SELECT 1 AS one";

test("an install whose postinstall was skipped is mended before the first start", async () => {
  const native = bareInstall(scratchDir(0o755));
  expect(existsSync(join(native, "lib", "libicuuc.so.60"))).toBe(false);
  const dataDir = await seededDir();
  const { ownerUrl } = await embedded({ dataDir, native });
  expect(await ask(ownerUrl, one)).toEqual([{ one: 1 }]);
  expect(existsSync(join(dataDir, "binaries"))).toBe(false);
});

test("binaries in a closed folder are copied once to where Postgres' user can read them", async () => {
  const native = bareInstall(scratchDir(0o700));
  const dataDir = await seededDir();
  for (const _start of [1, 2]) {
    const database = await embedded({ dataDir, native });
    expect(await ask(database.ownerUrl, one)).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, "binaries"))).toBe(isRoot);
    await database.stop();
  }
});

test("a platform without binaries is told to bring its own Postgres", () => {
  expect(() => locateBinaries("linux-riscv64")).toThrow(/linux-riscv64.*DATABASE_URL/);
});

test("binaries that do not run here, as on musl, are told apart from a broken database", async () => {
  const native = bareInstall(scratchDir(0o755));
  writeFileSync(join(native, "bin", "postgres"), "#!/lib/ld-of-another-libc.so\n");
  await expect(embedded({ dataDir: scratchDir(), native })).rejects.toThrow(/DATABASE_URL/);
});

test("data of another Postgres version is left alone", async () => {
  const dataDir = await seededDir();
  writeFileSync(join(dataDir, "data", "PG_VERSION"), "17\n");
  await expect(embedded({ dataDir })).rejects.toThrow(/made by Postgres 17, and this is Postgres 18/);
  expect(readFileSync(join(dataDir, "data", "PG_VERSION"), "utf8")).toBe("17\n");
});

describe.runIf(isRoot)("as root", () => {
  test("Postgres runs as an unprivileged user, who owns its directory", async () => {
    const { ownerUrl, dataDir } = await embedded({ dataDir: await seededDir() });
    const account = chooseAccount(join(dataDir, "data"));
    expect(account.uid).not.toBe(0);
    const [row] = await ask(ownerUrl, "SELECT pg_read_file('/proc/self/status') AS status");
    expect(row?.["status"]).toMatch(new RegExp(`Uid:\\s+${account.uid}\\s`));
  });

  test("a data directory which that user cannot enter is refused with another place to use", async () => {
    const closed = scratchDir(0o700);
    await expect(embedded({ dataDir: join(closed, "data-dir") })).rejects.toThrow(
      /CORRIDOR_DATA_DIR.*\/var\/lib/,
    );
    expect(defaultDataDir(closed, undefined)).toMatch(/^\/var\/lib\/corridor\/[0-9a-f]{12}$/);
    expect(defaultDataDir(closed, "here")).toBe(join(closed, "here"));
    chmodSync(closed, 0o755);
    expect(defaultDataDir(closed, undefined)).toBe(join(closed, ".corridor"));
  });
});

// These start Node as somebody else, which a clone in a closed folder does not allow.
const nobody = isRoot ? chooseAccount("/nowhere") : undefined;
describe.runIf(nobody !== undefined && canEnter(nobody, import.meta.dirname))("as a plain user", () => {
  test("Postgres runs as that user, also from an install that belongs to somebody else", async () => {
    const native = bareInstall(scratchDir(0o755));
    const { said } = await holder([join(scratchDir(0o777), "mine"), native], nobody);
    expect(await ask(said.ownerUrl ?? "", one)).toEqual([{ one: 1 }]);
  });

  test("root goes on with a database that a plain user made", async () => {
    const dataDir = join(scratchDir(0o777), "mine");
    const daemon = { uid: 1, gid: 1 };
    const { child, said } = await holder([dataDir], daemon);
    await ask(said.ownerUrl ?? "", "CREATE TABLE note (text text)");
    child.kill("SIGTERM");
    const { ownerUrl } = await embedded({ dataDir, patienceMs: 5_000 });
    expect(await ask(ownerUrl, "SELECT * FROM note")).toEqual([]);
  });

  test("a database that root made is refused to a plain user by name", async () => {
    const { dataDir } = await embedded({ dataDir: await seededDir() });
    const { said } = await holder([dataDir], { uid: 1, gid: 1 });
    expect(said).toMatchObject({ code: "foreign-data" });
  });

  test("a user without an entry in the user list is told so", async () => {
    const { said } = await holder([join(scratchDir(0o777), "mine")], { uid: 54_321, gid: 54_321 });
    expect(said).toMatchObject({ code: "no-account", message: expect.stringContaining("54321") });
  });
});
