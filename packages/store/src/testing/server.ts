/** A Postgres that tests may create databases in, as its owner and as the application. */
export interface TestServer {
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Begins the name of every database of this run, so that its end can drop them all. */
  readonly prefix: string;
}

/** The same address with another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
