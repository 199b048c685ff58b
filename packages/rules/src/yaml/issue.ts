import type { YamlCode } from "../diagnostics/index.ts";

/** A fault at characters `from` to `to` of a text. */
export interface Issue {
  readonly code: YamlCode;
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly suggestion?: string;
}
