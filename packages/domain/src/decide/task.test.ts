import { describe, it } from "vitest";
import { event } from "../events.ts";
import { given, standing, TOMORROW } from "../testing/index.ts";

const title = [{ ref: "t-1" }];
const withTask = [
  ...standing(),
  event("task.added", { task: "k-1", title, due: null, role: null, checklist: null }),
];

describe("a task", () => {
  it("is added under a new name", () => {
    given(standing())
      .when({ type: "task.add", title, due: TOMORROW, role: "nurse" })
      .then([event("task.added", { task: "new-1", title, due: TOMORROW, role: "nurse", checklist: null })]);
  });

  it("needs neither a time nor a role", () => {
    given(standing())
      .when({ type: "task.add", title })
      .thenState({ tasks: [{ id: "new-1", title, due: null, role: null, done: false }] });
  });

  it("comes after those that are there", () => {
    const second = { id: "new-1", title, due: null, role: null, done: false };
    given(withTask)
      .when({ type: "task.add", title })
      .thenState({ tasks: [{ ...second, id: "k-1" }, second] });
  });

  it("is for a role the practice has", () => {
    given(standing())
      .when({ type: "task.add", title, role: "surgeon" })
      .thenRefused("role_unknown", "There is no role called surgeon");
  });

  it("is done", () => {
    given(withTask)
      .when({ type: "task.done", task: "k-1" })
      .then([event("task.done", { task: "k-1", title, checklist: null })]);
  });

  it("stays on the card when it is done", () => {
    given(withTask)
      .when({ type: "task.done", task: "k-1" })
      .thenState({ tasks: [{ id: "k-1", title, due: null, role: null, done: true }] });
  });

  it("is not done twice", () => {
    given([...withTask, event("task.done", { task: "k-1", title, checklist: null })])
      .when({ type: "task.done", task: "k-1" })
      .thenNothing();
  });

  it("that the card does not have is not done", () => {
    given(withTask)
      .when({ type: "task.done", task: "k-2" })
      .thenRefused("task_unknown", "This card has no such task");
  });
});

describe("a checklist", () => {
  const task = (id: string, checklist: string | null) =>
    event("task.added", { task: id, title, due: null, role: null, checklist });
  const listed = [
    ...standing(),
    task("k-1", "intake"),
    task("k-2", "intake"),
    task("k-3", "exit"),
    task("k-4", null),
  ];
  const done = (id: string, checklist: string | null) => event("task.done", { task: id, title, checklist });

  it("is what a task may belong to", () => {
    given(standing())
      .when({ type: "task.add", title, checklist: "intake" })
      .thenState({
        tasks: [{ id: "new-1", title, due: null, role: null, checklist: "intake", done: false }],
      });
  });

  it("is not done while one of its tasks is open", () => {
    given(listed)
      .when({ type: "task.done", task: "k-1" })
      .then([done("k-1", "intake")]);
  });

  it("is done with the last of them", () => {
    given([...listed, done("k-1", "intake")])
      .when({ type: "task.done", task: "k-2" })
      .then([done("k-2", "intake"), event("checklist.done", { checklist: "intake" })]);
  });

  it("is none where a task belongs to none", () => {
    given(listed)
      .when({ type: "task.done", task: "k-4" })
      .then([done("k-4", null)]);
  });
});
