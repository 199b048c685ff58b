import { expect, test } from "vitest";
import { draftOf, filesOf } from "./draft.ts";

const saved = { "a.yaml": "one", "b.yaml": "two" };

test("a draft holds only what differs", () => {
  expect(draftOf("h", saved, saved)).toBeNull();
  const files = { "a.yaml": "one", "c.yaml": "three" };
  const draft = draftOf("h", saved, files);
  expect(draft).toEqual({ base: "h", files: { "c.yaml": "three", "b.yaml": null } });
  expect(filesOf(saved, draft)).toEqual(files);
});

test("over rules that were changed meanwhile, a draft brings its own files only", () => {
  const draft = draftOf("h", saved, { ...saved, "b.yaml": "mine" });
  expect(filesOf({ "a.yaml": "theirs", "b.yaml": "two" }, draft)).toEqual({
    "a.yaml": "theirs",
    "b.yaml": "mine",
  });
});
