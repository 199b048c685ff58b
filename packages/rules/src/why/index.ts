export type { Overrides } from "./change.ts";
export { obstacle } from "./obstacle.ts";
