/** A clock that began at an instant when this was called, and runs: patients are not written to at night. */
export function clockFrom(start: string): () => string {
  const began = Date.now();
  return () => new Date(Date.parse(start) + Date.now() - began).toISOString();
}
