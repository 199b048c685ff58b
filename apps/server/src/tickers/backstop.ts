import cron from "node-cron";

/** The tick that wakes everything once a minute, in UTC, should ever a wake-up have been lost. Returns the closer. */
export function startBackstop(wake: () => void): () => void {
  const task = cron.schedule("* * * * *", wake, {
    timezone: "UTC",
    suppressMissedWarning: true,
    unref: true,
  });
  return () => void task.destroy();
}
