import {
  type CommandOf,
  factKey,
  must,
  type PlannedEvent,
  reject,
  type Rejection,
  ruleActor,
} from "@corridor/domain";
import { ActFailure, type Ruleset } from "@corridor/rules";
import type { Effect, Input, State } from "../ports/ledger.ts";
import type { Plan, StepContext } from "./context.ts";
import type { FactReader } from "./fact-reader.ts";

type RecordOf = Extract<State, { kind: "record" }>;

/** Finds the cards a rule's `select` means, and asks each, in a transaction of its own, to have done what the rule says. */
export function gather(
  state: RecordOf,
  input: Input,
  command: CommandOf<"gather">,
  context: StepContext & { readonly ruleset: Ruleset },
  facts: FactReader,
): Plan | Rejection {
  const { rule, selection: name, given } = command;
  const selection = context.ruleset.rule(rule)?.selections.get(name);
  if (!selection) return reject("rule_unknown", "The rule no longer does this");
  const { actor, subject, cause, depth, path } = input;
  try {
    const candidates = facts.read(selection.candidates(given));
    if (selection.readsPatient) facts.want(...candidates.map((card) => factKey("patient", card.patient)));
    const cards = selection.choose(candidates, given, { now: context.now, actor, facts }).map(({ id }) => id);
    const told = { type: "cards.chosen", data: { rule, selection: name, cards } } as const;
    const chosen: PlannedEvent = {
      ...told,
      id: `${input.id}/1`,
      subject,
      actor,
      cause,
      root: input.id,
      depth,
    };
    const record = must(state.record, "a practice with rules has a record");
    return {
      events: [chosen],
      after: { ...state, record: { ...record, version: record.version + 1 } },
      ...{ reconciles: false, put: [], drop: [], recall: [] },
      effects: cards.map((card): Effect => {
        const to = { kind: "card", id: card } as const;
        const body = {
          subject: to,
          command: { type: "follow", rule, selection: name, given },
          actor: ruleActor(rule),
        } as const;
        return {
          key: `${chosen.id}>${card}`,
          kind: "command",
          subject: to,
          event: chosen.id,
          body,
          path,
          depth,
        };
      }),
      facts: facts.used,
    };
  } catch (failure) {
    if (failure instanceof ActFailure)
      return reject("not_allowed", `It can not be told which cards are meant: ${failure.message}`);
    throw failure;
  }
}
