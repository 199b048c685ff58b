// Vite replaces the calls by what they find; a pure package has no other way to a file.
declare global {
  interface ImportMeta {
    readonly glob: (
      pattern: string | readonly string[],
      options: { readonly query: "?raw"; readonly import: "default"; readonly eager: true },
    ) => Record<string, string>;
  }
}

/** Texts by the name of their file inside a folder. */
export const inFolder = (
  folder: string,
  texts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.replace(folder, ""), text]));

/** The rules of the default practice, as the repository holds them. */
export const defaultPractice = inFolder(
  "../../../../rules/",
  import.meta.glob("../../../../rules/**/*.{yaml,md,csv}", { query: "?raw", import: "default", eager: true }),
);

/** A small practice that has nothing wrong. */
export const smallPractice = inFolder(
  "../fixtures/base/",
  import.meta.glob(["../fixtures/base/**/*.yaml", "../fixtures/base/**/*.md"], {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** Files with one kind of fault each. */
export const brokenFiles = inFolder(
  "../fixtures/broken/",
  import.meta.glob("../fixtures/broken/*.yaml", { query: "?raw", import: "default", eager: true }),
);

/** Files of tests with one kind of fault each. */
export const brokenTests = inFolder(
  "../fixtures/broken-tests/",
  import.meta.glob("../fixtures/broken-tests/*.yaml", { query: "?raw", import: "default", eager: true }),
);
