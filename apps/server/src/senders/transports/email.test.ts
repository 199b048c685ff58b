import { expect, onTestFinished, test } from "vitest";
import { mailbox } from "../../testing/mailbox.ts";
import { emailTransport } from "./email.ts";
import { Outlets } from "./outlets.ts";

const letter = {
  ...{ key: "e1", practice: "main", to: "kim@example.org", subject: "Your visit", text: "Hello Kim" },
  ...{ queuedAt: "2026-11-09T15:00:00.000Z", again: false },
};

function transport(url: string) {
  const made = emailTransport({ url, from: "Riverside <desk@example.org>" }, new Outlets(), 500);
  onTestFinished(() => made.close());
  return made;
}

/** The text of a mail, decoded, and its lines above that. */
function parts(source: string) {
  const [head = "", ...rest] = source.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n");
  const isQuoted = /^Content-Transfer-Encoding: quoted-printable/im.test(head);
  const plain = isQuoted
    ? body
        .replace(/=\r\n/g, "")
        .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number(`0x${hex}`)))
    : body;
  return { head, text: plain.trim() };
}

test("a mail goes out, and once more with the same bytes under the same name", async () => {
  const { url, mails } = await mailbox();
  const by = transport(url);
  expect(await by.send(letter)).toEqual({ sent: true });
  expect(await by.send({ ...letter, again: true })).toEqual({ sent: true });
  expect(mails[0]).toMatchObject({ from: "desk@example.org", to: ["kim@example.org"] });
  expect(mails[1]?.source).toBe(mails[0]?.source);
  const { head, text } = parts(mails[0]?.source ?? "");
  expect(text).toBe("Hello Kim");
  for (const line of [
    "Message-ID: <e1@example.org>",
    "Subject: Your visit",
    "Auto-Submitted: auto-generated",
  ])
    expect(head).toContain(line);
});

test("edge-35: a line break in a subject or an address makes no header and no recipient", async () => {
  const { url, mails } = await mailbox();
  const by = transport(url);
  const subject = "Hello\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script>";
  await by.send({ ...letter, subject, text: "=1+1\n{{7*7}}\n<script>alert(1)</script>\n.\nQUIT" });
  const { head, text } = parts(mails[0]?.source ?? "");
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toEqual(["kim@example.org"]);
  expect(head).not.toMatch(/^Bcc:/im);
  expect(head.replace(/\r?\n /g, " ")).toContain(
    "Subject: Hello Bcc: eve@example.org <script>alert(1)</script>",
  );
  expect(head).toContain("Content-Type: text/plain");
  expect(text.split("\n").map((line) => line.trim())).toEqual([
    "=1+1",
    "{{7*7}}",
    "<script>alert(1)</script>",
    ".",
    "QUIT",
  ]);
  for (const bad of [
    "kim@example.org, eve@example.org",
    "kim@example.org\r\nRCPT TO:<eve@example.org>",
    "<a@b>",
    "a",
  ])
    expect(by.addressOf(bad)).toBeNull();
  expect(by.addressOf(" kim@example.org ")).toBe("kim@example.org");
});

test("a refusal for ever is the last word, one for now is not, and neither is silence", async () => {
  const codes: Readonly<Record<string, number>> = { "gone@example.org": 550, "full@example.org": 452 };
  const { url } = await mailbox((to) => codes[to] ?? null);
  const by = transport(url);
  const to = (address: string) => by.send({ ...letter, to: address });
  expect(await to("gone@example.org")).toEqual({ sent: false, retry: false, error: "smtp_550" });
  expect(await to("full@example.org")).toEqual({ sent: false, retry: true, error: "smtp_452" });
  expect(await transport("smtp://127.0.0.1:1").send(letter)).toMatchObject({ sent: false, retry: true });
});
