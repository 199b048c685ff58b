export { Actor, importActor, Role, ruleActor, timerActor } from "./actor.ts";
export { assert, Bug, must, unreachable } from "./assert.ts";
export { type Appointment, type Card, type Claim, evolve, fold, type Task } from "./card.ts";
export {
  type CardCommand,
  CardRequest,
  type Command,
  type CommandOf,
  cardCommands,
  type RecordCommand,
  recordCommands,
} from "./commands.ts";
export { CONTRACT } from "./contract.ts";
export { decide, decideWithoutCard } from "./decide/decide.ts";
export { type OutsideEvent, outsideEvents } from "./decide/outside.ts";
export { decideRecord, isRecordCommand } from "./decide/record.ts";
export { type Escalation, ofEscalation } from "./escalations.ts";
export {
  type Event,
  type EventData,
  type EventType,
  event,
  eventData,
  type NewEvent,
  type NoticeGroup,
  type PlannedEvent,
} from "./events.ts";
export {
  type Candidate,
  type DeliveryState,
  type FactKey,
  type FactKind,
  type Facts,
  type FactValues,
  factKey,
  factParts,
  type Holder,
  MATCHING_PAGE,
  type PastDecision,
  type Written,
} from "./facts.ts";
export { type FieldType, type FieldTypes, misfit } from "./fields.ts";
export { offerOf, ofOffer, openOffers, type OpenOffer, type HeldTime, timesOf } from "./offers.ts";
export { entryOf, legalMoves, type Movable, mayMove, wipVerdict } from "./legal.ts";
export {
  type Lifecycle,
  type Move,
  type Place,
  parsePlace,
  placeName,
  type Stage,
  stageOf,
  type Verdict,
  type Wip,
} from "./lifecycle.ts";
export { loadOf } from "./load.ts";
export { moved } from "./machine.ts";
export { byRank, type Gap, gapFor, type Ranked, rankBetween } from "./rank.ts";
export { deadEnds, unreachedStages, unreachedStates } from "./reach.ts";
export {
  evolveRecord,
  foldRecord,
  type Patient,
  type Pause,
  type Person,
  type Practice,
  type RecordState,
  type Slot,
} from "./records.ts";
export { isRejection, type Rejection, type RejectionCode, reject, rejections } from "./rejection.ts";
export { slotNameOf, timeNamed } from "./slots.ts";
export {
  type Counted,
  countedBy,
  isCounted,
  oneMore,
  type Said,
  type Tally,
  takenBack,
  tallyKey,
} from "./tally.ts";
export { Subject, type SubjectKind, subjectKey } from "./subject.ts";
export { touchedBy, touchedInTheEnd, touches } from "./touches.ts";
export { Fields, FieldValue, type Instant, isRef, PlainFields, Ref, sameValue, Text } from "./values.ts";
export type { Decided, World } from "./world.ts";
