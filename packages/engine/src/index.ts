/** One pure step, its drivers, its ports and a memory store. */
export {};
