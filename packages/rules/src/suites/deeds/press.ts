import { known } from "../../scope/index.ts";
import { Id } from "../../shape/index.ts";
import { command, shaped } from "./deed.ts";

/** Somebody presses the button of a rule: `press: left-a-message`. Whether they may is for the rule to say. */
export const press = shaped(Id, (rule, at, card, { ground, ruleset }) => {
  const { rules, buttons } = ruleset;
  const ids = Object.keys(buttons);
  if (!rules.some(({ id }) => id === rule))
    return known({ ground }, "rule with a button", at, ids) ? command(card, { type: "press", rule }) : null;
  if (Object.hasOwn(buttons, rule)) return command(card, { type: "press", rule });
  const others = ids.length === 0 ? "no rule here has one" : `there is one on ${ids.join(", ")}`;
  ground.findings.error("test-deed", at, `“${rule}” has no button on the card (\`manual:\`): ${others}`);
  return null;
});
