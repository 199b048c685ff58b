import { didYouMean } from "../diagnostics/index.ts";
import type { Walker } from "./analyze.ts";
import { type Call, literalText, LOOPS, type Node, pathOf, rewriteCall } from "./ast.ts";
import { checkValue, closedSet } from "./check-enum.ts";
import { checkMetric } from "./check-metric.ts";
import { FUNCTIONS, METHODS, parseSpan, PLAIN_FUNCTIONS, READ_FUNCTIONS, UNITS } from "./functions.ts";
import { CALL_SLOT, givenName, slotNode } from "./library.ts";

const NO_LOCALS: ReadonlySet<string> = new Set();
const ALL = [...Object.keys(FUNCTIONS), ...PLAIN_FUNCTIONS, ...READ_FUNCTIONS, ...METHODS, ...LOOPS];

/**
 * Checks a call's name, number of arguments and literals, and rewrites it to the function behind the name.
 * Returns the arguments that are still to be walked.
 */
export function checkCall(walker: Walker, node: Node, call: Call, present: ReadonlySet<string>): readonly Node[] {
  if (call.receiver) return checkMethod(walker, node, call);
  if (call.name === "metric") {
    checkMetric(walker, node, call);
    return [];
  }
  const ways = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (!ways) {
    if (!PLAIN_FUNCTIONS.has(call.name)) unknownFunction(walker, node, call.name);
    return call.args;
  }
  const counts = ways.map((way) => way.takes.length);
  if (!counts.includes(call.args.length)) {
    walker.fail(node, "cel-type", `${call.name}() takes ${counts.join(" or ")} values, here are ${call.args.length}`);
    return call.args;
  }
  checkLiterals(walker, call);
  rewriteCall(node, givenName(call.name), [slotNode(CALL_SLOT), ...call.args]);
  return call.args.filter((arg, i) => !taken(walker, call, arg, i, present));
}

/** Arguments with rules of their own: pick() has an answer for an absent key, offered() takes a whole card. */
function taken(walker: Walker, call: Call, arg: Node, i: number, present: ReadonlySet<string>): boolean {
  const segments = i === 0 ? pathOf(arg) : undefined;
  const found = segments ? walker.schema.lookup(segments) : undefined;
  if (!found || "unknown" in found) return false;
  if (call.name === "offered" && found.type === "card") {
    walker.put(arg, found, "value");
    return true;
  }
  if (call.name === "pick" && found.type === "string" && found.absent && !found.phi && !present.has(found.path)) {
    walker.put(arg, found, "key");
    return true;
  }
  return false;
}

function checkMethod(walker: Walker, node: Node, call: Call): readonly Node[] {
  if (call.name === "matches") walker.fail(node, "cel-refused", "matches() is not offered: use contains(), startsWith(), endsWith() or ==");
  else if (/^get[A-Z]/.test(call.name)) walker.fail(node, "cel-refused", `${call.name}() is not offered: use day(t), time(t), weekday(t) or local_hour(t)`);
  else if (!METHODS.has(call.name)) unknownFunction(walker, node, call.name);
  else if (call.name === "join") (node.args as unknown[])[0] = givenName("join");
  return call.args;
}

function unknownFunction(walker: Walker, node: Node, name: string): void {
  walker.fail(node, "cel-unknown-name", `there is no function “${name.slice(0, 60)}”`, didYouMean(name, ALL));
}

function checkLiterals(walker: Walker, call: Call): void {
  const { calendars } = walker.schema;
  const calendarAt = { is_open: 1, business_hours_between: 2, after: 2 }[call.name];
  const calendar = calendarAt === undefined ? undefined : call.args[calendarAt];
  if (calendar && calendars) checkValue(walker, calendar, { name: "a calendar", values: calendars });
  const [first, second] = call.args;
  if (call.name === "after" && second) {
    checkValue(walker, second, { name: "a unit", values: Object.keys(UNITS) });
    if (literalText(second)?.startsWith("business") && call.args.length === 2) {
      walker.fail(second, "cel-type", 'business units need a calendar: after(1, "business day", "front-desk")');
    }
  }
  const span = call.name === "duration" && first ? literalText(first) : undefined;
  if (span !== undefined && first && !parseSpan(span)) walker.fail(first, "cel-unknown-value", "duration() takes 2h, 90m or 1h30m");
  const closed = call.name === "pick" && first ? closedSet(walker, first, NO_LOCALS) : undefined;
  if (closed && second?.op === "map") for (const [key] of second.args as [Node, Node][]) checkValue(walker, key, closed);
}
