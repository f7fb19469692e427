import { InputError, instrumentOf, type Pick, type Trace } from "../domain/mod.ts";
import type { Picker } from "../models/mod.ts";
import { componentOf } from "./picking/component_of.ts";
import { cutPiece, type GridPiece, isOfRate, nearestRow } from "./picking/grid_piece.ts";
import { InstrumentPicker, type PickedPart } from "./picking/instrument_picker.ts";
import { type PickOptions, resolvePickOptions } from "./pick_options.ts";

/** How a stream is picked. */
export interface StreamPickOptions extends PickOptions {
  /** Components that will come; all of the picker's unless given. Absent ones are not waited for. */
  components?: readonly ("E" | "N" | "Z")[];
  /** Seconds that a component may lag behind another before it is no longer waited for; 60 unless given. */
  patienceSeconds?: number;
}

/** Rows that are looked at at a time. */
const BLOCK_ROWS = 6000;

/**
 * Picks one instrument from packets as they come, with the same picks as `pickWaveforms` finds in the
 * whole record. A pick is told once no later window can change it, about a window after its arrival;
 * `preview` shows the others as they stand. Memory is bounded, however long the stream.
 *
 * The kernels must have been started.
 */
export class StreamPicker {
  readonly #picker: Picker;
  readonly #instrument: InstrumentPicker;
  readonly #patience: number;
  /** Of each component: one behind its last row, and how far its samples lie behind their rows. */
  readonly #placed = new Map<string, { end: number; offset: number }>();
  /** Of each component: one behind the last row that was looked at or waits for the others. */
  readonly #ends = new Map<string, number>();
  readonly #awaited: readonly string[];
  #name: string | undefined;
  #first = Infinity;

  /** Throws ConfigurationError for options out of range. */
  constructor(picker: Picker, options: StreamPickOptions = {}) {
    const { components = picker.components, patienceSeconds = 60, ...rest } = options;
    this.#picker = picker;
    this.#instrument = new InstrumentPicker(picker, resolvePickOptions(picker, rest));
    this.#patience = Math.round(patienceSeconds * picker.samplingRateHz);
    this.#awaited = components;
  }

  /**
   * Takes traces of one instrument, each component's in order of time, and gives the picks that became
   * certain. Throws InputError for a trace of another instrument, component or sampling rate.
   */
  push(traces: readonly Trace[]): PickedPart {
    const pieces = traces.filter(({ samples }) => samples.length > 0)
      .map((trace) => this.#place(trace));
    for (const block of inBlocks(pieces)) {
      this.#first = Math.min(this.#first, block[0].row);
      this.#instrument.advance(block[0].row - this.#patience);
      for (const piece of block) {
        const end = piece.row + piece.samples.length;
        this.#ends.set(piece.component, Math.max(end, this.#ends.get(piece.component) ?? end));
        this.#instrument.write(piece);
      }
      this.#instrument.advance(this.#complete());
    }
    return this.#instrument.take();
  }

  /** Ends the stream and gives the last picks; nothing may be pushed afterwards. */
  finish(): PickedPart {
    this.#instrument.finish();
    return this.#instrument.take();
  }

  /** Picks that are not certain yet, as the windows so far see them. */
  preview(): Pick[] {
    return this.#instrument.preview();
  }

  /** Row before which nothing is waited for any more. */
  #complete(): number {
    const head = Math.max(...this.#ends.values());
    let complete = head;
    for (const component of this.#awaited) {
      const end = this.#ends.get(component) ?? this.#first;
      if (head - end <= this.#patience) complete = Math.min(complete, end);
    }
    return complete;
  }

  #place(trace: Trace): GridPiece {
    const { code, startTimeMs, samples } = trace;
    const component = this.#check(trace);
    const place = startTimeMs * this.#picker.samplingRateHz / 1000;
    const before = this.#placed.get(component);
    // A packet that goes on where the last one ended stays on its rows, whatever the rounding.
    const drift = before === undefined ? Infinity : place - before.end;
    const goesOn = before !== undefined && Math.abs(drift - before.offset) < 0.5 &&
      Math.abs(drift) < 1;
    const { row, offset } = goesOn ? { row: before.end, offset: drift } : nearestRow(place);
    this.#placed.set(component, { end: row + samples.length, offset });
    return { component, code, row, offset, samples };
  }

  #check(trace: Trace): "E" | "N" | "Z" {
    const { code, samplingRateHz } = trace;
    const name = instrumentOf(code);
    const component = componentOf(code);
    this.#name ??= name;
    const refuse = (field: string, value: string, expected: string) =>
      new InputError(`Cannot pick ${name} in the stream of ${this.#name}`, {
        ...{ field, value, expected },
      });
    if (name !== this.#name) throw refuse("code", name, this.#name);
    if (component === undefined) {
      throw refuse("channel", code.channel, "an end on E, N, Z, 1, 2 or 3");
    }
    const rate = this.#picker.samplingRateHz;
    if (!isOfRate(trace, rate)) throw refuse("samplingRateHz", `${samplingRateHz}`, `${rate}`);
    return component;
  }
}

/** The same samples in blocks of bounded length, in order of time; a block has all components. */
function inBlocks(pieces: readonly GridPiece[]): GridPiece[][] {
  const blocks = new Map<number, GridPiece[]>();
  for (const piece of pieces) {
    const end = piece.row + piece.samples.length;
    for (let block = Math.floor(piece.row / BLOCK_ROWS); block * BLOCK_ROWS < end; block++) {
      const list = blocks.get(block) ?? [];
      list.push(cutPiece(piece, block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS)!);
      blocks.set(block, list);
    }
  }
  const byTime = [...blocks.entries()].sort(([a], [b]) => a - b).map(([, list]) => list);
  return byTime.map((list) => list.sort((a, b) => a.row - b.row));
}
