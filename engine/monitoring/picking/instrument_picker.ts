import {
  type ChannelCode,
  formatChannelCode,
  instrumentOf,
  type Pick,
  type WaveformNote,
} from "../../domain/mod.ts";
import { type Peak, PeakFinder, type Picker } from "../../models/mod.ts";
import type { ResolvedPickOptions } from "../pick_options.ts";
import { cutPiece, type GridPiece } from "./grid_piece.ts";
import { OffsetLog } from "./offset_log.ts";
import { RowBuffer } from "./row_buffer.ts";
import { Stretch } from "./stretch.ts";

/** Rows that must all be missing before a stretch ends; fewer count as zeros. */
export const LONGEST_BRIDGED = 50;

/** Whose code and time a pick takes: the first of these that is there. */
const READ_ON: Readonly<Record<string, readonly string[]>> = {
  P: ["Z", "N", "E"],
  S: ["N", "E", "Z"],
};

/** Picks and notes that became certain. */
export interface PickedPart {
  /** Picks, by time. */
  picks: Pick[];
  /** What was done to the samples. */
  notes: WaveformNote[];
}

interface RunningStretch {
  run: Stretch;
  start: number;
  /** Rows without a sample, by component. */
  missing: number[];
}

/**
 * Picks one instrument from pieces of its components. Windows and their scaling lie on the grid of
 * time, so that where a record begins or ends matters only within a window of there.
 */
export class InstrumentPicker {
  readonly #picker: Picker;
  readonly #options: ResolvedPickOptions;
  readonly #rows: RowBuffer;
  /** The channel of each component, and its first row. */
  readonly #channels = new Map<string, { code: ChannelCode; from: number }>();
  readonly #offsets = new OffsetLog();
  readonly #finders: { place: number; finder: PeakFinder }[];
  #stretch: RunningStretch | undefined;
  /** One behind the last row with a sample. */
  #edge = -Infinity;
  #front = -Infinity;
  #picks: Pick[] = [];
  #notes: WaveformNote[] = [];

  /** Holds nothing yet. */
  constructor(picker: Picker, options: ResolvedPickOptions) {
    this.#picker = picker;
    this.#options = options;
    const { windowSamples, components, classes } = picker;
    this.#rows = new RowBuffer({ components: components.length, rows: windowSamples + 1500 });
    this.#finders = Object.keys(options.thresholds).map((phase) => ({
      place: classes.indexOf(phase),
      finder: this.#finderOf(phase, (pick) => this.#picks.push(pick)),
    }));
  }

  /** Row up to which nothing more is taken; minus infinity before the first piece. */
  get front(): number {
    return this.#front;
  }

  /** Takes a piece. What lies before the front came too late; it is left out and noted. */
  write(piece: GridPiece): void {
    const { component, code, offset } = piece;
    // Another component may begin a little earlier and come a little later.
    if (this.#front === -Infinity) this.#front = piece.row - this.#picker.windowSamples;
    if (this.#rows.end === this.#rows.base) this.#rows.reset(this.#front);
    const late = Math.min(piece.samples.length, this.#front - piece.row);
    if (late > 0) {
      const message = `${late} samples came after others had been looked at; they are left out.`;
      this.#note("late", { row: piece.row, code, message });
    }
    const rest = cutPiece(piece, this.#front, Infinity);
    if (rest === undefined) return;
    const from = this.#channels.get(component)?.from ?? rest.row;
    this.#channels.set(component, { code, from });
    this.#offsets.write(component, rest.row, offset);
    const place = this.#picker.components.indexOf(component);
    const differing = this.#rows.write(place, rest.row, rest.samples);
    if (differing === 0) return;
    const message = `${differing} samples differ from others of the same time; the first are kept.`;
    this.#note("overlap", { row: rest.row, code, message });
  }

  /** Looks at all windows up to row `front`, before which nothing more will come. */
  advance(front: number): void {
    const end = Math.min(front, this.#rows.end);
    for (let row = Math.max(this.#front, this.#rows.base); row < end; row++) {
      const present = this.#rows.presence(row);
      if (present === 0) continue;
      if (row - this.#edge > LONGEST_BRIDGED) this.#endStretch();
      this.#stretch ??= this.#beginStretch(row);
      const { start, missing } = this.#stretch;
      const bridged = row - Math.max(this.#edge, start);
      for (let i = 0; i < missing.length; i++) {
        missing[i] += bridged + ((present >> i) & 1 ? 0 : 1);
      }
      const isFirstWindow = row + 1 >= start + this.#picker.windowSamples &&
        this.#edge < start + this.#picker.windowSamples;
      this.#edge = row + 1;
      if (isFirstWindow) this.#noteAbsent();
    }
    this.#front = Math.max(this.#front, front);
    this.#stretch?.run.extend(this.#edge, this.#rows);
    if (this.#front - this.#edge > LONGEST_BRIDGED) this.#endStretch();
    const needed = this.#stretch?.run.needed ?? this.#front;
    this.#rows.dropBefore(needed);
    this.#offsets.dropBefore(needed - this.#picker.windowSamples);
  }

  /** Ends the record where its last sample is. */
  finish(): void {
    this.advance(Math.max(this.#front, this.#rows.end));
    this.#endStretch();
  }

  /** Picks and notes since the last call. */
  take(): PickedPart {
    const part = { picks: sortPicks(this.#picks), notes: this.#notes };
    this.#picks = [];
    this.#notes = [];
    return part;
  }

  /** Picks after the certain ones, as the windows so far see them; later windows may change them. */
  preview(): Pick[] {
    const picks: Pick[] = [];
    const finders = Object.keys(this.#options.thresholds).map((phase) => ({
      place: this.#picker.classes.indexOf(phase),
      finder: this.#finderOf(phase, (pick) => picks.push(pick)),
    }));
    this.#stretch?.run.preview((index, means) => {
      for (const { place, finder } of finders) finder.push(index, means[place]);
    });
    for (const { finder } of finders) finder.finish();
    return sortPicks(picks);
  }

  #beginStretch(start: number): RunningStretch {
    if (this.#edge !== -Infinity) {
      const seconds = (start - this.#edge) / this.#picker.samplingRateHz;
      const message = `No component has samples for ${seconds} s; no window reaches across.`;
      this.#note("gap", { row: this.#edge, message });
    }
    const { stepSamples: step, onProbabilities } = this.#options;
    const run = new Stretch({
      ...{ start, step, picker: this.#picker },
      take: (index, means) => {
        for (const { place, finder } of this.#finders) finder.push(index, means[place]);
        onProbabilities?.(this.#name(), index * 1000 / this.#picker.samplingRateHz, means);
      },
    });
    return { run, start, missing: this.#picker.components.map(() => 0) };
  }

  /** Ends the stretch, if one runs, behind its last sample. */
  #endStretch(): void {
    if (this.#stretch === undefined) return;
    const { run, start } = this.#stretch;
    const zeros = run.finish(this.#edge, this.#rows);
    for (const { finder } of this.#finders) finder.finish();
    if (zeros > 0) {
      this.#noteAbsent();
      const message = `${this.#edge - start} samples are less than a window; ` +
        `${zeros} zeros were put around them.`;
      this.#note("padded", { row: start, message });
    }
    this.#noteMissing();
    this.#stretch = undefined;
  }

  /** Says which components have not come at all since the stretch began. */
  #noteAbsent(): void {
    const { start, missing } = this.#stretch!;
    this.#picker.components.forEach((component, i) => {
      if (missing[i] < this.#edge - start) return;
      const message = `There is no component ${component}; it is taken for zeros.`;
      this.#note("filled with zeros", { row: start, message });
    });
  }

  #noteMissing(): void {
    const { start, missing } = this.#stretch!;
    const rows = this.#edge - start;
    this.#picker.components.forEach((component, i) => {
      if (missing[i] === 0 || missing[i] === rows) return;
      const message = `${missing[i]} of ${rows} samples of component ${component} are missing; ` +
        "they are taken for zeros.";
      this.#note("filled with zeros", { row: start, message });
    });
  }

  #note(
    kind: string,
    { row, code, message }: { row: number; code?: ChannelCode; message: string },
  ): void {
    const channel = code === undefined ? this.#name() : formatChannelCode(code);
    const timeMs = row * 1000 / this.#picker.samplingRateHz;
    this.#notes.push({ kind, message, channel, timeMs });
  }

  /** The instrument, as its first channel tells it. */
  #name(): string {
    const [known] = this.#channels.values();
    return instrumentOf(known.code);
  }

  #finderOf(phase: string, tell: (pick: Pick) => void): PeakFinder {
    const { thresholds, minimumDistanceSamples: minimumDistance } = this.#options;
    const threshold = thresholds[phase];
    return new PeakFinder({ threshold, minimumDistance }, (peak) => {
      tell(this.#pickOf(phase, peak));
    });
  }

  #pickOf(phase: string, { index, offset, value }: Peak): Pick {
    const order = READ_ON[phase] ?? READ_ON.P;
    const hasBegun = (one: string) => (this.#channels.get(one)?.from ?? Infinity) <= index;
    const component = order.find(hasBegun)!;
    const { code } = this.#channels.get(component)!;
    const place = index + offset + this.#offsets.at(component, index);
    // To a microsecond, which is what a number near an epoch of today holds.
    const timeMs = Math.round(place * 1e6 / this.#picker.samplingRateHz) / 1000;
    const time = new Date(Math.round(timeMs)).toISOString();
    return {
      id: `${formatChannelCode(code)}/${phase}/${time}`,
      code,
      phase,
      timeMs,
      probability: value,
      method: this.#picker.name,
    };
  }
}

function sortPicks(picks: Pick[]): Pick[] {
  return picks.sort((a, b) => a.timeMs - b.timeMs || (a.id < b.id ? -1 : 1));
}
