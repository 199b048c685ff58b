import { connect, createServer, type Socket } from "node:net";

export interface DeafPooler {
  /** The database's address as seen through it. */
  readonly url: string;
  /** Notifications it has kept back. */
  readonly kept: () => number;
  close(): Promise<void>;
}

/** A notification, as the database's protocol marks it. */
const NOTIFICATION = "A".charCodeAt(0);
/** A mark of one byte and a length of four. */
const HEAD = 5;

/**
 * Stands between a store and its database as a pooler of transactions does: everything passes, and whoever listens is
 * never told anything.
 */
export async function openDeafPooler(url: string): Promise<DeafPooler> {
  const to = new URL(url);
  const socketDir = to.searchParams.get("host");
  const port = Number(to.port || 5432);
  const sockets = new Set<Socket>();
  let kept = 0;
  const server = createServer((client) => {
    const database =
      socketDir === null ? connect(port, to.hostname) : connect(`${socketDir}/.s.PGSQL.${port}`);
    for (const socket of [client, database]) {
      sockets.add(socket.on("error", () => socket.destroy()));
      socket.on("close", () => void sockets.delete(socket));
    }
    client.pipe(database);
    database.on("end", () => client.end());
    let left = Buffer.alloc(0);
    database.on("data", (data) => {
      left = Buffer.concat([left, data]);
      while (left.length >= HEAD && left.length > left.readUInt32BE(1)) {
        const end = 1 + left.readUInt32BE(1);
        if (left[0] === NOTIFICATION) kept += 1;
        else client.write(left.subarray(0, end));
        left = left.subarray(end);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  to.searchParams.delete("host");
  to.hostname = "127.0.0.1";
  to.port = String(typeof address === "object" && address !== null ? address.port : 0);
  return {
    url: to.href,
    kept: () => kept,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
