import type { WaveformPacket } from "../engine/sources/mod.ts";
import type { SegmentFile } from "../engine/storage/mod.ts";

/** A segment is written once it has so many bytes or its first record has waited so long. */
const [SEGMENT_BYTES, SEGMENT_MS] = [2 ** 20, 10_000];

/** Gathers the whole records of packets, each once, and writes them by segments. */
export class RecordWriter {
  readonly #file: SegmentFile;
  #records: Uint8Array[] = [];
  #bytes = 0;
  #sinceMs = 0;
  #last: Uint8Array | undefined;
  /** Segments written. */
  segments = 0;

  /** Writes to a file that is open. */
  constructor(file: SegmentFile) {
    this.#file = file;
  }

  /** Takes the record of a packet. */
  async write({ record }: WaveformPacket): Promise<void> {
    if (record === this.#last) return; // two packets of one record: it fills a gap and goes on
    this.#last = record;
    if (this.#records.length === 0) this.#sinceMs = performance.now();
    this.#records.push(record);
    this.#bytes += record.length;
    const isDue = performance.now() - this.#sinceMs >= SEGMENT_MS;
    if (this.#bytes >= SEGMENT_BYTES || isDue) await this.flush();
  }

  /** Writes what is gathered. */
  async flush(): Promise<void> {
    if (this.#records.length === 0) return;
    const segment = new Uint8Array(this.#bytes);
    let at = 0;
    for (const record of this.#records) {
      segment.set(record, at);
      at += record.length;
    }
    this.#records = [];
    this.#bytes = 0;
    await this.#file.append(segment);
    this.segments++;
  }
}
