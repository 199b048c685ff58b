import type { Response } from "@corridor/client";

/** A refusal as the server words it. */
export const problem = (status: number, code: string, detail: string): Response => ({
  status,
  body: { type: `about:blank#${code}`, title: code, status, code, detail, requestId: "fixture" },
});
