interface Point {
  readonly x: number;
  readonly y: number;
}

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

function send(target: EventTarget, type: string, { x, y }: Point): void {
  target.dispatchEvent(
    new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0 }),
  );
}

const middleOf = (node: Element): Point => {
  const box = node.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + Math.min(60, box.height / 2) };
};

/** A mouse that takes its time: over a tenth of a second from one thing to the other, as a hand does. */
export async function drag(from: Element, to: Element): Promise<void> {
  const [start, end] = [middleOf(from), middleOf(to)];
  send(from, "mousedown", start);
  for (let step = 1; step <= 8; step++) {
    const share = step / 8;
    send(document, "mousemove", {
      x: start.x + (end.x - start.x) * share,
      y: start.y + (end.y - start.y) * share,
    });
    await frame();
  }
  await frame();
  send(document, "mouseup", end);
}
