import { BoardStore, createApi, type Ports } from "@corridor/client";
import type { Session } from "@corridor/protocol";
import { lazy, Suspense, useEffect, useMemo } from "react";
import { Board } from "../board/board.tsx";
import { BoardSkeleton } from "../board/board-skeleton.tsx";
import { boardTools } from "../board/tools.ts";
import { fetched } from "../design/fetched.ts";
import { Mishap } from "../design/mishap.tsx";
import { SignIn } from "../session/sign-in.tsx";
import { useSession } from "../session/use-session.ts";
import styles from "./app.module.css";
import { Rail } from "./rail.tsx";
import { Unreached } from "./unreached.tsx";
import { useRoom } from "./use-room.ts";

const RulesRoom = lazy(() =>
  fetched(() => import("../rules/rules-room.tsx")).then((m) => ({ default: m.RulesRoom })),
);

/** Who is here decides which room is shown. */
export function App({ ports }: { readonly ports: Ports }) {
  const api = useMemo(() => createApi(ports.transport), [ports]);
  const session = useSession(api);
  const [room, linkTo] = useRoom();
  const { state } = session;
  if (state.at === "door")
    return <SignIn door={state.door} refused={state.refused} onSignIn={session.signIn} onBe={session.be} />;
  if (state.at === "unreached") return <Unreached because={state.because} onRetry={session.ask} />;
  const shown = state.at === "in" && room === "rules" && governs(state.session) ? "rules" : "board";
  return (
    <div className={styles.app}>
      <Rail
        session={state.at === "in" ? state.session : null}
        room={shown}
        linkTo={linkTo}
        rules={state.at === "in" && governs(state.session)}
        onSignOut={session.signOut}
      />
      {state.at === "asking" ? (
        <BoardSkeleton />
      ) : shown === "rules" ? (
        <Rules
          key={state.session.person.id}
          ports={ports}
          session={state.session}
          onExpired={session.expired}
        />
      ) : (
        <BoardRoom
          key={state.session.person.id}
          ports={ports}
          session={state.session}
          linkTo={linkTo}
          onExpired={session.expired}
        />
      )}
    </div>
  );
}

/** Who may look after the rules. The server asks again. */
const governs = ({ roles }: Session): boolean => roles.includes("manager") || roles.includes("admin");

interface RulesProps {
  readonly ports: Ports;
  readonly session: Session;
  readonly onExpired: () => void;
}

function Rules(props: RulesProps) {
  return (
    <Mishap>
      <Suspense fallback={<main aria-busy="true" />}>
        <RulesRoom {...props} />
      </Suspense>
    </Mishap>
  );
}

interface RoomProps {
  readonly ports: Ports;
  readonly session: Session;
  readonly linkTo: ReturnType<typeof useRoom>[1];
  readonly onExpired: () => void;
}

function BoardRoom({ ports, session, linkTo, onExpired }: RoomProps) {
  const rules = governs(session);
  const tools = useMemo(() => {
    const ruleLink = (rule: string) => linkTo("rules", `?rule=${encodeURIComponent(rule)}`);
    return boardTools(new BoardStore(ports), session.person.id, rules ? ruleLink : null);
  }, [ports, session.person.id, rules, linkTo]);
  useEffect(
    () =>
      tools.store.subscribe(() => {
        if (tools.store.getSnapshot().status === "signedOut") onExpired();
      }),
    [tools, onExpired],
  );
  return <Board tools={tools} />;
}
