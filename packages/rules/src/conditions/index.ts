export { assuredBy, compileCondition, type Condition } from "./condition.ts";
export { judge } from "./judge.ts";
