/** The wire: every HTTP body and websocket message. */
export { Board, BoardQuery, BoardStage } from "./board.ts";
export {
  Card,
  CardAppointment,
  CardButton,
  CardClaim,
  CardComment,
  CardEscalation,
  CardOffer,
  CardField,
  CardTask,
} from "./card.ts";
export { CardCreated, NewCard } from "./cards.ts";
export { Command, CommandAnswer } from "./command.ts";
export { type AnswerOf, type BodyOf, type EndpointName, type Endpoints, endpoints } from "./endpoints.ts";
export { Event, EventHead } from "./event.ts";
export { ExplainQuery, Explanation, Leaf, Outcome, Trace } from "./explain.ts";
export { EventTaken, ExternalEvent } from "./external-event.ts";
export { History, HistoryQuery } from "./history.ts";
export { Imported } from "./import.ts";
export { Inbox, Notice } from "./inbox.ts";
export { Lifecycle } from "./lifecycle.ts";
export { Delivery, Outbox, OutboxQuery, Redriven } from "./outbox.ts";
export { NewPatient, Patient, Patients, PatientsQuery } from "./patients.ts";
export { NewPerson, People, Person, PersonHead } from "./people.ts";
export { Problem } from "./problem.ts";
export {
  Checked,
  Diagnostic,
  Files,
  PauseRule,
  RuleFiles,
  RuleHead,
  RuleHealth,
  RulePause,
  RulePaused,
  Rules,
  RulesProposal,
  RulesQuery,
  Tested,
} from "./rules.ts";
export {
  Activate,
  Activated,
  Activation,
  Counted,
  FileDiff,
  Migrate,
  Migrated,
  Plan,
  Proposed,
  RulesetDiff,
  RulesetDiffQuery,
  RulesetFiles,
  RulesetPlan,
  Rulesets,
  RuleTimers,
} from "./rulesets.ts";
export { Found, Search } from "./search.ts";
export { DemoDoor, Persona, PersonaId, PracticeHead, Session, SignIn, SignInDemo } from "./session.ts";
export { NewShifts, Shifts } from "./shifts.ts";
export { NewSlot, Slot, Slots, SlotsQuery } from "./slots.ts";
export { CaughtUpFrame, EventsFrame, Frame, PresenceFrame, ResyncFrame, StreamQuery } from "./stream.ts";
export { CardChange, CardSummary } from "./summary.ts";
export { Timer, Timers } from "./timers.ts";
export { Source, Value } from "./values.ts";
export { PROTOCOL_VERSION } from "./version.ts";
export { Change, Obstacle, WhyNot, WhyNotQuery } from "./why-not.ts";
