import type { FastifyInstance } from "fastify";
import { refuse } from "../../errors/problem.ts";

const DEEPEST = 64;
/** What neither a database's text nor its JSON can hold: the NUL character and halves of surrogate pairs. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** Nothing of the kind can be in a body that has neither these characters nor escapes that could make them. */
const SUSPECT = /\0|\p{Surrogate}|\\u(0000|d[89a-f])/iu;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/**
 * Reads JSON bodies, FHIR's too. Refused as unreadable: what is not JSON, what would change a prototype, what is
 * nested beyond reason, and characters that could not be stored.
 */
export function addJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.removeContentTypeParser("text/plain");
  // A zipped bundle is unpacked by the one route that takes it; elsewhere its schema refuses bytes.
  app.addContentTypeParser(["application/gzip"], { parseAs: "buffer" }, (_request, bytes, done) =>
    done(null, bytes),
  );
  const types = ["application/json", "application/fhir+json"];
  app.addContentTypeParser(types, { parseAs: "string" }, (request, text, done) => {
    // Many clients name the type of every body, also of the one they do not send.
    if (text === "") return done(null, undefined);
    parse(request, text as string, (error, value) => {
      if (error) return done(refuse("body_unreadable", "The body is not JSON."), undefined);
      const fault = unstorable(value, text as string);
      done(fault === null ? null : refuse("body_unreadable", fault), value);
    });
  });
}

/** Walks without recursion: a body of a few kilobytes can be nested deeper than the stack. */
export function unstorable(value: unknown, text: string): string | null {
  const suspect = SUSPECT.test(text);
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return "The body is nested too deep.";
    const below: unknown[] = [];
    for (const one of level) {
      if (suspect && typeof one === "string" && !isStorable(one))
        return "The body has characters that cannot be kept.";
      if (typeof one !== "object" || one === null) continue;
      if (suspect && !Object.keys(one).every(isStorable))
        return "The body has characters that cannot be kept.";
      for (const inner of Object.values(one)) below.push(inner);
    }
    level = below;
  }
  return null;
}
