import { Socket } from "node:net";

type Done = (error?: Error | null) => void;

/**
 * A socket that sends in one piece what is written in one turn. The driver writes each statement by itself, and a
 * system call costs more than the statement: a batch sends some ten of them at once.
 */
export class GatheringSocket extends Socket {
  #gathering = false;

  override write(data: string | Uint8Array, done?: Done): boolean;
  override write(data: string | Uint8Array, encoding?: BufferEncoding, done?: Done): boolean;
  override write(data: string | Uint8Array, encoding?: BufferEncoding | Done, done?: Done): boolean {
    if (!this.#gathering) {
      this.#gathering = true;
      this.cork();
      process.nextTick(() => {
        this.#gathering = false;
        this.uncork();
      });
    }
    return typeof encoding === "function" ? super.write(data, encoding) : super.write(data, encoding, done);
  }
}
