export { type Clock, type Clocks, createClocks } from "./reconcile.ts";
