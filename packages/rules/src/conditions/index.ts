export { assuredBy, compileCondition, type Condition, expressionsIn } from "./condition.ts";
export { judge, outcomeOf } from "./judge.ts";
