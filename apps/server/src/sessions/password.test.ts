import { expect, test } from "vitest";
import { checkPassword, hashPassword } from "./password.ts";

test("the password fits its hash, another does not, and no two hashes are alike", async () => {
  const [one, other] = await Promise.all([hashPassword("Grünewald 9"), hashPassword("Grünewald 9")]);
  expect(one).not.toBe(other);
  // Composed or decomposed, as different keyboards send it.
  expect(await checkPassword("Gru\u0308newald 9", one)).toBe(true);
  expect(await checkPassword("grünewald 9", one)).toBe(false);
});

test.each([null, "", "scrypt$1$2", "plain$text", "scrypt$16384$8$1$c2FsdA$!!"])(
  "%s lets nobody in",
  async (kept) => {
    expect(await checkPassword("anything", kept).catch(() => false)).toBe(false);
  },
);
