import type { Actor, Role } from "@corridor/domain";

/** Somebody who looks or acts: a person's record, in the role they signed in with. */
export interface Viewer {
  readonly practice: string;
  readonly person: string;
  readonly role: Role;
}

export const actorOf = (viewer: Viewer): Actor => ({ kind: "user", id: viewer.person, role: viewer.role });

/** Who may change what holds for everybody: rules and people. */
export const mayGovern = (viewer: Viewer): boolean => viewer.role === "manager" || viewer.role === "admin";
