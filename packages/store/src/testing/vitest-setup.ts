/** Vitest's global setup for `*.pg.test.ts`. */
export function setup(): void {}
