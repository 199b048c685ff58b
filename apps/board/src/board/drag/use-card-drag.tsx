import {
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  type DragStartEvent,
  type DropAnimationFunction,
  MouseSensor,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type ReactNode, useMemo, useRef } from "react";
import { createPortal } from "react-dom";
import { drop, lift, putBack } from "./lift.ts";
import { pointedAt } from "./pointed-at.ts";
import type { BoardTools, Target } from "../tools.ts";

// All of dnd-kit stands behind this file. Columns are the only drop targets and only visible rows are draggable,
// so that a drag costs the same with fifty cards and with fifty thousand.

const MOUSE = { activationConstraint: { distance: 5 } };
// A swipe scrolls; a long press lifts.
const TOUCH = { activationConstraint: { delay: 180, tolerance: 8 } };
const SILENT = {
  announcements: {
    onDragStart: none,
    onDragMove: none,
    onDragOver: none,
    onDragEnd: none,
    onDragCancel: none,
  },
};

function none(): undefined {
  return undefined;
}

/** Our own keyboard mode speaks and moves; dnd-kit's is geometric and loses rows that are not mounted. */
const AUTO_SCROLL = { acceleration: 12, threshold: { x: 0.12, y: 0.14 } };

function targetOf({ collisions }: DragMoveEvent): Target | null {
  const hit = collisions?.[0];
  const line: unknown = hit?.data?.["line"];
  return hit && typeof line === "number" ? { stage: String(hit.id), line } : null;
}

interface ProviderProps {
  readonly tools: BoardTools;
  /** The lifted card as it hangs on the pointer. */
  readonly overlay: ReactNode;
  readonly children: ReactNode;
}

export function CardDragProvider({ tools, overlay, children }: ProviderProps) {
  const sensors = useSensors(useSensor(MouseSensor, MOUSE), useSensor(TouchSensor, TOUCH));
  const accepted = useRef(false);
  const handlers = useMemo(() => dragHandlers(tools, accepted), [tools]);
  const flyBack: DropAnimationFunction = ({ active, dragOverlay }) =>
    accepted.current ? undefined : fly(dragOverlay.node, active.rect);
  return (
    <DndContext sensors={sensors} autoScroll={AUTO_SCROLL} accessibility={SILENT} {...handlers}>
      {children}
      {createPortal(
        <DragOverlay dropAnimation={flyBack} zIndex={60}>
          {overlay}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}

function dragHandlers(tools: BoardTools, accepted: { current: boolean }) {
  const collisionDetection: CollisionDetection = ({ pointerCoordinates }) => {
    const target = pointerCoordinates && pointedAt(tools.grips, pointerCoordinates);
    return target ? [{ id: target.stage, data: { line: target.line } }] : [];
  };
  const aim = (event: DragMoveEvent) => tools.target.set(targetOf(event));
  return {
    collisionDetection,
    onDragStart: ({ active }: DragStartEvent) => lift(tools, String(active.id), "hand"),
    onDragMove: aim,
    onDragOver: aim,
    onDragCancel: () => putBack(tools),
    onDragEnd: (event: DragEndEvent) => {
      // The last aim, not this event's: by now dnd-kit may have measured a board that is already another one.
      accepted.current = drop(tools, event.active.rect.current.translated);
    },
  };
}

const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

async function fly(node: HTMLElement, home: DOMRectReadOnly | { left: number; top: number }): Promise<void> {
  if (still()) return;
  const here = node.getBoundingClientRect();
  const to = `translate(${home.left - here.left}px, ${home.top - here.top}px)`;
  await node.animate([{ translate: "0 0" }, { transform: to }], {
    duration: 200,
    easing: "cubic-bezier(.2,0,0,1)",
    composite: "add",
  }).finished;
}

/** A row that can be lifted. */
export function useCardDrag(id: string) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id });
  return { setNodeRef, listeners, isDragging };
}

/** A column's landing ground. It must lie inside the scroller, or the column would not scroll by itself. */
export function useColumnDrop(stage: string) {
  return useDroppable({ id: stage }).setNodeRef;
}
