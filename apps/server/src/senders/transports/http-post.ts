import type { Delivery } from "@corridor/engine";

export interface Posted {
  readonly delivery: Delivery;
  /** What was answered, where it is JSON; null otherwise. */
  readonly json: unknown;
}

/** More than this nobody needs to answer. */
const LONGEST_ANSWER = 256 * 1024;

/**
 * Asks a host once. Whatever happens is a delivery's outcome: nothing is thrown, and nothing the host said is in it.
 * 408, 425, 429 and 5xx may be tried again, when the host says so not before then; all others are its last word.
 */
export async function httpCall(
  url: string,
  init: { readonly method: "GET" | "POST"; readonly headers: Record<string, string>; readonly body?: string },
  timeoutMs: number,
): Promise<Posted> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    text = await upTo(response, LONGEST_ANSWER);
  } catch (fault) {
    const isLate = fault instanceof Error && fault.name === "TimeoutError";
    return { delivery: { sent: false, retry: true, error: isLate ? "timeout" : "unreachable" }, json: null };
  }
  const { status } = response;
  const json = parsed(text);
  if (status >= 200 && status < 300) return { delivery: { sent: true }, json };
  const retry = status >= 500 || status === 408 || status === 425 || status === 429;
  const afterMs = retry ? retryAfter(response.headers.get("retry-after"), Date.now()) : null;
  return {
    delivery: { sent: false, retry, error: `http_${status}`, ...(afterMs !== null && { afterMs }) },
    json,
  };
}

/** Milliseconds a Retry-After asks for, as seconds or as a date; null where it asks for nothing. */
export function retryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

async function upTo(response: Response, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += (part as Uint8Array).length;
    if (length > most) break;
    parts.push(Buffer.from(part as Uint8Array));
  }
  return Buffer.concat(parts).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
