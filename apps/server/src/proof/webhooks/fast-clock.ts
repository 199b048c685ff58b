/** So many times faster than the wall's it runs: what waits for seconds between two tries need not be waited for. */
export const SPEED = 20;

/** The same clock in every process that is told when it began. */
export const fastClock = (began: number) => (): string =>
  new Date(began + (Date.now() - began) * SPEED).toISOString();
