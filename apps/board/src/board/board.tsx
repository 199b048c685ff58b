import { lazy, Suspense, useEffect } from "react";
import { Announcer } from "./announcer.tsx";
import { followAddress } from "./address.ts";
import { BoardHeader } from "./header/board-header.tsx";
import { BoardSkeleton } from "./board-skeleton.tsx";
import styles from "./board.module.css";
import { Columns } from "./column/columns.tsx";
import { flights } from "./drag/flight.ts";
import { bringIntoSight } from "./walk.ts";
import { LiftedCard } from "./drag/lifted-card.tsx";
import { LineNote } from "./header/line-note.tsx";
import { followKeys } from "./keys.ts";
import { type BoardTools, BoardToolsProvider, useBoard, useTools } from "./tools.ts";
import { Toasts } from "./toasts.tsx";
import { CardDragProvider } from "./drag/use-card-drag.tsx";
import { fetched } from "../design/fetched.ts";
import { Mishap } from "../design/mishap.tsx";
import { useMicroStore } from "../design/micro-store.ts";

const loadDrawer = () => fetched(() => import("../drawer/drawer.tsx"));
const loadNewCard = () => fetched(() => import("../card/new-card.tsx"));
const loadCardMenu = () => fetched(() => import("../card/card-menu.tsx"));
const loadKeySheet = () => fetched(() => import("./key-sheet.tsx"));
const Drawer = lazy(() => loadDrawer().then((m) => ({ default: m.Drawer })));
const NewCard = lazy(() => loadNewCard().then((m) => ({ default: m.NewCard })));
const CardMenu = lazy(() => loadCardMenu().then((m) => ({ default: m.CardMenu })));
const KeySheet = lazy(() => loadKeySheet().then((m) => ({ default: m.KeySheet })));

/** The board's room: header, columns, drawer, and what floats above them. */
export function Board({ tools }: { readonly tools: BoardTools }) {
  useEffect(() => tools.store.start(), [tools]);
  useEffect(() => followAddress(tools), [tools]);
  useEffect(() => flights.follow(tools.store), [tools]);
  useEffect(() => followKeys(tools), [tools]);
  // Not needed for the first drag, wanted right after it.
  useEffect(() => whenIdle(() => void loadDrawer().catch(() => undefined)), []);
  return (
    <BoardToolsProvider value={tools}>
      <Room />
      <Announcer />
      <Toasts />
    </BoardToolsProvider>
  );
}

function whenIdle(then: () => void): () => void {
  const id = setTimeout(then, 1_500);
  return () => clearTimeout(id);
}

function Room() {
  const tools = useTools();
  const loaded = useBoard((snapshot) => snapshot.head !== null);
  if (!loaded) return <BoardSkeleton />;
  return (
    <CardDragProvider tools={tools} overlay={<LiftedCard />}>
      <div className={styles.room}>
        <BoardHeader />
        <LineNote />
        <div className={styles.floor}>
          <Columns />
          <Aside />
        </div>
      </div>
      <Floating />
    </CardDragProvider>
  );
}

function Aside() {
  const tools = useTools();
  const id = useMicroStore(tools.open, (open) => open);
  const here = useBoard((snapshot) => id !== null && snapshot.cards.has(id));
  useEffect(() => {
    // The drawer takes room from the columns, and a link may lead to a card far down: the open one is in sight.
    if (id !== null && here) bringIntoSight(tools, id);
  }, [tools, id, here]);
  if (id === null || !here) return null;
  return (
    <Mishap key={id} className={styles.drawerPlace}>
      <Suspense fallback={<div className={styles.drawerPlace} />}>
        <Drawer id={id} />
      </Suspense>
    </Mishap>
  );
}

/** Menus and dialogs come with their code when they are first asked for. */
function Floating() {
  const tools = useTools();
  const menu = useMicroStore(tools.menu, (value) => value);
  const dialog = useMicroStore(tools.dialog, (value) => value);
  return (
    <Suspense fallback={null}>
      {menu && <CardMenu key={menu.card + menu.kind} {...menu} />}
      {dialog === "new-card" && <NewCard />}
      {dialog === "keys" && <KeySheet />}
    </Suspense>
  );
}
