import { Buffer } from "node:buffer";
import { inflateRawSync } from "node:zlib";
import { InputError } from "../../domain/mod.ts";
import { type NumpyArray, readNpy } from "./read_npy.ts";

/** Most bytes of one array, unpacked: a guard against bombs. */
const MAXIMUM_ARRAY_BYTES = 256 * 2 ** 20;

/** Most bytes of all arrays of a file. */
const MAXIMUM_BYTES = 512 * 2 ** 20;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;

/**
 * Reads the arrays of a .npz file of NumPy, by name: a ZIP archive of .npy files, packed or not.
 *
 * Throws InputError for what is none, is damaged, or unpacks to more than 512 MiB.
 *
 * Source: PKWARE, ".ZIP File Format Specification" 6.3; without its extensions to 64 bits.
 */
export function readNpz(bytes: Uint8Array, source: string): Map<string, NumpyArray> {
  const archive = new Archive(bytes, source);
  const arrays = new Map<string, NumpyArray>();
  let unpacked = 0;
  for (const entry of archive.entries()) {
    const content = archive.unpack(entry);
    unpacked += content.length;
    if (unpacked > MAXIMUM_BYTES) throw archive.refuse("it unpacks to more than 512 MiB");
    arrays.set(entry.name.replace(/\.npy$/, ""), readNpy(content, `${source}:${entry.name}`));
  }
  return arrays;
}

interface Entry {
  name: string;
  method: number;
  packedBytes: number;
  bytes: number;
  /** Where its local header begins. */
  at: number;
}

class Archive {
  #bytes: Uint8Array;
  #view: DataView;
  #source: string;

  constructor(bytes: Uint8Array, source: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#source = source;
  }

  refuse(what: string, byte?: number): InputError {
    return new InputError(`Cannot read a .npz file: ${what}`, { source: this.#source, byte });
  }

  entries(): Entry[] {
    const end = this.#findEnd();
    const count = this.#view.getUint16(end + 10, true);
    let at = this.#view.getUint32(end + 16, true);
    const entries: Entry[] = [];
    for (let index = 0; index < count; index++) {
      this.#expect(at, { length: 46, signature: ENTRY_SIGNATURE, what: "an entry of its list" });
      const [nameLength, extra, comment] = [28, 30, 32].map((offset) =>
        this.#view.getUint16(at + offset, true)
      );
      entries.push({
        name: this.#text(at + 46, nameLength),
        method: this.#view.getUint16(at + 10, true),
        packedBytes: this.#view.getUint32(at + 20, true),
        bytes: this.#view.getUint32(at + 24, true),
        at: this.#view.getUint32(at + 42, true),
      });
      at += 46 + nameLength + extra + comment;
    }
    return entries;
  }

  unpack({ name, method, packedBytes, bytes, at }: Entry): Uint8Array {
    this.#expect(at, { length: 30, signature: LOCAL_SIGNATURE, what: `the start of ${name}` });
    const start = at + 30 + this.#view.getUint16(at + 26, true) +
      this.#view.getUint16(at + 28, true);
    if (start + packedBytes > this.#bytes.length) throw this.refuse(`${name} is cut off`, start);
    if (bytes > MAXIMUM_ARRAY_BYTES) throw this.refuse(`${name} is more than 256 MiB`, at);
    const packed = this.#bytes.subarray(start, start + packedBytes);
    if (method !== 0 && method !== 8) {
      throw this.refuse(`${name} is packed by method ${method}`, at);
    }
    const content = method === 0 ? packed : this.#inflate(packed, { name, bytes, start });
    if (content.length === bytes) return content;
    throw this.refuse(`${name} unpacks to ${content.length} bytes of ${bytes}`, start);
  }

  #inflate(
    packed: Uint8Array,
    { name, bytes, start }: { name: string; bytes: number; start: number },
  ): Uint8Array {
    try {
      return new Uint8Array(inflateRawSync(Buffer.from(packed), { maxOutputLength: bytes + 1 }));
    } catch (error) {
      throw this.refuse(`${name} is damaged (${(error as Error).message})`, start);
    }
  }

  /** Where the record that ends an archive begins: at most a comment stands behind it. */
  #findEnd(): number {
    const last = this.#bytes.length - 22;
    for (let at = last; at >= Math.max(0, last - 65_535); at--) {
      if (this.#view.getUint32(at, true) === END_SIGNATURE) return at;
    }
    throw this.refuse("it has no list of what is in it", this.#bytes.length);
  }

  #expect(
    at: number,
    { length, signature, what }: { length: number; signature: number; what: string },
  ): void {
    const isThere = at + length <= this.#bytes.length &&
      this.#view.getUint32(at, true) === signature;
    if (!isThere) throw this.refuse(`${what} is not where it should be`, at);
  }

  #text(at: number, length: number): string {
    return new TextDecoder().decode(this.#bytes.subarray(at, at + length));
  }
}
