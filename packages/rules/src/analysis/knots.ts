/**
 * The knots of a graph: sets of nodes from each of which every other, and the node itself, can be come to. In the order
 * in which their first nodes are given. (Tarjan's way; iterative, as a chain of rules may be long.)
 */
export function knots<T>(nodes: readonly T[], next: (node: T) => readonly T[]): readonly (readonly T[])[] {
  const order = new Map(nodes.map((node, i) => [node, i]));
  const found = new Map<T, number>();
  const low = new Map<T, number>();
  const open = new Set<T>();
  const stack: T[] = [];
  const all: T[][] = [];
  for (const root of nodes) {
    if (found.has(root)) continue;
    const path: { readonly node: T; readonly left: T[] }[] = [];
    const enter = (node: T): void => {
      found.set(node, found.size);
      low.set(node, found.size - 1);
      open.add(node);
      stack.push(node);
      path.push({ node, left: [...next(node)] });
    };
    enter(root);
    for (let at = path.at(-1); at; at = path.at(-1)) {
      const { node, left } = at;
      const to = left.pop();
      if (to !== undefined) {
        if (!found.has(to)) enter(to);
        else if (open.has(to)) low.set(node, Math.min(low.get(node) ?? 0, found.get(to) ?? 0));
        continue;
      }
      path.pop();
      const above = path.at(-1)?.node;
      if (above !== undefined) low.set(above, Math.min(low.get(above) ?? 0, low.get(node) ?? 0));
      if (low.get(node) === found.get(node)) all.push(takeDownTo(node, stack, open));
    }
  }
  const first = (knot: readonly T[]): number => Math.min(...knot.map((node) => order.get(node) ?? 0));
  return all
    .filter(([node, other]) => other !== undefined || (node !== undefined && next(node).includes(node)))
    .map((knot) => knot.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)))
    .toSorted((a, b) => first(a) - first(b));
}

function takeDownTo<T>(node: T, stack: T[], open: Set<T>): T[] {
  const knot = stack.splice(stack.lastIndexOf(node));
  for (const member of knot) open.delete(member);
  return knot;
}
