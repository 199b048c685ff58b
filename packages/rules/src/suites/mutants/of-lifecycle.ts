import { type Cursor, inside, members } from "../../reading/index.ts";
import { becomes, type Change, leftOut } from "./change.ts";
import { ofCondition } from "./of-rules.ts";

const code = (text: string): string => `\`${text}\``;

/** Every move left out, every guard changed, and limits that refuse: one that warns changes nothing a test can see. */
export const changesOfStage = (at: Cursor): readonly Change[] => [
  ...members(inside(at, "moves")).flatMap((move) => [leftOut(move), ...ofCondition(inside(move, "if"))]),
  ...(inside(at, "wip", "policy").value === "block" ? ofLimit(inside(at, "wip")) : []),
];

function ofLimit(wip: Cursor): readonly Change[] {
  const [limit, per] = [inside(wip, "limit"), inside(wip, "per")];
  return [
    becomes(limit, Number(limit.value) + 1, String),
    becomes(inside(wip, "policy"), "warn", code),
    ...(per.value === "location" ? [becomes(per, "practice", code)] : []),
  ];
}
