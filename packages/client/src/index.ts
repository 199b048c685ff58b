/** The board's mind without React. */
export { type Api, type CallOptions, createApi } from "./api.ts";
export { BoardStore } from "./board-store.ts";
export { browserPorts } from "./browser.ts";
export type { Status } from "./connection.ts";
export { follow, type Followed } from "./follow.ts";
export type { Arrival } from "./frames.ts";
export type { Cards, Columns } from "./mirror.ts";
export type { Notice } from "./notices.ts";
export { type Drop, neighbours } from "./place.ts";
export type { Clock, Network, Ports, Request, Response, SocketEvents, Transport } from "./ports.ts";
export { isRefusal, Refusal } from "./refusal.ts";
export type { BoardHead, BoardSnapshot } from "./snapshot.ts";
