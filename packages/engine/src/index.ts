export {
  type Asked,
  type Authority,
  type AuthorityPorts,
  type Commit,
  createAuthority,
  type Executed,
} from "./authority/authority.ts";
export { ENGINE } from "./authority/version.ts";
export { buttonsOf, type CardButton } from "./board/buttons.ts";
export { summarise, type Viewed } from "./board/summarise.ts";
export { type DispatchPorts, dispatch, MAX_TRIES } from "./drivers/dispatch.ts";
export type { Attempt, Delivery, Reply, Sender } from "./drivers/sender.ts";
export { judgeBy } from "./sending/judge.ts";
export { type Reason, reasonText } from "./sending/reasons.ts";
export { type Explanation, explain } from "./drivers/explain.ts";
export { type WhyNot, whyNot } from "./drivers/why-not.ts";
export { pastBoard } from "./drivers/past-board.ts";
export { type ClockChange, type Preview, type PreviewPorts, preview } from "./drivers/preview.ts";
export type { PracticeState, TimetableChange } from "./drivers/preview-practice.ts";
export { type Difference, type ReplayReport, replay } from "./drivers/replay.ts";
export { sweep } from "./drivers/sweep.ts";
export { ring } from "./drivers/ring.ts";
export { Watch, type Seen } from "./drivers/watch.ts";
export type { Plan, StepContext, StepResult } from "./step/context.ts";
export { effectKey } from "./step/effect-key.ts";
export { FactReader, type FactSource, factsAtHand } from "./step/fact-reader.ts";
export { step } from "./step/step.ts";
export type { Trace, TraceOutcome } from "./step/trace.ts";
