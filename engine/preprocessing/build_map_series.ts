import {
  type Catalogue,
  ConfigurationError,
  type Covariate,
  type Grid,
  gridCellOf,
  reachesMagnitude,
} from "../domain/mod.ts";
import { alignToBins, binEdges, type Bins } from "./align_to_bins.ts";
import { addCovariates } from "./add_covariates.ts";
import type { RawSeries } from "./build_series.ts";
import { ExponentialRates } from "./exponential_rates.ts";
import { MAP_CHANNELS } from "./features.ts";
import { catalogueFeaturesOf } from "./modalities.ts";
import type { SeriesLayout } from "./preparation.ts";
import { addTides } from "./tides.ts";
import type { CellReading } from "./series_reading.ts";

/** Numbers in a map series at most, a gigabyte of them. */
const GREATEST_SIZE = 2 ** 28;

/** Raw channels of maps, [bin, row, column, channel]; covariates are the same in every cell. */
export function buildMapSeries(
  catalogue: Catalogue,
  layout: SeriesLayout,
  given: { bins: Bins; covariates: readonly Covariate[] },
): RawSeries {
  const { bins, covariates } = given;
  const grid = layout.grid!;
  const cells = grid.rows * grid.columns;
  const width = layout.featureNames.length;
  requireMemory(bins.count * cells * width);
  const values = new Float32Array(bins.count * cells * width);
  const channels = readersOf(layout);
  const cellOf = cellsOf(catalogue, { grid, completeness: layout.completeness });
  const { offsets } = alignToBins(catalogue.timeMs, bins);
  const reading = new MapReading(catalogue.timeMs[0], cells);
  reading.take(catalogue.timeMs, cellOf, { from: 0, to: offsets[0] });
  for (let bin = 0; bin < bins.count; bin++) {
    reading.openBin(bins.startMs + (bin + 1) * bins.binMs);
    reading.take(catalogue.timeMs, cellOf, { from: offsets[bin], to: offsets[bin + 1] });
    for (let cell = 0; cell < cells; cell++) {
      reading.cell = cell;
      const at = (bin * cells + cell) * width;
      for (let i = 0; i < channels.length; i++) values[at + i] = channels[i](reading);
    }
  }
  const steps = binEdges(bins);
  addTides({ values, steps }, layout);
  addCovariates({ values, steps }, layout, covariates);
  return { values, steps };
}

function requireMemory(numbers: number): void {
  if (numbers <= GREATEST_SIZE) return;
  throw new ConfigurationError(
    `Cannot hold maps of ${numbers} numbers: at most ${GREATEST_SIZE} are possible; choose larger ` +
      `cells or a longer bin.`,
    "cellDegrees",
  );
}

/** Cell of each event, −1 for those outside the grid or below the magnitude. [event] */
export function cellsOf(
  catalogue: Catalogue,
  limits: { grid: Grid; completeness: number },
): Int32Array {
  const { magnitude, latitude, longitude } = catalogue;
  return Int32Array.from(
    magnitude,
    (value, row) =>
      reachesMagnitude(value, limits.completeness)
        ? gridCellOf(limits.grid, latitude[row], longitude[row])
        : -1,
  );
}

/** All cells of the current bin, read one at a time. */
class MapReading implements CellReading {
  /** The cell that is read. */
  cell = 0;
  readonly #counts: Float64Array;
  readonly #rates: ExponentialRates;
  #endMs = 0;

  constructor(startMs: number, cells: number) {
    this.#counts = new Float64Array(cells);
    this.#rates = new ExponentialRates(startMs, { cells });
  }

  get count(): number {
    return this.#counts[this.cell];
  }

  readonly ratePerDay = (scale: number): number =>
    this.#rates.perDay(scale, this.#endMs, this.cell);

  openBin(endMs: number): void {
    this.#counts.fill(0);
    this.#endMs = endMs;
  }

  take(timeMs: Float64Array, cellOf: Int32Array, rows: { from: number; to: number }): void {
    for (let row = rows.from; row < rows.to; row++) {
      if (cellOf[row] < 0) continue;
      this.#counts[cellOf[row]]++;
      this.#rates.add(timeMs[row], cellOf[row]);
    }
  }
}

function readersOf(layout: SeriesLayout): ((cell: CellReading) => number)[] {
  return catalogueFeaturesOf(layout).map((name) =>
    MAP_CHANNELS.find((channel) => channel.name === name)!.read
  );
}
