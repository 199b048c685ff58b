import { afterEach, expect, test, vi } from "vitest";
import { browserPorts } from "./browser.ts";

afterEach(() => vi.restoreAllMocks());

test("a request that is not answered within ten seconds is let go of", async () => {
  const limit = new AbortController();
  const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(limit.signal);
  vi.spyOn(globalThis, "fetch").mockImplementation(
    (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new DOMException("too late", "TimeoutError")));
      }),
  );
  const asked = browserPorts().transport.request({ method: "GET", path: "/session" });
  limit.abort();
  await expect(asked).rejects.toThrow("too late");
  expect(timeout).toHaveBeenCalledWith(10_000);
});

test("what the window says about its network is passed on until the watch ends", () => {
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  const said: string[] = [];
  const end = browserPorts().network.watch({ came: () => said.push("came"), went: () => said.push("went") });
  window.dispatchEvent(new Event("offline"));
  window.dispatchEvent(new Event("online"));
  end();
  window.dispatchEvent(new Event("offline"));
  expect(said).toEqual(["went", "came"]);
  vi.unstubAllGlobals();
});
