import { Outlet, type OutletLimits } from "./outlet.ts";

/** The ways to hosts, one for each, whoever goes there: what a host can bear it must bear from everybody together. */
export class Outlets {
  readonly #byHost = new Map<string, Outlet>();

  /** The way to an address's host. Its limits are those of whoever went there first. */
  to(url: string, limits: OutletLimits): Outlet {
    const { host } = new URL(url);
    const known = this.#byHost.get(host);
    if (known) return known;
    const made = new Outlet(limits);
    this.#byHost.set(host, made);
    return made;
  }

  /** Nothing waits any more to be sent: the server is about to stop. */
  hurry(): void {
    for (const outlet of this.#byHost.values()) outlet.hurry();
  }
}
