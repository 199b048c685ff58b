/** Texts that tests of rules stand on, here and in packages above. */
export { defaultPractice, inFolder } from "./texts.ts";
