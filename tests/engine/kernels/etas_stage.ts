import {
  type EtasSumsOptions,
  type KernelCall,
  layEtasLaw,
  tabulatePower,
  tabulatePowerSlopes,
  tabulateTaperedOmori,
  tabulateTaperedOmoriSlopes,
} from "../../../engine/kernels/mod.ts";
import type { EtasSumsInputs } from "../../../engine/kernels/etas_sums_reference.ts";
import { RandomStream, taperedOmoriIntegral } from "../../../engine/mathematics/mod.ts";
import { putDoubles, readDoubles, roomForDoubles } from "./double_stage.ts";
import type { KernelStage } from "./kernel_stage.ts";

/** Radius of the sphere in tests, kilometres. */
export const RADIUS_KM = 6378.1;

/** Longest age in tests. */
const LONGEST_DAYS = 4_000;

/** A law in tests, like San Jacinto's. */
const LAW = {
  ...{ timeScale: 1 / 86_400_000, cDays: 1e-4, tauDays: 1e3, omega: -0.18, rho: 0.47 },
};

/** Which kernel, and how many sums it has a target. */
export interface EtasKernel {
  /** Makes its call. */
  build: (options: EtasSumsOptions) => KernelCall;
  /** Sums of a target. */
  width: number;
  /** Whether its tables are those of slopes. */
  isSloped?: boolean;
}

/** Columns that may be changed. */
export interface EtasInputs extends EtasSumsInputs {
  targets: Float64Array[];
  sources: Float64Array[];
  before: Int32Array;
}

/** Sources over ten years, targets after them, within about `reach` kilometres of each other. */
export function makeEtasInputs(
  { targets, sources, radiusKm, reach }: {
    targets: number;
    sources: number;
    radiusKm: number;
    reach: number;
  },
): EtasInputs {
  const stream = new RandomStream(`${targets} ${sources} ${reach}`);
  const places = Array.from({ length: targets + sources }, () => placeOf(stream, radiusKm, reach));
  const times = Float64Array.from(places, () => 1.5e12 + 3e11 * stream.uniform()).sort();
  const columnsOf = (from: number, to: number) => [
    times.slice(from, to),
    ...[0, 1, 2].map((k) => Float64Array.from(places.slice(from, to), (place) => place[k])),
  ];
  const positive = () => Float64Array.from({ length: sources }, () => Math.exp(stream.normal()));
  return {
    sources: [...columnsOf(0, sources), positive(), positive(), positive()],
    targets: columnsOf(sources, sources + targets),
    before: new Int32Array(targets).fill(sources),
    law: { ...LAW, radiusKm },
    integral: (days) => taperedOmoriIntegral(LAW, { from: 0, to: days }),
  };
}

function placeOf(stream: RandomStream, radiusKm: number, reach: number): number[] {
  const plane = [reach * stream.normal(), reach * stream.normal(), 0];
  if (radiusKm === Infinity) return plane;
  const length = Math.hypot(plane[0], plane[1], radiusKm);
  return [plane[0], plane[1], radiusKm].map((value) => value * radiusKm / length);
}

/** Runs a kernel on inputs, its numbers `shift` words past an aligned place. */
export function applyEtas(
  stage: KernelStage,
  inputs: EtasInputs,
  { kernel, shift = 0, inParts = false }: {
    kernel: EtasKernel;
    shift?: number;
    inParts?: boolean;
  },
): Float64Array {
  const out = roomForDoubles(stage, kernel.width * inputs.before.length, shift);
  const call = kernel.build(layInputs(stage, inputs, { out, shift, isSloped: kernel.isSloped }));
  if (inParts) stage.runInParts(call);
  else stage.run(call);
  return readDoubles(stage, out, kernel.width * inputs.before.length);
}

function layInputs(
  stage: KernelStage,
  { targets, sources, before, law }: EtasInputs,
  { out, shift, isSloped = false }: { out: number; shift: number; isSloped?: boolean },
): EtasSumsOptions {
  const tabulate = isSloped ? tabulateTaperedOmoriSlopes : tabulateTaperedOmori;
  const tabulateDistances = isSloped ? tabulatePowerSlopes : tabulatePower;
  const table = tabulate(law, LONGEST_DAYS);
  const numbers = layEtasLaw({ ...law, rows: table.rows });
  const flat = (columns: Float64Array[]) => Float64Array.from(columns.flatMap((c) => [...c]));
  return {
    out,
    targets: putDoubles(stage, flat(targets), shift),
    before: stage.put(new Float32Array(before.slice().buffer), shift),
    sources: putDoubles(stage, flat(sources), shift),
    law: putDoubles(stage, numbers, shift),
    temporal: putDoubles(stage, table.coefficients, shift),
    spatial: putDoubles(stage, tabulateDistances(-(1 + law.rho)), shift),
    targetCount: before.length,
    sourceCount: sources[0].length,
    pairs: before.reduce((sum, count) => sum + count, 0),
  };
}
