import {
  decideRecord,
  evolveRecord,
  factKey,
  isRecordCommand,
  isRejection,
  must,
  type PlannedEvent,
  type RecordState,
  type Rejection,
  reject,
} from "@corridor/domain";
import type { Effect, Input, State } from "../ports/ledger.ts";
import type { Plan, StepContext } from "./context.ts";
import type { FactReader } from "./fact-reader.ts";

/** One input on a record that cards share. What it means for cards is a command to each, after the commit. */
export function recordStep(
  state: Extract<State, { kind: "record" }>,
  input: Input,
  context: StepContext,
  facts: FactReader,
): Plan | Rejection {
  if (!("command" in input.ask) || !isRecordCommand(input.ask.command))
    return reject("not_allowed", "A record cannot be asked that");
  const practice = context.ruleset?.practice;
  const decided = decideRecord(state.record, input.ask.command, {
    now: context.now,
    actor: input.actor,
    lifecycle: context.ruleset?.lifecycle ?? { id: "none", version: 0, initial: "", stages: [] },
    fields: practice?.fields ?? {},
    roles: Object.keys(practice?.roles ?? {}),
    buttons: {},
    clockOf: () => null,
    events: {},
    facts,
    verdict: () => ({ ok: true }),
    newId: () => `${input.id}/n`,
  });
  if (isRejection(decided)) return decided;
  const { subject, actor, cause, depth } = input;
  const events: readonly PlannedEvent[] = decided.map((event, n) => ({
    ...event,
    ...{ id: `${input.id}/${n + 1}`, subject, actor, cause, root: input.id, depth },
  }));
  const folded = events.reduce<RecordState | null>(evolveRecord, state.record);
  const record = folded && events.length > 0 ? { ...folded, version: folded.version + 1 } : folded;
  const effects = toldCards(input, events, facts);
  return {
    events,
    after: { ...state, record },
    reconciles: false,
    put: [],
    drop: [],
    effects,
    recall: [],
    facts: facts.used,
  };
}

/** A changed patient is told to each open card of that patient, so that rules there can act on it. */
function toldCards(input: Input, events: readonly PlannedEvent[], facts: FactReader): readonly Effect[] {
  const changes = events.flatMap((event) => (event.type === "patient.changed" ? [event.data] : []));
  if (changes.length === 0 || input.actor.kind === "import") return [];
  const first = must(events[0], "there is a change").id;
  return facts.read(factKey("cards", input.subject.id)).map((card) => ({
    key: `${first}>${card}`,
    kind: "command",
    subject: { kind: "card", id: card },
    event: first,
    body: {
      subject: { kind: "card", id: card },
      command: { type: "patient-changed", changes },
      actor: input.actor,
    },
    path: input.path,
    depth: input.depth,
  }));
}
