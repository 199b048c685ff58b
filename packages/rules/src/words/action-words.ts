import type { YamlValue } from "../yaml/index.ts";
import { type Cursor, entries, inside, isMap, members } from "../reading/index.ts";
import { nounOf } from "./clause.ts";
import { conditionWords } from "./condition-words.ts";
import { durationWords, type Glossary, joined, named, placeWords, plain } from "./glossary.ts";
import { textAt } from "./text-at.ts";

/** One thing a rule does. `arms`: what is done depends; `under`: what is done to each of what was found. */
export interface Step {
  readonly kind: string;
  readonly text: string;
  readonly arms?: readonly Arm[];
  readonly under?: readonly Step[];
}

export interface Arm {
  /** Null: in every other case. */
  readonly when: string | null;
  readonly then: readonly Step[];
}

/** What a list of actions does, in order. An action nobody has words for keeps its own. */
export function actionWords(at: Cursor, glossary: Glossary): readonly Step[] {
  const list = Array.isArray(at.value) ? members(at) : at.value === undefined ? [] : [at];
  return list.map((one) => step(one, glossary));
}

function step(at: Cursor, glossary: Glossary): Step {
  if (at.value === "stop") return { kind: "stop", text: "stop here" };
  const [kind = ""] = isMap(at.value) ? Object.keys(at.value) : [];
  const own = inside(at, kind);
  if (kind === "choose")
    return { kind, text: "depending on what holds:", arms: members(own).map((arm) => armOf(arm, glossary)) };
  const say = SAY[kind];
  if (!say) return { kind, text: `\`${JSON.stringify(at.value ?? null)}\`` };
  const under = kind === "select" ? "then" : kind === "assign" ? "else" : null;
  const nested =
    under !== null && inside(own, under).value !== undefined ? actionWords(inside(own, under), glossary) : [];
  return { kind, text: say(own, glossary), ...(nested.length > 0 && { under: nested }) };
}

const armOf = (at: Cursor, glossary: Glossary): Arm =>
  inside(at, "if").value === undefined
    ? { when: null, then: actionWords(inside(at, "else"), glossary) }
    : {
        when: conditionWords(inside(at, "if"), glossary).join(" and "),
        then: actionWords(inside(at, "then"), glossary),
      };

const SAY: Readonly<Record<string, (at: Cursor, glossary: Glossary) => string>> = {
  set: (at) => `note ${joined(entries(at).map(([field, value]) => `${plain(field)}: ${valueWords(value)}`))}`,
  move: (at, glossary) => `move the card to ${placeWords(textAt(at, "to") ?? "", glossary)}`,
  label: (at) =>
    joined([
      ...(list(at, "add").length > 0 ? [`put on the ${labels(list(at, "add"))}`] : []),
      ...(list(at, "remove").length > 0 ? [`take off the ${labels(list(at, "remove"))}`] : []),
    ]),
  assign: assignWords,
  task: (at) => {
    const due = textAt(at, "due");
    const who = textAt(at, "role") === undefined ? "" : ` for ${named(textAt(at, "role") ?? "")}`;
    return `make a task${who}: “${textWords(textAt(at, "title") ?? "")}”${due === undefined ? "" : `, due ${dueWords(due)}`}`;
  },
  notify: (at) => `tell ${personWords(at)}${ways(list(at, "via"), "and")}${said(at, "text")}`,
  message: (at) => {
    const after =
      textAt(at, "delay") === undefined ? "" : ` ${durationWords(textAt(at, "delay") ?? "")} later`;
    return `write to the patient${after}: ${plain(textAt(at, "template") ?? "")}${ways(list(at, "via"), "or else")}`;
  },
  escalate: (at) => `start the ladder ${textAt(at, "policy")}${said(at, "reason")}`,
  resolve: (at) => `end the ladder ${textAt(at, "policy")}`,
  call: (at) => `ask ${plain(textAt(at, "connector") ?? "")} to ${plain(textAt(at, "op") ?? "")}`,
  emit: (at) => `announce “${plain(textAt(at) ?? "")}”`,
  offer: (at) =>
    `offer the time${textAt(at, "expires") === undefined ? "" : ` for ${durationWords(textAt(at, "expires") ?? "")}`}`,
  cancel: (at) => `stop the clocks of the rule ${textAt(at, "rule") ?? ""}`,
  stop: () => "stop here",
  select: selectWords,
};

const list = (at: Cursor, key: string): readonly string[] =>
  members(inside(at, key)).map(({ value }) => (typeof value === "string" ? textWords(value) : String(value)));

const labels = (names: readonly string[]): string =>
  `${names.length === 1 ? "label" : "labels"} ${joined(names)}`;

const said = (at: Cursor, key: string): string =>
  textAt(at, key) === undefined ? "" : `: “${textWords(textAt(at, key) ?? "")}”`;

/** `Fix denial ${card.claim.denial_code}` with the expression in words: `Fix denial [claim denial code]`. */
const textWords = (written: string): string =>
  written.replaceAll(/\$\{([^{}]*)\}/g, (_, expression: string) => `[${nounOf(expression)}]`);

function valueWords(at: Cursor): string {
  const { value } = at;
  // Text that begins with = is no expression here.
  if (isMap(value) && typeof value["text"] === "string") return `“${value["text"]}”`;
  if (typeof value === "string")
    return value.startsWith("=") ? nounOf(value.slice(1)) : plain(textWords(value));
  return typeof value === "object" && value !== null ? `\`${JSON.stringify(value)}\`` : String(value);
}

const dueWords = (due: string): string =>
  due.startsWith("=") ? nounOf(due.slice(1)) : `in ${durationWords(due)}`;

const CHANNELS: Readonly<Record<string, string>> = {
  ...{
    board: "on the board",
    push: "by push",
    sms: "by text message",
    email: "by email",
    portal: "in the portal",
  },
};

const ways = (via: readonly string[], word: string): string =>
  via.length === 0
    ? ""
    : `, ${joined(
        via.map((way) => CHANNELS[way] ?? way),
        word,
      )}`;

/** Whom a `notify` tells, of a rule or of a ladder. */
export function personWords(at: Cursor): string {
  const user = textAt(at, "user");
  const otherwise =
    textAt(at, "else_role") === undefined ? "" : `, or else ${named(textAt(at, "else_role") ?? "")}`;
  const shift = textAt(at, "pick") === "on_shift" ? " on shift" : "";
  if (user !== undefined)
    return `${/^\$\{card\.assignee\}$/.test(user) ? "the owner" : textWords(user)}${otherwise}`;
  return `${named(textAt(at, "role") ?? "somebody")}${shift}${otherwise}`;
}

export const noticeWords = (at: Cursor): string => `tell ${personWords(at)}${ways(list(at, "via"), "and")}`;

function assignWords(at: Cursor): string {
  const role = named(textAt(at, "role") ?? "somebody");
  const who =
    textAt(at, "pick") === "least_loaded" ? `whoever of ${role} has least to do` : `somebody of ${role}`;
  const shift = textAt(at, "available") === "on_shift" ? " and is on shift" : "";
  const most = textAt(at, "max_load") === undefined ? "" : `, up to ${textAt(at, "max_load")} cards each`;
  const first =
    textAt(at, "prefer") === "previous"
      ? "whoever had it before, else "
      : textAt(at, "sticky") === undefined
        ? ""
        : "whoever knows the patient, else ";
  const rest = inside(at, "else").value === undefined ? "" : "; when nobody can take it:";
  return `give it to ${first}${who}${shift}${most}${rest}`;
}

function selectWords(at: Cursor, glossary: Glossary): string {
  const where = inside(at, "where");
  const whose = conditionWords({ ...where, value: ofTheCard(where.value) }, glossary).join(" and ");
  const most = textAt(at, "limit") === undefined ? "" : ` up to ${textAt(at, "limit")}`;
  const each = textAt(at, "digest") === "true" ? ", and in one notice:" : ", and for each:";
  return `find${most} cards${whose === "" ? "" : ` where ${whose}`}${each}`;
}

/** A condition on `it`, which is a card like any other. */
function ofTheCard(value: YamlValue | undefined): YamlValue | undefined {
  if (typeof value === "string") return value.replaceAll(/\bit\./g, "card.");
  if (Array.isArray(value)) return value.map((one) => ofTheCard(one) ?? null);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, ofTheCard(one) ?? null]));
}
