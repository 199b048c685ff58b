import { BoardStore, createApi, type Ports } from "@corridor/client";
import type { Session } from "@corridor/protocol";
import { useEffect, useMemo } from "react";
import { Board } from "../board/board.tsx";
import { BoardSkeleton } from "../board/board-skeleton.tsx";
import { boardTools } from "../board/tools.ts";
import { SignIn } from "../session/sign-in.tsx";
import { useSession } from "../session/use-session.ts";
import styles from "./app.module.css";
import { Rail } from "./rail.tsx";
import { Unreached } from "./unreached.tsx";

/** Who is here decides which room is shown. */
export function App({ ports }: { readonly ports: Ports }) {
  const api = useMemo(() => createApi(ports.transport), [ports]);
  const session = useSession(api);
  const { state } = session;
  if (state.at === "door")
    return <SignIn door={state.door} refused={state.refused} onSignIn={session.signIn} onBe={session.be} />;
  if (state.at === "unreached") return <Unreached because={state.because} onRetry={session.ask} />;
  return (
    <div className={styles.app}>
      <Rail session={state.at === "in" ? state.session : null} onSignOut={session.signOut} />
      {state.at === "asking" ? (
        <BoardSkeleton />
      ) : (
        <BoardRoom
          key={state.session.person.id}
          ports={ports}
          session={state.session}
          onExpired={session.expired}
        />
      )}
    </div>
  );
}

interface RoomProps {
  readonly ports: Ports;
  readonly session: Session;
  readonly onExpired: () => void;
}

function BoardRoom({ ports, session, onExpired }: RoomProps) {
  const tools = useMemo(
    () => boardTools(new BoardStore(ports), session.person.id),
    [ports, session.person.id],
  );
  useEffect(
    () =>
      tools.store.subscribe(() => {
        if (tools.store.getSnapshot().status === "signedOut") onExpired();
      }),
    [tools, onExpired],
  );
  return <Board tools={tools} />;
}
