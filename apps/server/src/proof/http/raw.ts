import { createConnection } from "node:net";

/** Bytes that are no request, or one that no client library would send. */
export function raw(cookie: string, card: string): readonly string[] {
  const head = (line: string, ...lines: readonly string[]) =>
    [line, "host: x", ...lines, "", ""].join("\r\n");
  const upgrade = [
    "connection: upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
  ];
  const json = ["content-type: application/json", `cookie: ${cookie}`, "if-match: *"];
  return [
    "\r\n\r\n\r\n",
    "\u0000\u0001\u0002".repeat(500),
    "GET\r\n\r\n",
    head("GET /api/v1/../../../../etc/passwd HTTP/1.1"),
    head("GET /api/v1/board\u0000 HTTP/1.1", `cookie: ${cookie}`),
    head("GET http://elsewhere.example/api/v1/board HTTP/1.1", `cookie: ${cookie}`),
    head("GET * HTTP/1.1"),
    head("FETCH /api/v1/board HTTP/1.1"),
    head("GET /api/v1/board HTTP/9.9"),
    head("CONNECT /api/v1/board HTTP/1.1"),
    head("TRACE /api/v1/board HTTP/1.1", `cookie: ${cookie}`),
    head("GET /api/v1/board HTTP/1.1", `x: ${"y".repeat(100_000)}`),
    head("GET /api/v1/board HTTP/1.1", ...Array.from({ length: 3_000 }, (_, n) => `h${n}: 1`)),
    head("GET /api/v1/board HTTP/1.1", "cookie: corridor_session=\u00ff\u00fe; corridor_session=%E0%A4%A"),
    head(`POST /api/v1/cards/${card}/commands HTTP/1.1`, ...json, "content-length: 5", "content-length: 6") +
      "{}{}{}",
    head(
      `POST /api/v1/cards/${card}/commands HTTP/1.1`,
      ...json,
      "transfer-encoding: chunked",
      "content-length: 3",
    ) + "zz\r\n{}",
    head(`POST /api/v1/cards/${card}/commands HTTP/1.1`, ...json, "transfer-encoding: chunked") +
      '5\r\n{"a":\r\nfffffffff\r\n',
    head(`POST /api/v1/cards/${card}/commands HTTP/1.1`, ...json, "content-length: 1000") + '{"type":',
    head(`POST /api/v1/cards/${card}/commands HTTP/1.1`, ...json, "content-length: -1") + "{}",
    head(
      `POST /api/v1/cards/${card}/commands HTTP/1.1`,
      ...json,
      "expect: 100-continue",
      "content-length: 2",
    ) + "{}",
    head("GET /api/v1/stream?after=0 HTTP/1.1", ...upgrade),
    head("GET /api/v1/stream?after=x HTTP/1.1", ...upgrade, `cookie: ${cookie}`),
    head("GET /api/v1/stream HTTP/1.1", ...upgrade, `cookie: ${cookie}`),
    head("GET /api/v1/stream?after=0 HTTP/1.1", ...upgrade.slice(0, 2), `cookie: ${cookie}`),
    head(
      "GET /api/v1/stream?after=0 HTTP/1.1",
      ...upgrade,
      `cookie: ${cookie}`,
      "origin: http://evil.example",
    ),
    head("GET /api/v1/stream?after=0 HTTP/1.1", ...upgrade, `cookie: ${cookie}`) +
      "\u00ff\u00ff garbage for a frame",
    head("GET /api/v1/stream?after=999999999999999 HTTP/1.1", ...upgrade, `cookie: ${cookie}`) +
      "\u0081\u007f\u00ff\u00ff\u00ff\u00ff",
    head("GET /api/v1/board HTTP/1.1", ...upgrade, `cookie: ${cookie}`),
    head("POST /api/v1/session HTTP/1.1", ...upgrade, "content-length: 2") + "{}",
  ];
}

/** Sends bytes and returns the status that came back; null where the line was closed without one. */
export function send(port: number, bytes: string, patienceMs: number): Promise<number | null> {
  return new Promise((resolve) => {
    let said = "";
    const socket = createConnection({ port, host: "127.0.0.1" }, () =>
      socket.write(Buffer.from(bytes, "latin1")),
    );
    const done = () => {
      socket.destroy();
      const status = /^HTTP\/1\.1 (\d{3})/.exec(said)?.[1];
      resolve(status === undefined ? null : Number(status));
    };
    socket.setTimeout(patienceMs, done);
    socket.on("data", (part) => {
      said += part.toString("latin1");
    });
    socket.on("error", done);
    socket.on("close", done);
  });
}
