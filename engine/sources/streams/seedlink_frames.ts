import { recogniseHeader } from "../miniseed/recognise_header.ts";

/** Version of the protocol that is spoken. */
export type SeedlinkVersion = 3 | 4;

/** What a SeedLink server sends once the handshake is over. */
export type SeedlinkFrame =
  /** A record, its number within its station, and the station "NET_STA" where the header tells. */
  | {
    readonly kind: "data";
    readonly sequence: bigint;
    readonly station?: string;
    readonly payload: Uint8Array;
  }
  /** The answer to INFO. */
  | { readonly kind: "info" }
  /** All that was asked for has been sent. */
  | { readonly kind: "end" }
  /** Bytes that belong to no frame; they were skipped. */
  | { readonly kind: "foreign"; readonly lengthBytes: number };

const [HEADER_3_BYTES, RECORD_3_BYTES, HEADER_4_BYTES] = [8, 512, 17];
/** Payloads beyond this are taken for damage: records have at most 64 KiB in practice. */
const MOST_PAYLOAD_BYTES = 2 ** 20;
const RECORD_HEADER_BYTES = 48;
/** So many foreign bytes are told at once. */
const FOREIGN_BYTES = 65_536;

/** A frame and its length; how many bytes it needs at least; or none begins here. */
type Attempt =
  | { readonly frame: Exclude<SeedlinkFrame, { kind: "foreign" }>; readonly lengthBytes: number }
  | { readonly needBytes: number }
  | undefined;

/**
 * Cuts the bytes of a SeedLink connection into frames, however they are split on the way. Bytes that
 * begin no frame are skipped up to the next header that is followed by a header of miniSEED.
 *
 * Source: International FDSN, SeedLink protocol 4.0, https://docs.fdsn.org/projects/seedlink
 * ("Data transfer"); for version 3 SeisComP's documentation of seedlink ("SeedLink packet structure").
 */
export class SeedlinkFrames {
  readonly #attempt: (bytes: Uint8Array, at: number) => Attempt;
  #rest: Uint8Array = new Uint8Array(0);
  #foreignBytes = 0;

  /** Begins at a frame's first byte. */
  constructor(version: SeedlinkVersion) {
    this.#attempt = version === 3 ? attempt3 : attempt4;
  }

  /** Takes the next bytes and gives the frames that are whole now. */
  *push(bytes: Uint8Array): Generator<SeedlinkFrame, void, undefined> {
    const all = join(this.#rest, bytes);
    let at = 0;
    while (at < all.length) {
      const attempt = this.#attempt(all, at);
      if (attempt === undefined) {
        this.#foreignBytes++;
        at++;
        if (this.#foreignBytes >= FOREIGN_BYTES) yield* this.#tellForeign();
        continue;
      }
      if ("needBytes" in attempt) break;
      // "END" in the midst of damage is no end.
      if (attempt.frame.kind === "end" && this.#foreignBytes > 0) {
        this.#foreignBytes++;
        at++;
        continue;
      }
      yield* this.#tellForeign();
      at += attempt.lengthBytes;
      yield attempt.frame;
    }
    this.#rest = all.slice(at);
  }

  *#tellForeign(): Generator<SeedlinkFrame, void, undefined> {
    const lengthBytes = this.#foreignBytes;
    this.#foreignBytes = 0;
    if (lengthBytes > 0) yield { kind: "foreign", lengthBytes };
  }
}

function attempt3(bytes: Uint8Array, at: number): Attempt {
  if (isEnd(bytes, at)) return { frame: { kind: "end" }, lengthBytes: 3 };
  const head = textOf(bytes, at, HEADER_3_BYTES);
  const isData = /^SL[0-9A-Fa-f]{6}$/.test(head);
  const isInfo = /^SLINFO.[ *]$/.test(head);
  if (!isData && !isInfo) {
    const isBegun = "SL".startsWith(head.slice(0, 2)) || "END".startsWith(head);
    return isBegun && head.length < HEADER_3_BYTES ? { needBytes: HEADER_3_BYTES } : undefined;
  }
  const lengthBytes = HEADER_3_BYTES + RECORD_3_BYTES;
  if (!mayBeRecord(bytes, at + HEADER_3_BYTES, RECORD_3_BYTES)) return undefined;
  if (bytes.length - at < lengthBytes) return { needBytes: lengthBytes };
  if (isInfo) return { frame: { kind: "info" }, lengthBytes };
  const sequence = BigInt(`0x${head.slice(2)}`);
  const payload = bytes.slice(at + HEADER_3_BYTES, at + lengthBytes);
  return { frame: { kind: "data", sequence, payload }, lengthBytes };
}

function attempt4(bytes: Uint8Array, at: number): Attempt {
  if (isEnd(bytes, at)) return { frame: { kind: "end" }, lengthBytes: 3 };
  const head = textOf(bytes, at, 4);
  if (!/^SE[0-9A-Z]{2}$/.test(head)) {
    const isBegun = /^(S|SE[0-9A-Z]?|E|EN)$/.test(head);
    return isBegun && bytes.length - at < 4 ? { needBytes: 4 } : undefined;
  }
  if (bytes.length - at < HEADER_4_BYTES) return { needBytes: HEADER_4_BYTES };
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const payloadBytes = view.getUint32(4, true);
  const stationBytes = view.getUint8(16);
  if (payloadBytes > MOST_PAYLOAD_BYTES) return undefined;
  const from = at + HEADER_4_BYTES + stationBytes;
  const station = textOf(bytes, at + HEADER_4_BYTES, stationBytes);
  if (!/^[A-Za-z0-9_:.-]*$/.test(station)) return undefined;
  const isRecord = head[2] === "2" || head[2] === "3";
  const isMisread = isRecord
    ? !mayBeRecord(bytes, from, payloadBytes)
    : head[2] === "J" && bytes.length > from && bytes[from] !== "{".charCodeAt(0);
  if (isMisread) return undefined;
  const lengthBytes = HEADER_4_BYTES + stationBytes + payloadBytes;
  if (bytes.length - at < lengthBytes) return { needBytes: lengthBytes };
  if (!isRecord) return { frame: { kind: "info" }, lengthBytes };
  const sequence = view.getBigUint64(8, true);
  const payload = bytes.slice(from, from + payloadBytes);
  return { frame: { kind: "data", sequence, station, payload }, lengthBytes };
}

/** Whether a record may begin here, as far as its first bytes have come. */
function mayBeRecord(bytes: Uint8Array, at: number, lengthBytes: number): boolean {
  if (bytes.length - at < Math.min(RECORD_HEADER_BYTES, lengthBytes)) return true;
  return recogniseHeader(bytes.subarray(0, at + lengthBytes), at) !== "other";
}

function isEnd(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 69 && bytes[at + 1] === 78 && bytes[at + 2] === 68;
}

function textOf(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
