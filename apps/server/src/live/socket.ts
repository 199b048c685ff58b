import type { WebSocket } from "ws";
import type { OpenPractice } from "../house/practice.ts";
import type { Viewer } from "../sessions/viewer.ts";
import { missed, TooFar } from "./catch-up.ts";
import type { Listener } from "./listeners.ts";

/** What a socket may have waiting to be sent. Who is slower than this loads the board anew. */
export const MOST_WAITING_BYTES = 4 * 1024 * 1024;
export const HEARTBEAT_MS = 15_000;
const GOODBYE_MS = 2_000;

/** Close codes: 1013 try again later (too slow), 4401 the session has ended, 1001 the server goes. */
const SLOW = 1013;
const SIGNED_OUT = 4401;

export interface Streaming {
  readonly practice: OpenPractice;
  readonly history: Parameters<typeof missed>[0]["history"];
  readonly viewer: Viewer;
  readonly location: string | null;
  readonly after: number;
  /** Whether the session is still alive; asked at every heartbeat. */
  signedIn(): Promise<boolean>;
  fault(error: unknown): void;
}

/** One browser's stream: first all it has missed, in order, then what happens. Never silence. */
export function stream(socket: WebSocket, streaming: Streaming): void {
  const { practice, viewer, location, fault } = streaming;
  const closers: (() => void)[] = [];
  const listener: Listener = {
    role: viewer.role,
    location,
    send: (frame) => deliver(socket, frame),
    resync: () => socket.send(`{"type":"resync"}`),
  };
  socket.on("error", () => socket.terminate());
  socket.on("close", () => closers.splice(0).forEach((close) => close()));
  // The browser says nothing on this line.
  socket.on("message", () => undefined);
  closers.push(heartbeat(socket, streaming));
  join(socket, listener, streaming, closers).catch((error) => {
    if (error instanceof TooFar) {
      listener.resync();
      return live(socket, listener, practice, viewer, closers);
    }
    // Who has left meanwhile misses nothing, and the database may have gone with the server.
    if (socket.readyState !== socket.OPEN) return;
    fault(error);
    socket.close(1011);
  });
}

async function join(
  socket: WebSocket,
  listener: Listener,
  streaming: Streaming,
  closers: (() => void)[],
): Promise<void> {
  const { practice, history, viewer, location, after } = streaming;
  const view = () => practice.views.of(viewer.role, location);
  for await (const frame of missed(
    { crier: practice.crier, mirror: practice.mirror, history },
    view,
    after,
  )) {
    if (socket.readyState !== socket.OPEN || !deliver(socket, frame)) return;
    await drained(socket);
  }
  live(socket, listener, practice, viewer, closers);
}

/** From here on it hears everything. No turn lies between the last missed frame and this, so nothing falls between. */
function live(
  socket: WebSocket,
  listener: Listener,
  practice: OpenPractice,
  viewer: Viewer,
  closers: (() => void)[],
): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.send(`{"type":"caught-up","seq":${practice.crier.seq}}`);
  closers.push(practice.listeners.add(listener));
  const person = practice.mirror.people.get(viewer.person);
  const display = practice.mirror.names.staff(viewer.person) ?? viewer.person;
  closers.push(
    practice.presence.join({ id: viewer.person, display, roles: [...(person?.roles ?? [])], card: null }),
  );
}

/** Sends, or gives up on a socket whose backlog would grow without end. */
function deliver(socket: WebSocket, frame: string): boolean {
  if (socket.readyState !== socket.OPEN) return false;
  if (socket.bufferedAmount > MOST_WAITING_BYTES) {
    socket.send(`{"type":"resync"}`);
    socket.close(SLOW);
    setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
    return false;
  }
  socket.send(frame);
  return true;
}

/** Lets a browser that catches up take its time: what it misses meanwhile is read later, not kept waiting. */
async function drained(socket: WebSocket): Promise<void> {
  while (socket.readyState === socket.OPEN && socket.bufferedAmount > MOST_WAITING_BYTES / 4)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Finds dead lines and ended sessions, and tells a quiet board how far it is. Returns the closer. */
function heartbeat(socket: WebSocket, { practice, signedIn, fault }: Streaming): () => void {
  let answered = true;
  socket.on("pong", () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
    deliver(socket, `{"type":"caught-up","seq":${practice.crier.seq}}`);
    signedIn().then(
      (still) => still || socket.close(SIGNED_OUT),
      (error) => socket.readyState === socket.OPEN && fault(error),
    );
  }, HEARTBEAT_MS);
  timer.unref();
  return () => clearInterval(timer);
}
