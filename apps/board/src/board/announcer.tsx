import { useMicroStore } from "../design/micro-store.ts";
import { useTools } from "./tools.ts";

/** What a screen reader is told: where a lifted card is, and whether it may go there. */
export function Announcer() {
  const tools = useTools();
  const said = useMicroStore(tools.said, (text) => text);
  return (
    <>
      <div className="hidden-text" role="log" aria-live="assertive" data-announcer>
        {said}
      </div>
      <div className="hidden-text" id="card-keys">
        Enter opens the card. Space lifts it, arrow keys carry it, space again drops it, escape puts it back.
        M chooses a stage from a list.
      </div>
    </>
  );
}
