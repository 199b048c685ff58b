// Vite replaces the calls by what they find; a pure package has no other way to a file.
declare global {
  interface ImportMeta {
    readonly glob: (
      pattern: string | readonly string[],
      options: { readonly query: "?raw"; readonly import: "default"; readonly eager: true },
    ) => Record<string, string>;
  }
}

const inFolder = (
  folder: string,
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.replace(folder, ""), text]));

/** The rules of the default practice with their tests, as the repository holds them. */
export const defaultPractice = inFolder(
  "../../../../rules/",
  import.meta.glob(["../../../../rules/**/*.yaml", "../../../../rules/**/*.md"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

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
