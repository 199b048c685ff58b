import { expect, test } from "vitest";
import { draftOf, filesOf, overwritten } from "./draft.ts";

const saved = { "a.yaml": "one", "b.yaml": "two" };

test("a draft holds only what differs", () => {
  expect(draftOf("h", saved, saved)).toBeNull();
  const files = { "a.yaml": "one", "c.yaml": "three" };
  const draft = draftOf("h", saved, files);
  expect(draft).toEqual({
    base: "h",
    files: { "c.yaml": "three", "b.yaml": null },
    from: { "c.yaml": null, "b.yaml": "two" },
  });
  expect(filesOf(saved, draft)).toEqual(files);
});

test("over rules that were changed meanwhile, a draft brings its own files only", () => {
  const draft = draftOf("h", saved, { ...saved, "b.yaml": "mine" });
  expect(filesOf({ "a.yaml": "theirs", "b.yaml": "two" }, draft)).toEqual({
    "a.yaml": "theirs",
    "b.yaml": "mine",
  });
});

test("a draft knows what its files were when they were begun, however often the page is read anew", () => {
  const draft = draftOf("h", saved, { ...saved, "b.yaml": "mine" });
  expect(overwritten(saved, draft)).toEqual([]);
  const theirs = { ...saved, "b.yaml": "theirs" };
  const further = draftOf("h", theirs, { ...theirs, "b.yaml": "mine, further" }, draft);
  expect(further?.from).toEqual({ "b.yaml": "two" });
  expect(overwritten(theirs, further)).toEqual(["b.yaml"]);
  expect(overwritten({ "a.yaml": "one" }, further)).toEqual(["b.yaml"]);
});
