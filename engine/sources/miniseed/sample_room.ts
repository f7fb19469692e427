const ROOM_SAMPLES = 65_536;

/**
 * Room for the samples of many records in a row, so that not each of them needs an array of its own:
 * a record is unpacked at `position` of `samples`, then the position moves on.
 */
export class SampleRoom {
  /** The array in use. */
  samples: Int32Array = new Int32Array(0);
  /** The first place in it that is free. */
  position: number = 0;

  /** Sees to it that so many places are free from `position` on. */
  reserve(count: number): void {
    if (this.position + count <= this.samples.length) return;
    this.samples = new Int32Array(Math.max(ROOM_SAMPLES, count));
    this.position = 0;
  }

  /** The next so many places, which are free no more. */
  take(count: number): Int32Array {
    const taken = this.samples.subarray(this.position, this.position + count);
    this.position += count;
    return taken;
  }
}
