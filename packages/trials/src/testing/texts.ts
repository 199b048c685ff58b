import { defaultPractice, inFolder } from "@corridor/rules/testing";

const worked = inFolder(
  "../fixtures/worked/",
  import.meta.glob("../fixtures/worked/*.yaml", { query: "?raw", import: "default", eager: true }),
);

/** The worked rules and their worked tests, in the default practice. */
export const workedPractice = {
  ...Object.fromEntries(
    Object.entries(defaultPractice).filter(([name]) => !/\.(rules|test)\.yaml$/.test(name)),
  ),
  ...worked,
};
