import { rulesInWords } from "@corridor/rules/words";
import { projectRoot, readRulesDir } from "@corridor/server";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { diagram } from "./diagram.ts";
import { html } from "./html.ts";
import { markdown } from "./markdown.ts";

let files: Readonly<Record<string, string>>;
beforeAll(async () => {
  files = await readRulesDir(join(projectRoot, "rules"));
});

describe("the practice's rules as a page", () => {
  test("every rule is told once, with its name", () => {
    const book = rulesInWords(files);
    const page = html(book);
    const text = markdown(book);
    expect(book.rules.length).toBeGreaterThan(10);
    for (const { id } of book.rules) {
      expect(page.split(`<article id="${id}">`).length, id).toBe(2);
      expect(text.split(`\n\`${id}\`\n`).length, id).toBe(2);
    }
  });

  test("every table is told once, and rules lead to the one they ask", () => {
    const book = rulesInWords(files);
    const [page, text] = [html(book), markdown(book)];
    expect(book.tables.map(({ id }) => id)).toContain("denials");
    for (const { id, rows } of book.tables) {
      expect(page.split(`<article id="table-${id}">`).length, id).toBe(2);
      expect(page, id).toContain(`href="#table-${id}"`);
      expect(text.split(`\n### ${id}\n`).length, id).toBe(2);
      for (const cell of rows.flatMap(({ answers }) => answers)) expect(text).toContain(`**${cell}**`);
    }
    expect(text).toContain("| CO-16 or CO-252 | **add what is missing and submit again** | **2** |");
    expect(text).toContain("**with** fix is what the table denials says");
  });

  test("the page needs nothing from outside and runs nothing", () => {
    const page = html(rulesInWords(files));
    expect(page).not.toMatch(/<script|<link|src=|url\((?!#)|https?:/);
  });

  test("every link leads somewhere", () => {
    const page = html(rulesInWords(files));
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map((found) => found[1]);
    expect(targets.length).toBeGreaterThan(5);
    for (const target of new Set(targets)) expect(page).toContain(`id="${target}"`);
  });

  test("the picture has every stage and an arrow for every move", () => {
    const book = rulesInWords(files);
    const svg = diagram(book);
    for (const { name } of book.stages) expect(svg).toContain(`class="name">${name}<`);
    expect(svg.split("marker-end").length - 1).toBe(book.stages.flatMap(({ moves }) => moves).length);
  });
});

test("what somebody writes into a name stays text", () => {
  const page = html(
    rulesInWords({
      "a.yaml":
        "schema: corridor/v1\nkind: rules\nrules:\n  - { id: one, name: <b onclick=x>, when: [], then: [] }\n",
    }),
  );
  expect(page).toContain("&lt;b onclick=x&gt;");
});

test("what is said of a rule as a whole is told below it", () => {
  const book = rulesInWords({
    "a.yaml":
      "schema: corridor/v1\nkind: rules\nrules:\n  - { id: one, name: One, once: card, safety: true, when: [], then: [] }\n",
  });
  const told = "Once on a card; it is told of when it acts too often, and never paused for that.";
  expect(html(book)).toContain(told);
  expect(markdown(book)).toContain(told);
});
