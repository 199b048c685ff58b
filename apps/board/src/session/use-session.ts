import { type Api, isRefusal } from "@corridor/client";
import type { DemoDoor, Persona, Session, SignIn } from "@corridor/protocol";
import { useCallback, useEffect, useState } from "react";

export type SessionState =
  | { readonly at: "asking" }
  /** Nobody is signed in. `refused` is why the last try failed. */
  | { readonly at: "door"; readonly door: DemoDoor; readonly refused: string | null }
  | { readonly at: "in"; readonly session: Session }
  | { readonly at: "unreached"; readonly because: string };

const closed: DemoDoor = { demo: false, personas: [] };

/** Who is signed in, and the ways in and out. */
export function useSession(api: Api) {
  const [state, setState] = useState<SessionState>({ at: "asking" });

  const toDoor = useCallback(
    async (refused: string | null = null) => {
      const door = await api("demoDoor").catch(() => closed);
      setState({ at: "door", door, refused });
    },
    [api],
  );

  const ask = useCallback(async () => {
    try {
      setState({ at: "in", session: await api("session") });
    } catch (error) {
      if (isRefusal(error) && error.status === 401) await toDoor();
      else setState({ at: "unreached", because: error instanceof Error ? error.message : "no answer" });
    }
  }, [api, toDoor]);

  useEffect(() => void ask(), [ask]);

  const enter = async (asked: Promise<Session>) => {
    try {
      setState({ at: "in", session: await asked });
    } catch (error) {
      await toDoor(error instanceof Error ? error.message : "That did not work");
    }
  };

  return {
    state,
    ask,
    signIn: (body: SignIn) => enter(api("signIn", { body })),
    be: (persona: Persona) => enter(api("signInDemo", { body: { persona: persona.id } })),
    signOut: async () => {
      await api("signOut").catch(() => undefined);
      await toDoor();
    },
    /** The server has forgotten us. */
    expired: () => void toDoor("You were signed out. Please sign in again."),
  };
}
