import type {
  Actor,
  Card,
  CardCommand,
  Escalation,
  FactKey,
  Facts,
  Fields,
  FieldType,
  FieldTypes,
  Instant,
  Lifecycle,
  Place,
  PlannedEvent,
  Verdict,
} from "@corridor/domain";

/** A checked set of rules files: immutable, named by the sha-256 of its canonical JSON. */
export interface Ruleset {
  readonly hash: string;
  readonly files: Readonly<Record<string, string>>;
  readonly practice: PracticeRules;
  readonly lifecycle: Lifecycle;
  /** Where cards of older versions of the lifecycle belong in this one, by the version they keep. */
  readonly migrations: readonly Migration[];
  /** In (file, position) order, which is the order they run in. Disabled rules are not here. */
  readonly rules: readonly Rule[];
  /** Rules with a button on the card, and the roles that may press it; null is every role. */
  readonly buttons: Readonly<Record<string, readonly string[] | null>>;

  /** The verdict of a lifecycle guard (`Move.guard`) on a card. Undecidable is a refusal that says so. */
  guard(id: string, env: Env): Verdict;
  /** Rules that this event starts, in their order, each once; found by index, `where` not yet asked. */
  startedBy(event: PlannedEvent, card: Card): readonly Started[];
  /**
   * The timers this card should have now. `current` are the ones it has, spent ones included (`due` null): they
   * say since when a `while` holds and which steps have fired.
   */
  timers(env: Env, current: readonly Timer[], changed: Changed): TimerChange;
  /** What must change for the timer to change, in the words of `changed`. */
  watches(timer: Timer): readonly string[];
  /** What a timer that has come due means on the card as it is now. `env.trigger` is not read. */
  due(env: Env, timer: Timer): Due;
  readonly timetable: Timetable;
  rule(id: string): Rule | undefined;
  /** The policy of an escalation as it was when that began, unless it follows the rules; undefined when it is gone. */
  policyOf(escalation: Pick<Escalation, "policy" | "pinned">): Policy | undefined;
  /** The rules that begin a ladder, in their order. */
  startersOf(policy: string): readonly Rule[];
}

/** `map` says of a place, or of a whole stage, which it is now; what it does not name is called as before. */
export interface Migration {
  readonly from: number;
  readonly map: Readonly<Record<string, Place>>;
}

/**
 * What a card's clocks are looked at for: the names of what events changed (`stage`, `state`, `appointment.start`,
 * `insurance.status` …), that the card is new, or, null, that the rules are. The last two look at everything.
 */
export type Changed = ReadonlySet<string> | "created" | null;

/** What starts rules on no card, or on each of many: wall clocks, and what is counted over many cards. */
export interface Timetable {
  /** The triggers that count the event, by name; most often none. */
  countedBy(event: PlannedEvent): readonly string[];
  /** The practice's clocks as new rules or time zones want them. */
  settle(look: PracticeView): Turned;
  /** What a clock that has come due means; null where the rules no longer know it. */
  ring(timer: Timer, look: PracticeView): Turned | null;
  /** What it means that something was counted by these triggers. */
  count(triggers: readonly string[], look: PracticeView): Turned;
}

/** `current` are the practice's clocks as they are. */
export interface PracticeView {
  readonly now: Instant;
  readonly facts: Facts;
  readonly current: readonly Timer[];
  /** Nothing is looked at for a rule that is paused: its clocks stand, and when it is resumed it looks again. */
  isPaused(rule: string): boolean;
}

export interface Turned {
  readonly change: TimerChange;
  readonly starts: readonly PracticeStart[];
}

/** A rule that starts on no card, or, with a selection, on each card of that. */
export interface PracticeStart {
  readonly rule: string;
  readonly trigger: number;
  /** What starts it but once, however often it is asked. */
  readonly occurrence: string;
  readonly facts: TriggerFacts;
  /** Where it starts; null: at no place in particular. */
  readonly location: string | null;
  readonly selection: string | null;
}

export interface PracticeRules {
  readonly timezone: string;
  readonly roles: Readonly<Record<string, RoleRules>>;
  /** `timezone` is the location's own, or else the practice's. */
  readonly locations: readonly { readonly id: string; readonly name: string; readonly timezone: string }[];
  readonly cardTypes: readonly string[];
  readonly fields: FieldTypes;
  /** Events that may be told from outside, by name, with the type of each thing they say. */
  readonly events: Readonly<Record<string, FieldTypes>>;
  /** Null: the practice declares none, and calls are not looked at. */
  readonly connectors: Connectors | null;
  readonly templates: Readonly<Record<string, Template>>;
  /** Whether new rules decide only when a manager has activated them. */
  readonly approval: "manager" | "none";
  /** Local spans in which no patient is written to: `20:00-08:00`, or null. */
  readonly quietHours: string | null;
  readonly limits: {
    /** How many rules may follow from one another without a person or an answer from outside between: 1 to 8. */
    readonly maxChain: number;
    readonly actionsPerRule: number;
    /** A rule that fires more often on one card, with nobody's own input between, is paused. */
    readonly firingsPerCardPerHour: number;
    /** How many cards a `select` or an `each` takes at most: 1 to 200. */
    readonly selectMax: number;
    /** How many messages a patient gets on one day of the practice's at most, and how many of one template. */
    readonly patientMessagesPerDay: number;
    readonly sameMessagePerDay: number;
  };
}

/** Systems that rules may ask, by name: their operations, and what each of these is told. */
export type Connectors = Readonly<Record<string, Readonly<Record<string, Parameters>>>>;
export type Parameters = Readonly<Record<string, Parameter>>;
/** Of an optional one a rule may say nothing. */
export type Parameter = FieldType & { readonly optional: boolean };

export interface RoleRules {
  readonly hours: string | null;
  /** How much of a patient the role may see on screens. */
  readonly sees: "full" | "initials" | "none";
}

export interface Template {
  readonly vars: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  readonly phi: "none" | "minimal" | "full";
  /** The body with `{name}` holes, or null when the template has no file yet. */
  readonly body: string | null;
}

/** Who is told when nobody acts: a ladder of people, as one escalation climbs it. */
export interface Policy {
  readonly id: string;
  /** Whether an acknowledged escalation begins again when nobody works on the card. */
  readonly awaitsProgress: boolean;
  /** How many levels it has, and where it is written. */
  readonly levels: number;
  readonly source: { readonly file: string; readonly line: number };
  /** The first clause that keeps `done_when` from ending an escalation; null where it ends, or the policy has none. */
  obstacle(env: Env, escalation: Escalation): Obstacle | null;
  /** What `done_when` says of the card as it is; null where the policy has none. */
  isOver(env: Env, escalation: Escalation): Judgement | null;
  /** What an escalation does as it begins. Throws `ActFailure` as a rule does. */
  begin(env: Env, escalation: Escalation, firing: Firing): Climb;
  /** What it does when its clock has come due. `env.trigger` says whether that is late. */
  climb(env: Env, escalation: Escalation, firing: Firing): Climb;
  /** What its clock will do, in a sentence, and where that is written. */
  coming(escalation: Escalation): {
    readonly text: string;
    readonly source: { readonly file: string; readonly line: number };
  };
}

/** One step of a ladder. What is told and done is commands for the card. */
export type Climb =
  | ({ readonly kind: "tell"; readonly level: number; readonly round: number } & Done)
  /** Nobody of the level works now: it is told then, or the next one is. */
  | { readonly kind: "hold"; readonly level: number; readonly round: number; readonly until: Instant }
  | ({ readonly kind: "exhausted"; readonly level: number } & Done);

interface Done {
  /** Who is told comes first. */
  readonly acts: readonly Act[];
  /** What the policy would do besides and can not be told; who is told is told all the same. */
  readonly failed: { readonly outcome: "unknown" | "error"; readonly because: string } | null;
}

export interface Rule {
  readonly id: string;
  readonly name: string;
  /** Ids it had before, the latest first. */
  readonly was: readonly string[];
  /** Hash of all the file says of it: equal in two rulesets means that the rule did not change. */
  readonly digest: string;
  readonly file: string;
  readonly line: number;
  readonly enabled: true | "shadow";
  /** `watches` names what must change for a clock to be looked at anew: `stage`, `appointment.start`. */
  readonly triggers: readonly {
    readonly kind: string;
    readonly line: number;
    readonly text: string;
    readonly watches: readonly string[];
    /** What its clocks wait for while they stand still, in a sentence; null where they never do. */
    readonly waits: string | null;
    /** Whether it starts the rule on a card; else on none. */
    readonly onCard: boolean;
    /** Which of `selections` are the cards an `each` starts it on; null where it has none. */
    readonly each: string | null;
  }[];
  /** Whether something here reads the patient's record. */
  readonly readsPatient: boolean;
  /** Who is told of its health. */
  readonly owner: { readonly role: string | null; readonly person: string | null } | null;
  readonly tags: readonly string[];
  /** Whether it is only reported, and never paused, when it fires too often. */
  readonly safety: boolean;
  /** Why it may not act now, whatever its conditions say; null when it may. `timers` are all the card has. */
  barred(env: Env, timers: readonly Timer[]): Barred | null;
  /** What the card remembers of its having acted: a spent clock. Null where nothing need be remembered. */
  memory(env: Env): Timer | null;
  /**
   * Whether the rule may act now: the trigger's `where`, then every leaf of `if`, each with the values it read.
   * An absent value or an error makes the outcome `unknown` or `error`; it never counts as false in silence.
   */
  judge(env: Env, trigger: number): Judgement;
  /**
   * The first clause that keeps the rule from acting, and the nearest change that would mend it; null where all hold.
   * With no trigger only `if` is asked. Without an event or a clock, what reads them is left out.
   */
  obstacle(env: Env, trigger: number | null): Obstacle | null;
  /**
   * What the rule does: commands for this card, evaluated on the card as it was when the rule matched.
   * Throws `ActFailure` when a value can not be told: the firing does nothing then.
   */
  act(env: Env, which: "then" | "else", firing: Firing): readonly Act[];
  readonly hasElse: boolean;
  /** Whether it can run without a card: it reads none and does nothing to one. */
  readonly needsNoCard: boolean;
  /** Its `select`s by name, and the cards of an `each`. */
  readonly selections: ReadonlyMap<string, Selection>;
  /** What its button says; null where it has none. */
  readonly button: string | null;
}

/** A `select` of a rule: which other cards, and what is done to each. `given` is what it reads of the firing, by path. */
export interface Selection {
  /**
   * How many are looked for at once, in the order of their ids, until there are no more. Null: they are picked by an
   * order of their own, all at once.
   */
  readonly page: number | null;
  /**
   * The fact that holds the cards that can be meant, those after an id where they are taken page by page. Throws
   * `ActFailure` where its value is not given.
   */
  candidates(given: Fields, after: string): FactKey<"matching">;
  /** Whether choosing reads the patients' records. */
  readonly readsPatient: boolean;
  /** Those that are meant, in order. Throws `ActFailure` where it can not be told of one. */
  choose(of: readonly Card[], given: Fields, at: Pick<Env, "now" | "actor" | "facts">): readonly Card[];
  /** Whether the card is still meant. */
  judge(env: Env, given: Fields): Judgement;
  /** The rule itself starts on the card; null: what the `select` says is done to it. */
  starts(given: Fields): Omit<PracticeStart, "rule" | "location" | "selection"> | null;
  /** What is done to the card. Throws `ActFailure` as a rule does. */
  act(env: Env, given: Fields, firing: Firing): readonly Act[];
  /** What is told once of all that were found; null: something is done to each. */
  readonly digest: ((env: Env, given: Fields, firing: Firing) => readonly Act[]) | null;
}

/** It is not in force at this time, or it has acted as often as it may. */
export interface Barred {
  readonly outcome: "paused" | "duplicate";
  readonly because: string;
}

/** An event trigger that was pulled. */
export interface Started {
  readonly rule: Rule;
  readonly trigger: number;
}

/** All an expression may read. The patient's record is read from `facts` only where an expression names it. */
export interface Env {
  readonly now: Instant;
  readonly card: Card;
  readonly actor: Actor;
  readonly event: PlannedEvent | null;
  readonly trigger: TriggerFacts | null;
  readonly facts: Facts;
}

/** `trigger.*` in an expression. `by` is the duration as the rule writes it (`48h`). */
export interface TriggerFacts {
  readonly step: number;
  readonly by: string | null;
  readonly due: Instant | null;
  readonly late: boolean;
  readonly anchor: Instant | null;
  /** Of a number that went past its bound: what it was, of how many, and where. */
  readonly value?: number;
  readonly samples?: number;
  readonly location?: string;
}

export interface Leaf {
  readonly expr: string;
  readonly because: string | null;
  readonly value: boolean | null;
  /** Values read, by path; protected ones as `‹phi›`. */
  readonly read: Readonly<Record<string, unknown>>;
  readonly error: string | null;
}

export interface Judgement {
  readonly outcome: "holds" | "fails" | "unknown" | "error";
  readonly leaves: readonly Leaf[];
}

/** A clause that stood in a rule's way. */
export interface Obstacle {
  readonly clause: string;
  readonly because: string | null;
  /** Where it is written, in the rule's file. */
  readonly line: number;
  /** False, or null where it could not be told: `error` says why. */
  readonly value: false | null;
  readonly error: string | null;
  readonly read: Readonly<Record<string, unknown>>;
  /** What alone would make the clause true; null where nothing that simple does. */
  readonly change: Change | null;
  /** Changes after which the rule would act, where `change` is not enough: two at most; none where nothing tried is. */
  readonly together: readonly Change[];
  /** How many other clauses stand in the way besides. */
  readonly others: number;
}

/** One thing that would have to be different. */
export interface Change {
  /**
   * `to` a value · any `other` value · `any` value where there is none · `none` where there is one ·
   * `with` or `without` one member of a list · `at` another time.
   */
  readonly kind: "to" | "other" | "any" | "none" | "with" | "without" | "at";
  /** As expressions read it: `card.insurance.status`, `event.connector`, `now`, `open_tasks("…")`. */
  readonly path: string;
  readonly value: unknown;
  /** What it was; protected values as `‹phi›`. */
  readonly from: unknown;
  /** For people: `if card.insurance.status were pending`. */
  readonly text: string;
}

/** The occurrence of a firing, and how it names the effects it queues. */
export interface Firing {
  readonly occurrence: string;
  /** sha-256 of (rule, card, occurrence, action path): the ruleset's version is not in it. */
  effectKey(path: string): string;
  /** Told of every arm that was asked while choosing, for the trace. */
  readonly judged?: (path: string, judgement: Judgement) => void;
}

/** One command of a rule. `path` names the action in the rule: `then.1.choose.0.then.2`. */
export interface Act {
  readonly path: string;
  readonly command: CardCommand;
  /**
   * What a refusal does: roll the firing back for a person to look at, leave this action out, end the list here, or, where
   * somebody else was only faster, roll it back and let it be.
   */
  readonly onRefused: "fail" | "skip" | "stop" | "yield";
}

/**
 * A clock of one card, or of the practice: armed (`due`), spent (`due` null: it has fired for this anchor or episode and
 * remembers so), or standing still, which its ledger then says. `due` is what follows from where the clock began, from
 * its rule and from the ledger: when one of them changes, it is reckoned anew.
 * A rule that may act but once remembers in a spent one that it has: `once:<rule>/<card>`.
 * key: `rel:<rule>.<name>/<card>/<field or appointment id>@<anchor>/<step>`, `while:<rule>.<name>/<card>@<since>`
 * or, of an escalation, `esc:<policy>/<card>@<since>/<turn>`, or, of an offer, `offer:answer/<card>@<slot>`.
 * `name` is a hash of what the trigger is (its kind and time, or its expression), not of where it stands.
 */
export interface Timer {
  readonly key: string;
  /** Null: the practice's own. */
  readonly card: string | null;
  readonly rule: string;
  /** Where the trigger stands in its rule. `timers` sets it right when that has changed; nothing is found by it. */
  readonly trigger: number;
  readonly step: number;
  readonly due: Instant | null;
  /** The time it counts from; of a `while` that asks only for a place, when the card came there. */
  readonly anchor: Instant | null;
  /** When what it waits for began; also the beginning of its count. */
  readonly since: Instant | null;
  /** Hash of the trigger's definition: equal after an activation means leave it alone. */
  readonly sig: string;
  /** The rules that led to its being set, as events carry them; absent where no rule did. */
  readonly path?: readonly string[];
  readonly depth?: number;
  /** Absent where it has run without a break. */
  readonly ledger?: Ledger;
}

/** What a clock has to remember besides its beginning. */
export interface Ledger {
  /** When it stood still, in order. */
  readonly pauses: readonly Pause[];
  /** Since when its state does not hold, while the rule bears with that, and whether it had rung before. */
  readonly lapse: { readonly from: Instant; readonly rang: boolean } | null;
}

/** `to` is null while the clock stands still. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

export interface TimerChange {
  readonly put: readonly Timer[];
  readonly drop: readonly string[];
}

/**
 * What a timer that has come due means now: fire it with these facts, or let it go and say why. Where that can not be
 * told (`unknown`, `error`) a person must look at the card: it is never taken for no.
 */
export type Due =
  | { readonly fire: true; readonly rule: Rule; readonly trigger: TriggerFacts }
  | { readonly fire: false; readonly why: "stale" | "late-skipped" | "too-late" }
  | { readonly fire: false; readonly why: "unknown" | "error"; readonly because: string };
