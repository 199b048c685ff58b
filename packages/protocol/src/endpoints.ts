import * as z from "zod/mini";
import { Board, BoardQuery } from "./board.ts";
import { Card } from "./card.ts";
import { CardCreated, NewCard } from "./cards.ts";
import { Command, CommandAnswer } from "./command.ts";
import { ExplainQuery, Explanation } from "./explain.ts";
import { EventTaken, ExternalEvent } from "./external-event.ts";
import { History, HistoryQuery } from "./history.ts";
import { Imported } from "./import.ts";
import { Inbox } from "./inbox.ts";
import { Outbox, OutboxQuery, Redriven } from "./outbox.ts";
import { NewPatient, Patient, Patients, PatientsQuery } from "./patients.ts";
import { NewPerson, People, Person } from "./people.ts";
import { Checked, PauseRule, RuleFiles, RulePaused, Rules, RulesQuery, Tested } from "./rules.ts";
import {
  Activate,
  Activated,
  Migrate,
  Migrated,
  Proposed,
  RulesetDiff,
  RulesetDiffQuery,
  RulesetFiles,
  RulesetPlan,
  Rulesets,
  Reworded,
} from "./rulesets.ts";
import { Found, Search } from "./search.ts";
import { DemoDoor, Session, SignIn, SignInDemo } from "./session.ts";
import { NewShifts, Shifts } from "./shifts.ts";
import { NewSlot, Slot, Slots, SlotsQuery } from "./slots.ts";
import { Timers } from "./timers.ts";
import { WhyNot, WhyNotQuery } from "./why-not.ts";

interface Endpoint {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below /api/v1, parameters as `:id`. */
  readonly path: string;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  readonly answer: z.ZodMiniType;
  /** Of success. 200 unless said. */
  readonly status?: 201 | 204;
}

const nothing = z.undefined();

/** Every call there is: both sides read method, path and bodies from here. */
export const endpoints = {
  signIn: { method: "POST", path: "/session", body: SignIn, answer: Session },
  signInDemo: { method: "POST", path: "/session/demo", body: SignInDemo, answer: Session },
  demoDoor: { method: "GET", path: "/session/demo", answer: DemoDoor },
  session: { method: "GET", path: "/session", answer: Session },
  signOut: { method: "DELETE", path: "/session", answer: nothing, status: 204 },

  board: { method: "GET", path: "/board", query: BoardQuery, answer: Board },
  search: { method: "POST", path: "/search", body: Search, answer: Found },
  inbox: { method: "GET", path: "/inbox", answer: Inbox },

  outbox: { method: "GET", path: "/outbox", query: OutboxQuery, answer: Outbox },
  redrive: { method: "POST", path: "/outbox/:id/redrive", answer: Redriven },

  createCard: { method: "POST", path: "/cards", body: NewCard, answer: CardCreated, status: 201 },
  card: { method: "GET", path: "/cards/:id", answer: Card },
  command: { method: "POST", path: "/cards/:id/commands", body: Command, answer: CommandAnswer },
  cardHistory: { method: "GET", path: "/cards/:id/history", query: HistoryQuery, answer: History },
  timers: { method: "GET", path: "/cards/:id/timers", answer: Timers },
  explain: { method: "GET", path: "/cards/:id/explain", query: ExplainQuery, answer: Explanation },
  whyNot: { method: "GET", path: "/cards/:id/why-not", query: WhyNotQuery, answer: WhyNot },
  history: { method: "GET", path: "/history", query: HistoryQuery, answer: History },

  patients: { method: "GET", path: "/patients", query: PatientsQuery, answer: Patients },
  createPatient: { method: "POST", path: "/patients", body: NewPatient, answer: Patient, status: 201 },
  patient: { method: "GET", path: "/patients/:id", answer: Patient },
  people: { method: "GET", path: "/people", answer: People },
  createPerson: { method: "POST", path: "/people", body: NewPerson, answer: Person, status: 201 },
  shifts: { method: "GET", path: "/people/:id/shifts", answer: Shifts },
  setShifts: { method: "POST", path: "/people/:id/shifts", body: NewShifts, answer: Shifts },
  slots: { method: "GET", path: "/slots", query: SlotsQuery, answer: Slots },
  openSlot: { method: "POST", path: "/slots", body: NewSlot, answer: Slot, status: 201 },

  rules: { method: "GET", path: "/rules", query: RulesQuery, answer: Rules },
  pauseRule: { method: "POST", path: "/rules/:id/pause", body: PauseRule, answer: RulePaused },
  resumeRule: { method: "POST", path: "/rules/:id/resume", answer: RulePaused },
  checkRules: { method: "POST", path: "/rules/check", body: RuleFiles, answer: Checked },
  testRules: { method: "POST", path: "/rules/test", body: RuleFiles, answer: Tested },
  rulesets: { method: "GET", path: "/rulesets", answer: Rulesets },
  proposeRuleset: { method: "POST", path: "/rulesets", body: RuleFiles, answer: Proposed },
  ruleset: { method: "GET", path: "/rulesets/:hash", answer: RulesetFiles },
  rewordRuleset: { method: "POST", path: "/rulesets/:hash/text", body: RuleFiles, answer: Reworded },
  rulesetDiff: {
    method: "GET",
    path: "/rulesets/:hash/diff",
    query: RulesetDiffQuery,
    answer: RulesetDiff,
  },
  rulesetPlan: { method: "GET", path: "/rulesets/:hash/plan", answer: RulesetPlan },
  activateRuleset: { method: "POST", path: "/rulesets/:hash/activate", body: Activate, answer: Activated },
  migrateCards: { method: "POST", path: "/rulesets/migrate", body: Migrate, answer: Migrated },
  tellEvent: { method: "POST", path: "/events", body: ExternalEvent, answer: EventTaken },
  importFhir: { method: "POST", path: "/import/fhir", body: z.unknown(), answer: Imported },
} as const satisfies Record<string, Endpoint>;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
export type AnswerOf<N extends EndpointName> = z.infer<Endpoints[N]["answer"]>;
export type BodyOf<N extends EndpointName> = Endpoints[N] extends { body: infer B extends z.ZodMiniType }
  ? z.infer<B>
  : undefined;
