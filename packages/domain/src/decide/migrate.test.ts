import { describe, it } from "vitest";
import { event } from "../events.ts";
import { fact, given, journey, standing } from "../testing/index.ts";

const older = standing("intake.new", { lifecycle: 2 });
const rank = "a0";
const from = { lifecycle: 2, stage: "intake", state: "new", rank };

describe("bringing a card under the lifecycle that decides now", () => {
  it("renames its place and enters nothing", () => {
    given(older)
      .when({ type: "migrate", lifecycle: journey.version, to: "intake.ready" })
      .then([
        event("card.migrated", {
          from,
          to: { lifecycle: 3, stage: "intake", state: "ready", rank, final: false },
        }),
      ]);
  });

  it("puts it at the end of another column, and asks no guard", () => {
    given(older)
      .when(
        { type: "migrate", lifecycle: 3, to: "closed" },
        {
          facts: [fact("gap", { after: "a4", before: null }, "closed", "", "", "c-1")],
          refusing: { closable: "no" },
        },
      )
      .then([
        event("card.migrated", {
          from,
          to: { lifecycle: 3, stage: "closed", state: "closed", rank: "a5", final: true },
        }),
      ]);
  });

  it("is nothing for a card that is under it already", () => {
    given(standing("intake.new")).when({ type: "migrate", lifecycle: 3, to: "intake.ready" }).thenNothing();
  });

  it("is refused where another lifecycle decides by now, or has no such place", () => {
    given(older).when({ type: "migrate", lifecycle: 4, to: "intake.ready" }).thenRefused("ruleset_stale");
    given(older).when({ type: "migrate", lifecycle: 3, to: "intake.gone" }).thenRefused("place_unknown");
  });
});
