import { type Api, isRefusal } from "@corridor/client";
import type { Files, Plan } from "@corridor/protocol";
import { useCallback, useEffect, useState } from "react";

/** What is to be activated: the text on the page, or a version that was active once. */
export type Wanted = { readonly files: Files } | { readonly hash: string };

export type Planned =
  | { readonly at: "asking" }
  | { readonly at: "refused"; readonly because: string }
  | { readonly at: "ready"; readonly hash: string; readonly plan: Plan };

/** Asks what activating it would do. Nothing is done yet. */
export function usePlan(api: Api, wanted: Wanted) {
  const [planned, setPlanned] = useState<Planned>({ at: "asking" });
  const ask = useCallback(async () => {
    setPlanned({ at: "asking" });
    setPlanned(await planOf(api, wanted));
  }, [api, wanted]);
  useEffect(() => void ask(), [ask]);
  return [planned, ask] as const;
}

async function planOf(api: Api, wanted: Wanted): Promise<Planned> {
  try {
    if ("hash" in wanted) {
      const { plan } = await api("rulesetPlan", { params: { hash: wanted.hash } });
      return { at: "ready", hash: wanted.hash, plan };
    }
    const { hash, plan, diagnostics } = await api("proposeRuleset", { body: { files: wanted.files } });
    if (hash !== null && plan !== null) return { at: "ready", hash, plan };
    const [first] = diagnostics.filter(({ severity }) => severity === "error");
    return {
      at: "refused",
      because: first ? `${first.file}:${first.line}: ${first.message}` : "The rules have faults.",
    };
  } catch (error) {
    return { at: "refused", because: sentenceOf(error) };
  }
}

export const sentenceOf = (error: unknown): string =>
  isRefusal(error) ? error.message : "The server could not be reached. Nothing was changed.";
