import { RULE_CODES } from "./rule-codes.ts";

interface CodeEntry {
  /** What is wrong whenever this code is shown. */
  readonly meaning: string;
  /** An example of the fault and of its cure. */
  readonly wrong: string;
  readonly cure: string;
}

const entry = (meaning: string, wrong: string, cure: string): CodeEntry => ({ meaning, wrong, cure });

/** Faults of a file as text: found before anything is read into it. */
const YAML_CODES = {
  "yaml-size": entry("The file is larger than 1 MiB, has over 20,000 lines, over 20,000 keys or a line of over 5,000 characters.", "one file for everything", "several `*.rules.yaml` files"),
  "yaml-depth": entry("Values are nested more than 32 deep.", "`[[[[…]]]]`", "fewer levels"),
  "yaml-character": entry("A tab, a control character, or a mark that changes the direction of text.", "a tab as indentation", "two spaces"),
  "yaml-anchor": entry("An anchor (`&name`), alias (`*name`) or merge key (`<<`).", "`<<: *base`", "write the keys out"),
  "yaml-tag": entry("A tag (`!name`).", "`!!str 5`", "`\"5\"`"),
  "yaml-document": entry("A directive (`%YAML`), more than one document, or none.", "`---` twice", "one document a file"),
  "yaml-syntax": entry("The text is not YAML.", "`a: [1, 2`", "`a: [1, 2]`"),
  "yaml-duplicate-key": entry("A key is given twice in one map.", "`id: a` and `id: b`", "one of them"),
  "yaml-key": entry("A key that is not plain text, or a name the engine keeps for itself.", "`__proto__: 1`", "another name"),
  "yaml-scalar": entry("A number or word that readers of YAML understand differently.", "`012`", "`12` or `\"012\"`"),
} as const;

/** Faults of an expression. */
const CEL_CODES = {
  "cel-syntax": entry("The expression can not be read.", "`card.stage = \"intake\"`", "`card.stage == \"intake\"`"),
  "cel-limit": entry("The expression is too long, too deep or reads too much.", "over 2,000 characters", "a `let` name for a part"),
  "cel-refused": entry("A function or form that rules do not offer: regular expressions, loops in loops in loops, host time zones.", "`card.type.matches(\"a+\")`", "`card.type.startsWith(\"a\")`"),
  "cel-unknown-name": entry("A field, name or function that does not exist.", "`card.insurnce.status`", "`card.insurance.status`"),
  "cel-unknown-value": entry("A value the field, calendar or unit can never have.", "`card.insurance.status == \"verifed\"`", "`card.insurance.status == \"verified\"`"),
  "cel-type": entry("Types that do not go together, or an answer of the wrong type.", "`card.claim.denials + \"1\"`", "`card.claim.denials + 1`"),
  "cel-absent": entry("A text or time that may be absent is used without asking.", "`card.assignee == \"ana\"`", "`has(card.assignee) && card.assignee == \"ana\"`"),
  "cel-phi": entry("A protected value is compared or computed with.", "`card.patient.first_name == \"Ana\"`", "pass it on whole: `=card.patient.first_name`, or ask `has()` of it"),
} as const;

/** Every code there is. Closed: a diagnostic can carry no other. Documented in CODES.md. */
export const CODES = { ...YAML_CODES, ...CEL_CODES, ...RULE_CODES } as const satisfies Readonly<Record<string, CodeEntry>>;

export type DiagnosticCode = keyof typeof CODES;
export type CelCode = keyof typeof CEL_CODES;
export type YamlCode = keyof typeof YAML_CODES;
