import { describe, it } from "vitest";
import { event } from "../events.ts";
import { given, standing, TOMORROW } from "../testing/index.ts";

const title = [{ ref: "t-1" }];
const withTask = [...standing(), event("task.added", { task: "k-1", title, due: null, role: null })];

describe("a task", () => {
  it("is added under a new name", () => {
    given(standing())
      .when({ type: "task.add", title, due: TOMORROW, role: "nurse" })
      .then([event("task.added", { task: "new-1", title, due: TOMORROW, role: "nurse" })]);
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
      .then([event("task.done", { task: "k-1" })]);
  });

  it("stays on the card when it is done", () => {
    given(withTask)
      .when({ type: "task.done", task: "k-1" })
      .thenState({ tasks: [{ id: "k-1", title, due: null, role: null, done: true }] });
  });

  it("is not done twice", () => {
    given([...withTask, event("task.done", { task: "k-1" })])
      .when({ type: "task.done", task: "k-1" })
      .thenNothing();
  });

  it("that the card does not have is not done", () => {
    given(withTask)
      .when({ type: "task.done", task: "k-2" })
      .thenRefused("task_unknown", "This card has no such task");
  });
});
