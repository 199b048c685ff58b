import type { RulesBook, StageWords } from "@corridor/rules/words";
import { escaped } from "./escaped.ts";

const WIDTH = 128;
const GAP = 64;
const LINE = 18;
const HEAD = 30;
const ARC = 26;
const MARGIN = 12;

interface Box {
  readonly stage: StageWords;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/**
 * The lifecycle as a picture: stages from left to right in the order of the board, where the way ends at the right.
 * A move to the next stage is a straight arrow, one that skips goes over the others, one that leads back (or to the
 * second and further ends) goes below.
 */
export function diagram({ stages }: RulesBook): string {
  const going = stages.filter(({ final }) => !final);
  const ends = stages.filter(({ final }) => final);
  const tallest = Math.max(HEAD, ...going.map(heightOf));
  const jumps = going.flatMap((stage) => stage.moves.map((move) => spanOf(stages, stage.id, move.to)));
  const above = ARC * Math.max(1, ...jumps.filter((span) => span > 1)) + MARGIN;
  const boxes = new Map<string, Box>();
  for (const [i, stage] of going.entries())
    boxes.set(stage.id, { stage, x: MARGIN + i * (WIDTH + GAP), y: above, height: heightOf(stage) });
  for (const [i, stage] of ends.entries())
    boxes.set(stage.id, {
      stage,
      x: MARGIN + going.length * (WIDTH + GAP),
      y: above + i * (HEAD + 20),
      height: HEAD,
    });
  const floor = above + Math.max(tallest, ends.length * (HEAD + 20));
  const below = ARC * Math.max(1, ...jumps.map((span) => -span)) + MARGIN;
  const width = MARGIN * 2 + (going.length + (ends.length > 0 ? 1 : 0)) * (WIDTH + GAP) - GAP;
  const arrows = going.flatMap((stage) =>
    stage.moves.map((move) => arrow(boxes, stage.id, move.to, spanOf(stages, stage.id, move.to), floor)),
  );
  return [
    `<svg class="way" viewBox="0 0 ${width} ${floor + below}" role="img" aria-label="${escaped(described(stages))}">`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>',
    ...arrows,
    ...[...boxes.values()].map(boxSvg),
    "</svg>",
  ].join("\n");
}

const heightOf = ({ states }: StageWords): number =>
  HEAD + states.length * LINE + (states.length > 0 ? 8 : 0);

/** How many stages a move goes on over the others, or (below zero) how many it passes below them. */
function spanOf(stages: readonly StageWords[], from: string, to: string): number {
  const going = stages.filter(({ final }) => !final).map(({ id }) => id);
  const ends = stages.filter(({ final }) => final).map(({ id }) => id);
  const [a, b] = [going.indexOf(from), going.indexOf(to)];
  if (b >= 0) return b - a;
  const span = going.length - a;
  return ends.indexOf(to) > 0 ? -span : span;
}

function boxSvg({ stage, x, y, height }: Box): string {
  const states = stage.states.map(
    (state, i) =>
      `<text x="${x + 12}" y="${y + HEAD + 12 + i * LINE}" class="state">${escaped(state)}</text>`,
  );
  const kind = stage.final ? "end" : stage.initial ? "first" : "stage";
  return [
    `<rect class="${kind}" x="${x}" y="${y}" width="${WIDTH}" height="${height}" rx="8"/>`,
    `<text x="${x + 12}" y="${y + 20}" class="name">${escaped(stage.name)}</text>`,
    ...states,
  ].join("");
}

function arrow(
  boxes: ReadonlyMap<string, Box>,
  ...[from, to, span, floor]: readonly [from: string, to: string, span: number, floor: number]
): string {
  const [a, b] = [boxes.get(from), boxes.get(to)];
  if (!a || !b) return "";
  const title = `<title>${escaped(`${a.stage.name} to ${b.stage.name}`)}</title>`;
  const path = (d: string, kind: string) =>
    `<path class="${kind}" d="${d}" marker-end="url(#tip)">${title}</path>`;
  const gate = a.stage.moves.find((move) => move.to === to)?.when.length ? "move gated" : "move";
  if (span === 1) return path(`M${a.x + WIDTH} ${a.y + 15}H${b.x - 2}`, gate);
  if (span > 0) return path(over(a, b, a.y - span * ARC + 8), gate);
  return path(under(a, b, floor - span * ARC), gate);
}

function over(a: Box, b: Box, top: number): string {
  const [x1, x2] = [a.x + WIDTH * 0.7, b.x + WIDTH * 0.3];
  return `M${x1} ${a.y}C${x1} ${top} ${x2} ${top} ${x2} ${b.y - 2}`;
}

function under(a: Box, b: Box, bottom: number): string {
  const [x1, x2] = [a.x + WIDTH * 0.3, b.x + WIDTH * 0.7];
  return `M${x1} ${a.y + a.height}C${x1} ${bottom} ${x2} ${bottom} ${x2} ${b.y + b.height + 2}`;
}

const described = (stages: readonly StageWords[]): string =>
  stages
    .filter(({ moves }) => moves.length > 0)
    .map(
      ({ name, moves }) =>
        `${name} leads to ${moves.map(({ to }) => stages.find(({ id }) => id === to)?.name ?? to).join(", ")}`,
    )
    .join(". ");
