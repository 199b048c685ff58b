import { type Files, Thread } from "./thread.ts";

/** A whole practice takes less than a second to check, and some seconds to test. */
const checks = new Thread("check", 20_000);
const tests = new Thread("test", 120_000);

/** Checks rules files beside the event loop. */
export const checkRules = (files: Files) => checks.ask(files);

/** Runs the tests that lie among rules files, beside the event loop. */
export const testRules = (files: Files) => tests.ask(files);
