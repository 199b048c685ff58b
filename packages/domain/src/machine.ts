import { createMachine, transition, type AnyStateMachine } from "xstate";
import { type Lifecycle, type Move, type Place, type Stage, stageOf } from "./lifecycle.ts";

/** A question to the machine: may the card stand there, given what the guards said? */
interface MoveQuestion {
  type: "move";
  to: Place;
  verdicts: Readonly<Record<string, boolean>>;
}

const machines = new WeakMap<Lifecycle, AnyStateMachine>();

/** The XState machine of a lifecycle: stages are compound states, states their children, moves guarded transitions. */
export function machineOf(lifecycle: Lifecycle): AnyStateMachine {
  const known = machines.get(lifecycle);
  if (known) return known;
  const [first = "", begin] = lifecycle.initial.split(".");
  const nodes = lifecycle.stages.map((stage) => [stage.id, stageNode(stage, stage.id === first && begin)]);
  const machine = createMachine({
    id: "card",
    initial: first,
    types: {} as { events: MoveQuestion },
    states: Object.fromEntries(nodes),
  });
  machines.set(lifecycle, machine);
  return machine;
}

function stageNode(stage: Stage, begin: string | false | undefined) {
  const { steps } = stage;
  const within = (enter: readonly string[]): Move => ({ to: stage.id, enter, guard: null, because: null });
  const stateNode = (state: string) =>
    steps ? { on: { move: arrows(within([state, ...(steps[state] ?? [])])) } } : {};
  const moves = steps ? stage.moves : [within(stage.states), ...stage.moves];
  return {
    initial: begin || (stage.states[0] as string),
    states: Object.fromEntries(stage.states.map((state) => [state, stateNode(state)])),
    on: { move: moves.flatMap(arrows) },
  };
}

function arrows(move: Move) {
  return move.enter.map((state) => ({
    target: `#card.${move.to}.${state}`,
    guard: ({ event }: { event: MoveQuestion }) =>
      event.to.stage === move.to &&
      event.to.state === state &&
      (move.guard === null || event.verdicts[move.guard] === true),
  }));
}

const answers = new WeakMap<Lifecycle, Map<string, Place | undefined>>();

/**
 * Where the card stands after the move, or undefined when the machine has no such move from here. Only the
 * position enters and leaves the machine: nothing runs, nothing is remembered. There are few questions and they are
 * asked all day, so the machine is asked each but once.
 */
export function moved(
  lifecycle: Lifecycle,
  from: Place,
  to: Place,
  verdicts: Readonly<Record<string, boolean>>,
): Place | undefined {
  const known = answers.get(lifecycle) ?? new Map<string, Place | undefined>();
  answers.set(lifecycle, known);
  const question = JSON.stringify([from.stage, from.state, to.stage, to.state, verdicts]);
  if (!known.has(question)) known.set(question, asked(lifecycle, from, to, verdicts));
  return known.get(question);
}

function asked(
  lifecycle: Lifecycle,
  from: Place,
  to: Place,
  verdicts: Readonly<Record<string, boolean>>,
): Place | undefined {
  // A card may stand where an older lifecycle had a place; XState throws there instead of saying no.
  if (!stageOf(lifecycle, from.stage)?.states.includes(from.state)) return undefined;
  const machine = machineOf(lifecycle);
  const before = machine.resolveState({ value: { [from.stage]: from.state }, context: {} });
  if (!before.can({ type: "move", to, verdicts })) return undefined;
  const [after] = transition(machine, before, { type: "move", to, verdicts });
  const [entry] = Object.entries(after.value as Record<string, string>);
  return entry && { stage: entry[0], state: entry[1] };
}
