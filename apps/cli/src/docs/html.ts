import {
  ASPECTS,
  type Given,
  type LadderWords,
  type RulesBook,
  type RuleWords,
  type Step,
  type TableWords,
} from "@corridor/rules/words";
import { capital, chaptersOf, standing, termsOf } from "./chapters.ts";
import { diagram } from "./diagram.ts";
import { escaped } from "./escaped.ts";
import { STYLE } from "./style.ts";

/** The rules as one page that needs nothing else: style and picture are inside, nothing runs in it. */
export function html(book: RulesBook): string {
  const chapters = chaptersOf(book);
  const links = chapters.map(({ id, title }) => `<a href="#${id}">${escaped(title)}</a>`);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>What happens by itself</title><style>${STYLE}</style></head><body><main>`,
    `<h1>What happens by itself</h1><nav aria-label="Stages">${links.join("")}<a href="#ladders">Ladders</a>${book.tables.length > 0 ? '<a href="#tables">Tables</a>' : ""}</nav>`,
    `<section><h2>The way of a card</h2>${diagram(book)}<p class="note">A dashed arrow asks for something first.</p></section>`,
    `<section><h2>What each stage has</h2>${matrix(book)}</section>`,
    ...chapters.map(
      ({ id, title, rules }) =>
        `<section id="${id}"><h2>${escaped(title)}</h2>${rules.map(ruleOf).join("\n")}</section>`,
    ),
    `<section id="ladders"><h2>Ladders</h2><p class="note">Who is told when nobody acts.</p>${book.ladders.map(ladderOf).join("\n")}</section>`,
    book.tables.length === 0
      ? ""
      : `<section id="tables"><h2>Tables</h2><p class="note">What rules look up.</p>${book.tables.map(tableOf).join("\n")}</section>`,
    "</main></body></html>\n",
  ].join("\n");
}

/** Text in which `…` is what was written in the file. */
const marked = (text: string): string => escaped(text).replace(/`([^`]*)`/g, "<code>$1</code>");

function matrix({ matrix: rows }: RulesBook): string {
  const cell = (ids: readonly string[]) =>
    ids.length === 0
      ? '<td class="gap">gap</td>'
      : `<td>${ids.map((id) => `<a href="#${id}">${id}</a>`).join("<br>")}</td>`;
  const head = ASPECTS.map((aspect) => `<th scope="col">${capital(aspect)}</th>`).join("");
  const body = rows.map(
    ({ name, cells }) =>
      `<tr><th scope="row">${escaped(name)}</th>${ASPECTS.map((aspect) => cell(cells[aspect])).join("")}</tr>`,
  );
  return `<div class="wide"><table><thead><tr><th scope="col">Stage</th>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function ruleOf(rule: RuleWords): string {
  const [state, terms] = [standing(rule), termsOf(rule)];
  const given = rule.given.map((one) => `<li><b>with</b> ${givenOf(one)}</li>`);
  const holds = rule.holds.map((one) => `<li><b>and</b> ${marked(one)}</li>`);
  return [
    `<article id="${rule.id}"><h3>${escaped(rule.name)}${state === null ? "" : ` <em>${state}</em>`}</h3>`,
    `<p class="id"><code>${rule.id}</code> ${escaped(rule.file)}:${rule.line}</p>`,
    rule.description === null ? "" : `<p>${escaped(rule.description)}</p>`,
    `<ul class="when">${rule.when.map((when, i) => `<li><b>${i === 0 ? "When" : "or when"}</b> ${marked(when)}</li>`).join("")}${given.join("")}${holds.join("")}</ul>`,
    stepsOf(rule.then),
    rule.otherwise.length > 0 ? `<p><b>otherwise</b></p>${stepsOf(rule.otherwise)}` : "",
    terms === null ? "" : `<p class="note">${escaped(terms)}</p>`,
    "</article>",
  ].join("");
}

function stepsOf(steps: readonly Step[]): string {
  if (steps.length === 0) return '<ol class="then"><li>do nothing</li></ol>';
  const items = steps.map(({ text, arms = [], under = [] }) => {
    const ways = arms.map(
      ({ when, then }) =>
        `<li><b>${when === null ? "otherwise" : "if"}</b> ${marked(when ?? "")}${stepsOf(then)}</li>`,
    );
    const inside =
      ways.length > 0 ? `<ul class="arms">${ways.join("")}</ul>` : under.length > 0 ? stepsOf(under) : "";
    return `<li>${marked(text)}${inside}</li>`;
  });
  return `<ol class="then">${items.join("")}</ol>`;
}

function ladderOf({ id, calendar, rungs, done, repeat, exhausted }: LadderWords): string {
  const steps = rungs.map(
    ({ after, tells, then }) =>
      `<li><b>${escaped(after)}</b> ${marked([tells, ...then.map(({ text }) => text)].join("; "))}</li>`,
  );
  const tail = [
    ...(repeat > 0 ? [`It is climbed ${repeat + 1} times at most.`] : []),
    ...(done.length > 0 ? [`It ends when ${done.join(" and ")}.`] : []),
    ...(exhausted.length > 0 ? [`At its end: ${exhausted.map(({ text }) => text).join("; ")}.`] : []),
  ];
  const hours = calendar === null ? "" : `<p class="id">${escaped(calendar)} hours</p>`;
  return `<article id="ladder-${id}"><h3>${id}</h3>${hours}<ol class="ladder">${steps.join("")}</ol>${tail.map((one) => `<p>${marked(one)}</p>`).join("")}</article>`;
}

const givenOf = ({ text, table }: Given): string =>
  table === null ? marked(text) : `<a href="#table-${escaped(table)}">${marked(text)}</a>`;

function tableOf({ id, file, line, first, asks, answers, rows }: TableWords): string {
  const cells = (all: readonly string[], tag: "th" | "td") =>
    all.map((one) => `<${tag}${tag === "th" ? ' scope="col"' : ""}>${escaped(one)}</${tag}>`).join("");
  const body = rows.map(
    (row) =>
      `<tr>${cells(row.asks, "td")}<td class="so">${row.answers.map(escaped).join('</td><td class="so">')}</td></tr>`,
  );
  return [
    `<article id="table-${escaped(id)}"><h3>${escaped(id)}</h3><p class="id">${escaped(file)}:${line}</p>`,
    `<div class="wide"><table><thead><tr>${cells(asks.map(capital), "th")}${cells(answers.map(capital), "th")}</tr></thead>`,
    `<tbody>${body.join("")}</tbody></table></div>`,
    first ? "<p>The first line that fits counts.</p>" : "",
    "</article>",
  ].join("");
}
