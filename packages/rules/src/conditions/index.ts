export { assuredBy, compileCondition, type Condition, expressionsIn } from "./condition.ts";
export { judge } from "./judge.ts";
