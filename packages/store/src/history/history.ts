import type { History } from "@corridor/engine/ports";
import type { Database } from "../connection/database.ts";
import { decisionOf, decisionPages, decisionsOf } from "./decisions.ts";
import { events, walk } from "./events.ts";
import { head, seqAt } from "./head.ts";
import { active, rulesetFiles, rulesetText } from "./rulesets.ts";
import { bursts, busiest, runs } from "./runs.ts";
import { card, cards, clocks, record, records } from "./subjects.ts";
import { unseal } from "./unseal.ts";

/** The ledger as it is read. Each call sees one snapshot of one practice. */
export function createHistory(database: Database): History {
  return {
    head: (practice) => database.read(practice, (client) => head(client, practice)),
    events: (practice, query) => database.read(practice, (client) => events(client, practice, query)),
    walk: (practice, until) => walk(database, practice, until),
    seqAt: (practice, at) => database.read(practice, (client) => seqAt(client, practice, at)),
    cards: (practice) => database.read(practice, (client) => cards(client, practice)),
    card: (practice, id) => database.read(practice, (client) => card(client, practice, id)),
    records: (practice, kind) => database.read(practice, (client) => records(client, practice, kind)),
    record: (practice, subject) => database.read(practice, (client) => record(client, practice, subject)),
    clocks: (practice) => database.read(practice, (client) => clocks(client, practice)),
    decisionOf: (practice, event) => database.read(practice, (client) => decisionOf(client, practice, event)),
    decisionsOf: (practice, subject) =>
      database.read(practice, (client) => decisionsOf(client, practice, subject)),
    decisions: (practice) => decisionPages(database, practice),
    runs: (practice, rules, since) =>
      database.read(practice, (client) => runs(client, practice, rules, since)),
    busiest: (practice, rules, since) =>
      database.read(practice, (client) => busiest(client, practice, rules, since)),
    bursts: (practice, rules, since, burst) =>
      database.read(practice, (client) => bursts(client, practice, rules, since, burst)),
    ruleset: (practice, hash) => database.read(practice, (client) => rulesetFiles(client, practice, hash)),
    rulesetText: (practice, hash) => database.read(practice, (client) => rulesetText(client, practice, hash)),
    active: (practice) => database.read(practice, (client) => active(client, practice)),
    unseal: (practice, refs) => database.read(practice, (client) => unseal(client, practice, refs)),
  };
}
