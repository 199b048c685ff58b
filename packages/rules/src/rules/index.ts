export { eachName } from "./every.ts";
export { namesIn } from "./names-in.ts";
export { checkIds, checkRuleShapes, type ReadRule, readRules } from "./read-rules.ts";
export { RulesFile, RuleSpec } from "./schema.ts";
