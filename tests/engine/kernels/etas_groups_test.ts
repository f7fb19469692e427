import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import {
  etasGroups,
  type EtasScales,
  layEtasLaw,
  tabulatePower,
  tabulateTaperedOmori,
} from "../../../engine/kernels/mod.ts";
import {
  type EtasGroupsInputs,
  etasGroupsReference,
} from "../../../engine/kernels/etas_groups_reference.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { openEngine } from "../backend/compiled/open_engine.ts";
import { putDoubles, readDoubles, roomForDoubles } from "./double_stage.ts";
import { makeEtasInputs, RADIUS_KM } from "./etas_stage.ts";
import { type KernelStage, testKernel } from "./kernel_stage.ts";

const RELATIVE = 1e-12;
const SCALES: EtasScales = [1, 1 / 64, 1 / 8, 8];

/** Sums of a group. */
const WIDTH = 7;

interface Inputs extends EtasGroupsInputs {
  targets: Float64Array[];
  sources: Float64Array[];
  ranges: Int32Array;
  isScaled: Int32Array;
}

/** Inputs with groups of `sizes` sources one after the other, every second one scaled. */
function makeInputs(
  { sizes, targets = 9, radiusKm = RADIUS_KM, reach = 20 }: {
    sizes: readonly number[];
    targets?: number;
    radiusKm?: number;
    reach?: number;
  },
): Inputs {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const made = makeEtasInputs({ targets, sources: count, radiusKm, reach });
  const stream = new RandomStream(`ellipses ${count}`);
  const column = (draw: () => number) => Float64Array.from({ length: count }, draw);
  const ends = sizes.map((_, k) => sizes.slice(0, k + 1).reduce((sum, size) => sum + size, 0));
  const ranges = Array.from({ length: targets }, (_, i) =>
    ends.flatMap((end, k) => {
      const start = end - sizes[k];
      // Later targets leave out more of a group: its first sources, or its last.
      const out = sizes[k] > 3 ? i % 4 : 0;
      return i % 2 === 0 ? [start + out, end] : [start, end - out];
    })).flat();
  const u = [0, 1, 2].map(() => column(() => stream.normal()));
  return {
    ...made,
    sources: [...made.sources, ...u, column(() => 0.2 + 0.8 * stream.uniform())],
    ranges: Int32Array.from(ranges),
    isScaled: Int32Array.from(sizes, (_, k) => k % 2),
    scales: SCALES,
  };
}

function layLaw({ law }: Inputs) {
  const table = tabulateTaperedOmori(law, 4_000);
  return {
    law: layEtasLaw({ ...law, rows: table.rows, scales: SCALES }),
    temporal: table.coefficients,
    spatial: tabulatePower(-(1 + law.rho)),
  };
}

function apply(
  stage: KernelStage,
  inputs: Inputs,
  { shift = 0, inParts = false }: { shift?: number; inParts?: boolean } = {},
): Float64Array {
  const { targets, sources, ranges, isScaled } = inputs;
  const size = WIDTH * ranges.length / 2;
  const put = (values: Float64Array) => putDoubles(stage, values, shift);
  const putIntegers = (values: Int32Array) =>
    stage.put(new Float32Array(values.slice().buffer), shift);
  const laid = layLaw(inputs);
  const call = etasGroups({
    out: roomForDoubles(stage, size, shift),
    targets: put(flatten(targets)),
    ranges: putIntegers(ranges),
    sources: put(flatten(sources)),
    law: put(laid.law),
    temporal: put(laid.temporal),
    spatial: put(laid.spatial),
    isScaled: putIntegers(isScaled),
    targetCount: targets[0].length,
    sourceCount: sources[0].length,
    groups: isScaled.length,
    pairs: 1e9,
  });
  if (inParts) stage.runInParts(call);
  else stage.run(call);
  return readDoubles(stage, Number(call.args[0]), size);
}

function flatten(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(columns.flatMap((column) => [...column]));
}

function holdDefinition(actual: Float64Array, inputs: Inputs, of: string): void {
  const expected = etasGroupsReference(inputs);
  assertEquals(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / (Math.abs(expected[i]) || 1);
    if (!(error <= RELATIVE)) assertLessOrEqual(error, RELATIVE, `sum ${i}, ${of}`);
  }
}

testKernel("ETAS groups: all sums equal the definition, near and far, on sphere and plane", (s) => {
  for (const radiusKm of [RADIUS_KM, Infinity]) {
    for (const reach of [1e-3, 1, 300, 3_000]) {
      const inputs = makeInputs({ sizes: [7, 0, 1, 8, 0, 5], radiusKm, reach });
      const sums = apply(s, inputs);
      holdDefinition(sums, inputs, `${reach} of ${radiusKm} km`);
      const at = (group: number) => sums.subarray(WIDTH * group, WIDTH * (group + 1));
      assertEquals([...at(1)], [0, 0, 0, 0, 0, 0, 0], "an empty group");
      assertEquals([...at(2).subarray(3)], [0, 0, 0, 0], "one that is not scaled");
      assert(at(3).every((sum) => sum > 0), "one that is");
    }
  }
});

testKernel("ETAS groups: a circle of its own spread is the first scale", (stage) => {
  const inputs = makeInputs({ sizes: [0, 9] });
  for (const k of [7, 8, 9]) inputs.sources[k].fill(0);
  inputs.sources[10].fill(1);
  const sums = apply(stage, inputs);
  for (let i = WIDTH; i < sums.length; i += 2 * WIDTH) assertEquals(sums[i + 6], sums[i + 2]);
});

testKernel("ETAS groups: any cut and address give the same bits", (stage) => {
  const inputs = makeInputs({ sizes: [3, 4, 1, 0, 2, 6], targets: 19 });
  const whole = apply(stage, inputs);
  holdDefinition(whole, inputs, "odd and even groups");
  for (const shift of [1, 2, 3]) {
    assertEquals(apply(stage, inputs, { shift, inParts: true }), whole, `shift ${shift}`);
  }
});

testKernel("ETAS groups: NaN comes through, and only where it counts", (stage) => {
  for (const odd of [0, 1]) {
    const inputs = makeInputs({ sizes: [4, 4 + odd], targets: 2 });
    for (let k = 0; k < 11; k++) {
      const sources = inputs.sources.map((column) => column.slice());
      sources[k][3 + odd + 4] = NaN; // the last source, beside another or alone
      inputs.ranges.set([0, 4, 4, 8 + odd, 0, 4, 4, 7 + odd]);
      const sums = apply(stage, { ...inputs, sources });
      assertEquals(sums.subarray(0, WIDTH).some(Number.isNaN), false, `column ${k}`);
      assertEquals(sums.subarray(2 * WIDTH).some(Number.isNaN), false, `column ${k}`);
      const found = [...sums.subarray(WIDTH, 2 * WIDTH)].map(Number.isNaN);
      const isInPlane = k === 0 || k === 6;
      const isScale = k <= 5;
      const isTurned = k !== 6;
      const expected = [isInPlane, isInPlane, isScale, isScale, isScale, isScale, isTurned];
      assertEquals(found, expected, `column ${k}, ${4 + odd} sources`);
    }
  }
});

testKernel("ETAS groups: no targets, no sources, no groups", (stage) => {
  assertEquals(apply(stage, makeInputs({ sizes: [0, 0], targets: 0 })).length, 0);
  assertEquals(apply(stage, makeInputs({ sizes: [0, 0], targets: 3 })), new Float64Array(42));
  assertEquals(apply(stage, makeInputs({ sizes: [], targets: 3 })).length, 0);
});

Deno.test("ETAS groups: the same bits on one thread and two", async () => {
  const inputs = makeInputs({ sizes: [700, 701, 0, 333], targets: 101 });
  const results: Float64Array[] = [];
  for (const threads of [1, 2]) {
    const { heap, runner, stop } = await openEngine({ threads });
    const put = (values: Float64Array | Int32Array) => {
      const address = heap.allocate(values.byteLength);
      new Uint8Array(heap.memory.buffer, address).set(new Uint8Array(values.buffer));
      return address;
    };
    const laid = layLaw(inputs);
    const size = WIDTH * inputs.ranges.length / 2;
    const out = put(new Float64Array(size));
    runner.run(etasGroups({
      ...{ out, targets: put(flatten(inputs.targets)), ranges: put(inputs.ranges) },
      ...{ sources: put(flatten(inputs.sources)), law: put(laid.law) },
      ...{ temporal: put(laid.temporal), spatial: put(laid.spatial) },
      ...{ isScaled: put(inputs.isScaled), targetCount: 101, sourceCount: 1734, groups: 4 },
      pairs: 101 * 1734,
    }));
    results.push(new Float64Array(heap.memory.buffer, out, size).slice());
    await stop();
  }
  assertEquals(results[1], results[0]);
  holdDefinition(results[0], inputs, "two threads");
});
