import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { canEnter, chooseAccount } from "./account.ts";

/**
 * Where the embedded database lives: the configured directory, else `.corridor` in the project. Root's
 * Postgres runs as somebody else, who may be unable to enter the project (a clone in root's home); then it
 * is a directory under /var/lib, one for each project.
 */
export function defaultDataDir(projectRoot: string, configured = process.env["CORRIDOR_DATA_DIR"]): string {
  if (configured !== undefined && configured !== "") return resolve(projectRoot, configured);
  const inProject = join(projectRoot, ".corridor");
  const account = chooseAccount(join(inProject, "data"));
  if (!account.switched || canEnter(account, projectRoot)) return inProject;
  const hash = createHash("sha256").update(resolve(projectRoot)).digest("hex").slice(0, 12);
  return join("/var/lib/corridor", hash);
}
