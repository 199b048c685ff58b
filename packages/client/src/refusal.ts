import { Problem } from "@corridor/protocol";

/** An answer that is not 2xx. `message` is the sentence for the person. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;

  constructor(status: number, code: string, sentence: string, requestId: string | null = null) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

/** Reads what the server said; a body that is no problem document still becomes a sentence. */
export function refusalOf(status: number, body: unknown): Refusal {
  const problem = Problem.safeParse(body);
  if (!problem.success) return new Refusal(status, "unreadable", `The server answered ${status}`);
  const { code, detail, title, requestId } = problem.data;
  return new Refusal(status, code, detail || title, requestId);
}

export const isRefusal = (error: unknown): error is Refusal => error instanceof Refusal;

/**
 * No answer, or one that says nothing about what was asked: a proxy's, or that of a server at a loss (its database
 * is starting again). Whether the command arrived is unknown, so it is sent again under the same key.
 */
export const isUnreached = (error: unknown): boolean => !isRefusal(error) || error.status >= 500;

/** What a person is told when it is not about them: nobody answered, or the server is at a loss. */
export function faultSentence(error: unknown): string {
  if (!isRefusal(error)) return "The server could not be reached, so this was not done";
  return `Something went wrong on the server (${error.requestId ?? error.status})`;
}
