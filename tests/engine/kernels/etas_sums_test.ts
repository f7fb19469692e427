import { assertEquals, assertLessOrEqual } from "@std/assert";
import { etasSums } from "../../../engine/kernels/mod.ts";
import { etasSumsReference } from "../../../engine/kernels/etas_sums_reference.ts";
import { taperedOmoriIntegral } from "../../../engine/mathematics/mod.ts";
import { applyEtas, type EtasInputs, makeEtasInputs, RADIUS_KM } from "./etas_stage.ts";
import { type KernelStage, testKernel } from "./kernel_stage.ts";

const RELATIVE = 1e-12;
const KERNEL = { build: etasSums, width: 3 };

testKernel(
  "ETAS sums: equal the definition, near and far, on the sphere and in the plane",
  (stage) => {
    for (const radiusKm of [RADIUS_KM, Infinity]) {
      for (const reach of [1e-3, 1, 300, 3_000, 12_000]) {
        const inputs = makeEtasInputs({ targets: 23, sources: 41, radiusKm, reach });
        holdDefinition(applySums(stage, inputs), inputs, `${reach} of ${radiusKm} km`);
      }
    }
  },
);

testKernel("ETAS sums: without taper, in days", (stage) => {
  const inputs = makeEtasInputs({ targets: 5, sources: 9, radiusKm: RADIUS_KM, reach: 10 });
  const law = { ...inputs.law, tauDays: Infinity };
  const integral = (days: number) => taperedOmoriIntegral(law, { from: 0, to: days });
  holdDefinition(applySums(stage, { ...inputs, law, integral }), { ...inputs, law, integral }, "");
});

testKernel("ETAS sums: any number of sources, cut and address give the same bits", (stage) => {
  const inputs = makeEtasInputs({ targets: 19, sources: 18, radiusKm: RADIUS_KM, reach: 50 });
  const before = Int32Array.from({ length: 19 }, (_, i) => i);
  const counted = { ...inputs, before };
  const whole = applySums(stage, counted);
  holdDefinition(whole, counted, "0 to 18 sources");
  assertEquals([...whole.slice(0, 3)], [0, 0, 0]);
  for (const shift of [1, 2, 3]) {
    assertEquals(applySums(stage, counted, { shift, inParts: true }), whole, `shift ${shift}`);
  }
});

testKernel("ETAS sums: the same place, the opposite place, no age at all", (stage) => {
  const inputs = makeEtasInputs({ targets: 2, sources: 2, radiusKm: RADIUS_KM, reach: 10 });
  for (let k = 0; k < 4; k++) inputs.targets[k].set(inputs.sources[k].subarray(0, 1));
  for (let k = 1; k < 4; k++) inputs.targets[k][1] = -inputs.sources[k][0];
  inputs.before.fill(1);
  const sums = applySums(stage, inputs);
  const expected = etasSumsReference(inputs);
  assertLessOrEqual(Math.abs(sums[0] / expected[0] - 1), RELATIVE, "the same place, at once");
  // A haversine of 1 has no digits for what is left to half a turn: 0.2 m in 20,000 km.
  assertLessOrEqual(Math.abs(sums[3] / expected[3] - 1), 1e-7, "the opposite place");
});

testKernel("ETAS sums: NaN in a target or a source comes through, and only there", (stage) => {
  const inputs = makeEtasInputs({ targets: 4, sources: 5, radiusKm: RADIUS_KM, reach: 10 });
  inputs.before.set([2, 2, 5, 5]);
  for (let k = 0; k < 7; k++) {
    const sources = inputs.sources.map((column) => column.slice());
    sources[k][3] = NaN;
    const sums = applySums(stage, { ...inputs, sources });
    assertEquals(sums.subarray(0, 6).some(Number.isNaN), false, `column ${k}`);
    const isInSpace = k >= 1 && k <= 5;
    assertEquals(Number.isNaN(sums[6]), k !== 6, `column ${k}`);
    assertEquals(Number.isNaN(sums[7]), !isInSpace, `column ${k}`);
    assertEquals(Number.isNaN(sums[11]), !isInSpace, `column ${k}`);
  }
  const targets = inputs.targets.map((column) => column.slice());
  targets[2][1] = NaN;
  const sums = applySums(stage, { ...inputs, targets });
  assertEquals([0, 3, 6, 9].map((i) => Number.isNaN(sums[i])), [false, true, false, false]);
});

testKernel("ETAS sums: no targets, no sources", (stage) => {
  const none = makeEtasInputs({ targets: 0, sources: 0, radiusKm: RADIUS_KM, reach: 1 });
  assertEquals(applySums(stage, none).length, 0);
  const alone = makeEtasInputs({ targets: 3, sources: 0, radiusKm: RADIUS_KM, reach: 1 });
  assertEquals(applySums(stage, alone), new Float64Array(9));
});

function holdDefinition(actual: Float64Array, inputs: EtasInputs, of: string): void {
  const expected = etasSumsReference(inputs);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / (Math.abs(expected[i]) || 1);
    if (!(error <= RELATIVE)) assertLessOrEqual(error, RELATIVE, `sum ${i}, ${of}`);
  }
}

function applySums(
  stage: KernelStage,
  inputs: EtasInputs,
  options: { shift?: number; inParts?: boolean } = {},
): Float64Array {
  return applyEtas(stage, inputs, { kernel: KERNEL, ...options });
}
