import { gunzip } from "node:zlib";
import { promisify } from "node:util";
import { FhirError, type Rejected } from "@corridor/fhir";
import { isInstant } from "@corridor/time";
import { refuse } from "../errors/problem.ts";
import { importBundle } from "../importing/import-bundle.ts";
import { unstorable } from "../plugins/app/json-bodies.ts";
import type { Doors } from "./route.ts";

const MOST = 64 * 1024 * 1024;
/** Who may bring records in from another system. */
const IMPORTERS = new Set<string>(["front_desk", "manager", "admin"]);
const unzip = promisify(gunzip);

export function importRoutes({ serve }: Doors): void {
  serve(
    "importFhir",
    async ({ body, viewer, practice, request }) => {
      if (!IMPORTERS.has(viewer.role)) throw refuse("not_allowed", "Your role may not import records.");
      const { "as-of": given, asOf = given } = request.query as { "as-of"?: string; asOf?: string };
      const today = new Date().toISOString().slice(0, 10);
      if (asOf !== undefined && !(/^\d{4}-\d{2}-\d{2}$/.test(asOf) && isInstant(`${asOf}T00:00:00Z`)))
        throw refuse("request_invalid", "asOf must be a day such as 2026-11-09.");
      try {
        const report = await importBundle(
          practice,
          Buffer.isBuffer(body) ? await unzipped(body) : body,
          asOf ?? today,
        );
        await practice.crier.settled();
        return { ...report, rejected: report.rejected.map(seen), warnings: report.warnings.map(seen) };
      } catch (error) {
        if (error instanceof FhirError) throw refuse("bundle_unusable", error.message);
        throw error;
      }
    },
    { bodyLimit: MOST },
  );
}

/** A gzipped bundle (`application/gzip`). Unpacked it may not be larger than one that was sent as it is. */
async function unzipped(body: Buffer): Promise<unknown> {
  const value = await parsed(body).catch(() => {
    throw refuse("body_unreadable", "The body is not gzipped JSON, or it is too large.");
  });
  const fault = unstorable(value.json, value.text);
  if (fault !== null) throw refuse("body_unreadable", fault);
  return value.json;
}

async function parsed(body: Buffer): Promise<{ readonly text: string; readonly json: unknown }> {
  const text = (await unzip(body, { maxOutputLength: MOST })).toString("utf8");
  return { text, json: JSON.parse(text) };
}

const seen = ({ entry, path, resource, reason }: Rejected) => ({ entry, path, resource, because: reason });
