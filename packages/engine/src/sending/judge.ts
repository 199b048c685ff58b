import { type FactKey, must, type Written } from "@corridor/domain";
import type { PracticeRules } from "@corridor/rules";
import type { Judge, Verdict } from "../ports/outbox.ts";
import { factsAtHand, FactReader, MissingFacts } from "../step/fact-reader.ts";
import { messageIn } from "../step/effects.ts";
import { mayLeave } from "./may-leave.ts";

/** Judges messages by the rules of a practice at one instant. */
export function judgeBy(rules: PracticeRules, now: string): Judge {
  return (messages, known) => {
    const facts = new FactReader(factsAtHand(known));
    const needs = new Set<FactKey>();
    const verdicts = new Map<string, Verdict>();
    const out = new Map<string, readonly Written[]>();
    const along = (patient: string) => out.get(patient) ?? [];
    for (const effect of messages) {
      const message = must(messageIn(effect), "messages alone are judged");
      try {
        const verdict = mayLeave({ card: effect.subject.id, message, now, rules, along }, facts);
        verdicts.set(effect.key, verdict);
        if (verdict.leave !== "now") continue;
        const { template } = message;
        out.set(verdict.patient, [...along(verdict.patient), { effect: effect.key, template }]);
      } catch (missing) {
        if (!(missing instanceof MissingFacts)) throw missing;
        for (const key of missing.keys) needs.add(key);
      }
    }
    return needs.size > 0 ? { needs: [...needs] } : { verdicts };
  };
}
