import { type AnswerOf, type BodyOf, type EndpointName, endpoints } from "@corridor/protocol";
import type { Transport } from "./ports.ts";
import { refusalOf } from "./refusal.ts";

export interface CallOptions<N extends EndpointName> {
  /** Values of the path's `:name` parts. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: BodyOf<N>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Api = <N extends EndpointName>(name: N, options?: CallOptions<N>) => Promise<AnswerOf<N>>;

/** Every call of the protocol by its name. A refusal is thrown; an answer is checked before anyone reads it. */
export function createApi(transport: Transport): Api {
  return async (name, options = {}) => {
    const { method, path, answer } = endpoints[name];
    const { status, body } = await transport.request({
      method,
      path: filled(path, options.params ?? {}) + asked(options.query ?? {}),
      ...(options.headers && { headers: options.headers }),
      ...(options.body !== undefined && { body: options.body }),
    });
    if (status < 200 || status > 299) throw refusalOf(status, body);
    return answer.parse(body) as AnswerOf<typeof name>;
  };
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}

function asked(query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? "" : `?${pairs.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join("&")}`;
}
