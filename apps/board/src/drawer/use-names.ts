import { useMemo } from "react";
import { useHead } from "../board/tools.ts";
import { useNow } from "../design/use-now.ts";
import { spoken } from "../design/words.ts";
import type { Names } from "./sentences.ts";

/** The board's names for the ids in events. */
export function useNames(): Names {
  const { stages, people, practice } = useHead();
  const now = useNow();
  return useMemo(
    () => ({
      ...{ zone: practice.timezone, now },
      stage: (id) => stages.find((s) => s.id === id)?.name ?? spoken(id),
      person: (id) => people.find((p) => p.id === id)?.display ?? "somebody",
    }),
    [stages, people, practice, now],
  );
}
