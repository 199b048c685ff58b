/** How often a second `clients` together do `work`, each one turn after the other. The first half second warms up. */
export async function rate(
  clients: number,
  seconds: number,
  work: (client: number, turn: number) => Promise<void>,
): Promise<number> {
  const warm = performance.now() + 500;
  const end = warm + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        await work(client, turn);
        if (performance.now() >= warm) done += 1;
      }
    }),
  );
  return done / seconds;
}

/** The p-th percentile (0 to 1) by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN;
}
