// Pure packages have no types for node, so what the tests need of it is named here.
interface Files {
  existsSync(path: string): boolean;
  readdirSync(path: string): readonly string[];
  readFileSync(path: string): Uint8Array;
}
interface Zlib {
  gunzipSync(bytes: Uint8Array): Uint8Array;
}
interface Util {
  readonly TextDecoder: new () => { decode(bytes: Uint8Array): string };
}
const node = async (name: string): Promise<unknown> => import(/* @vite-ignore */ `node:${name}`);

/** The checkout's neighbour `shared`. */
const SHARED = decodeURI((import.meta as unknown as { readonly url: string }).url)
  .replace(/^file:\/\//, "")
  .replace(/packages\/rules\/src\/.*$/, "../shared/data");

const text = new ((await node("util")) as Util).TextDecoder();

/** Texts of a folder of real inputs by their name; null, with a line about it, on a machine that does not have them. */
export async function sharedFiles(folder: string): Promise<Readonly<Record<string, string>> | null> {
  const fs = (await node("fs")) as Files;
  if (!fs.existsSync(`${SHARED}/${folder}`)) {
    ((await node("console")) as { log(line: string): void }).log(
      `skipped: ${SHARED}/${folder} is not on this machine`,
    );
    return null;
  }
  const zlib = (await node("zlib")) as Zlib;
  return Object.assign(
    {},
    ...fs.readdirSync(`${SHARED}/${folder}`).map((name) => {
      const bytes = fs.readFileSync(`${SHARED}/${folder}/${name}`);
      return name.endsWith(".tar.gz") ? untar(zlib.gunzipSync(bytes)) : { [name]: text.decode(bytes) };
    }),
  );
}

const BLOCK = 512;

/** The plain files of a tar archive. */
function untar(bytes: Uint8Array): Record<string, string> {
  const files: Record<string, string> = {};
  const field = (at: number, length: number): string =>
    text.decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, "");
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0; ) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    const [name, kind] = [field(at + 345, 155) + field(at, 100), field(at + 156, 1)];
    if (kind === "0" || kind === "") files[name] = text.decode(bytes.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}
