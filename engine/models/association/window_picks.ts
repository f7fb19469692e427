/** A pick as associating sees it. */
export interface ChannelPick {
  /** Twice the number of its station, plus 1 for S. */
  readonly channel: number;
  /** Seconds after the start of the window. */
  readonly seconds: number;
  /** Its number in the list it came from. */
  readonly index: number;
}

/** An event none of whose picks belong to another. */
export const UNOWNED = -1;

/** Shape of the gamma law of rates over channels. */
const PRIOR_SHAPE = 2;

/** The picks of a stretch of time, by channel and time, and the event that each belongs to. */
export class WindowPicks {
  /** Seconds after the start of the window. [pick] */
  readonly seconds: Float64Array;
  /** Number in the list it came from. [pick] */
  readonly index: Int32Array;
  /** Number of the event it belongs to, or UNOWNED. [pick] */
  readonly owner: Int32Array;
  /** First pick of each channel, and the number of picks. [channel + 1] */
  readonly first: Int32Array;
  /** Free picks a second of each channel, when they were last counted. [channel] */
  readonly rates: Float64Array;
  /** Whether a station shows any pick: one that shows none is taken as not recording. [station] */
  readonly isHeard: Uint8Array;

  readonly #spanSeconds: number;

  /** Sorts picks by channel, time and number. */
  constructor(
    picks: readonly ChannelPick[],
    { channels, spanSeconds }: { channels: number; spanSeconds: number },
  ) {
    const sorted = [...picks].sort((a, b) =>
      a.channel - b.channel || a.seconds - b.seconds || a.index - b.index
    );
    this.seconds = Float64Array.from(sorted, ({ seconds }) => seconds);
    this.index = Int32Array.from(sorted, ({ index }) => index);
    this.owner = new Int32Array(sorted.length).fill(UNOWNED);
    this.first = new Int32Array(channels + 1);
    for (const { channel } of sorted) this.first[channel + 1]++;
    for (let channel = 0; channel < channels; channel++) {
      this.first[channel + 1] += this.first[channel];
    }
    this.isHeard = Uint8Array.from(
      { length: channels / 2 },
      (_, station) => this.first[2 * station] < this.first[2 * station + 2] ? 1 : 0,
    );
    this.rates = new Float64Array(channels);
    this.#spanSeconds = spanSeconds;
    this.countFree();
  }

  /**
   * Counts the picks that belong to no event: the rate of chance that events have to beat. A channel with
   * few is drawn towards the mean of all, as a gamma law of them has it.
   */
  countFree(): void {
    const counts = new Float64Array(this.rates.length);
    for (let channel = 0; channel < counts.length; channel++) {
      for (let pick = this.first[channel]; pick < this.first[channel + 1]; pick++) {
        if (this.owner[pick] === UNOWNED) counts[channel]++;
      }
    }
    const heard = counts.filter((_, channel) => this.isHeard[channel >> 1] === 1);
    const mean = Math.max(1, heard.reduce((sum, count) => sum + count, 0) / heard.length);
    const share = mean / (mean + PRIOR_SHAPE);
    counts.forEach((count, channel) => {
      this.rates[channel] = (count + PRIOR_SHAPE) * share / this.#spanSeconds;
    });
  }

  /** The pick of a channel nearest to a time among those of one owner; -1 where there is none. */
  nearest(channel: number, seconds: number, owner: number): number {
    const end = this.first[channel + 1];
    const start = this.first[channel];
    let [low, high] = [start, end];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.seconds[middle] < seconds) low = middle + 1;
      else high = middle;
    }
    let [before, after] = [low - 1, low];
    while (after < end && this.owner[after] !== owner) after++;
    while (before >= start && this.owner[before] !== owner) before--;
    if (before < start) return after < end ? after : -1;
    if (after >= end) return before;
    return this.seconds[after] - seconds < seconds - this.seconds[before] ? after : before;
  }
}
