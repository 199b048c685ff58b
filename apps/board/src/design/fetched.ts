const PAUSE = 1_000;
const TRIES = 120;

/**
 * Code that comes when it is first needed. While the line is away it is asked for again: React remembers a part
 * that failed once as failed, so that no "Try again" would ever show it. A browser remembers a failed module likewise,
 * with all it stands on; so code is asked for only when the server has just answered.
 */
export async function fetched<T>(load: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      await fetch("/health/live", { cache: "no-store" });
      return await load();
    } catch (error) {
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
