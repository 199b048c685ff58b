import { cureForWriting, eventForField } from "../practice/index.ts";
import { Channel } from "../shape/index.ts";
import { EVENTS } from "../triggers/index.ts";
import { eventSaid } from "../words/index.ts";
import type { Files } from "./types.ts";
import { type FieldNote, type World, worldOf } from "./world.ts";

/** An event a rule can wait for. */
export interface EventChoice {
  readonly name: string;
  /** As the rest of “When …”. */
  readonly said: string;
  /** What narrows it besides `where`: `state`, `field` … */
  readonly keys: readonly string[];
}

/** Every name a rule of these files may use, for whoever offers them to choose from. */
export interface Vocabulary {
  /** Corridor's own and the practice's. */
  readonly events: readonly EventChoice[];
  /** Stages, and `stage.state` where a stage has several. */
  readonly places: readonly string[];
  /** Fields whose change is told by `card.changed`. Nothing protected, here and below. */
  readonly changing: readonly string[];
  /** Fields that `set` may write. */
  readonly settable: readonly string[];
  /** Fields that hold a time, as an expression names them: `card.appointment.start`. */
  readonly times: readonly string[];
  readonly roles: readonly string[];
  readonly calendars: readonly string[];
  readonly policies: readonly string[];
  readonly channels: readonly string[];
  /** Each template with its variables and what they may be filled with; empty where nothing is known. */
  readonly templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The values of fields that have a fixed list of them. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** Reads what can be read: a file that is half written gives the names it has. */
export function vocabularyOf(files: Files): Vocabulary {
  const world = worldOf(files);
  const { events, fields, stages, roles, calendars, policies } = world;
  const open = Object.entries(fields).filter(([, { phi }]) => !phi);
  return {
    events: Object.keys(events).map((name) => ({
      ...{ name, said: eventSaid(name), keys: EVENTS[name]?.keys ?? [] },
    })),
    places: Object.entries(stages).flatMap(([stage, states]) =>
      states.length > 1 ? [stage, ...states.map((state) => `${stage}.${state}`)] : [stage],
    ),
    changing: open.map(([name]) => name).filter((name) => eventForField(name) === null),
    settable: open.map(([name]) => name).filter((name) => cureForWriting(name) === null),
    times: open.filter(([, { type }]) => type === "timestamp").map(([name]) => `card.${name}`),
    ...{ roles, calendars, policies, channels: Channel.options, templates: templatesIn(world) },
    values: Object.fromEntries(open.flatMap(([name, note]) => valuesIn(name, note))),
  };
}

/** A variable is filled as a rule does it already, else by the field that has its name. */
function templatesIn({ templates, fillings, fields }: World): Vocabulary["templates"] {
  const filled = (template: string, name: string): string => {
    const field = Object.keys(fields).find((one) => one === name || one.endsWith(`.${name}`));
    return fillings[template]?.[name] ?? (field === undefined ? "" : `=card.${field}`);
  };
  return Object.fromEntries(
    Object.entries(templates).map(([template, vars]) => [
      template,
      Object.fromEntries(vars.map((name) => [name, filled(template, name)])),
    ]),
  );
}

function valuesIn(
  name: string,
  { type, values }: FieldNote,
): readonly (readonly [string, readonly string[]])[] {
  if (type === "bool") return [[name, ["true", "false"]]];
  return values.length > 0 ? [[name, values]] : [];
}
