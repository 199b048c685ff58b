import { everything, type Filter } from "./header/filter.ts";
import type { BoardTools } from "./tools.ts";

/** The address carries ids and codes only: no name anybody typed ever gets into a browser's history. */
function read(): { filter: Filter; open: string | null } {
  const query = new URLSearchParams(location.search);
  const filter = {
    location: query.get("location"),
    mine: query.has("mine"),
    due: query.has("due"),
    text: "",
  };
  const all = filter.location === null && !filter.mine && !filter.due;
  return { filter: all ? everything : filter, open: query.get("card") };
}

function write({ filter, open }: { filter: Filter; open: string | null }): void {
  const query = new URLSearchParams(location.search);
  const put = (key: string, value: string | null) =>
    value === null ? query.delete(key) : query.set(key, value);
  put("location", filter.location);
  put("mine", filter.mine ? "1" : null);
  put("due", filter.due ? "1" : null);
  const wasOpen = query.get("card");
  put("card", open);
  const address = query.size === 0 ? location.pathname : `${location.pathname}?${query}`;
  if (wasOpen === null && open !== null) history.pushState(null, "", address);
  else if (address !== location.pathname + location.search) history.replaceState(null, "", address);
}

/** Keeps the address and the board's tools in step, both ways. */
export function followAddress({ filter, open }: BoardTools): () => void {
  const take = () => {
    const from = read();
    filter.set(from.filter);
    open.set(from.open);
  };
  take();
  const give = () => write({ filter: filter.get(), open: open.get() });
  const closers = [filter.subscribe(give), open.subscribe(give)];
  addEventListener("popstate", take);
  return () => {
    for (const close of closers) close();
    removeEventListener("popstate", take);
  };
}
