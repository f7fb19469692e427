import { assertAlmostEquals, assertEquals, assertLessOrEqual } from "@std/assert";
import { ETAS_SLOPES, etasSlopes, etasSums } from "../../../engine/kernels/mod.ts";
import { etasSlopesReference } from "../../../engine/kernels/etas_sums_reference.ts";
import { applyEtas, type EtasInputs, makeEtasInputs, RADIUS_KM } from "./etas_stage.ts";
import { testKernel } from "./kernel_stage.ts";

const KERNEL = { build: etasSlopes, width: ETAS_SLOPES, isSloped: true };
const RELATIVE = 2e-12;

testKernel(
  "ETAS slopes: equal the definition, near and far, on the sphere and in the plane",
  (stage) => {
    for (const radiusKm of [RADIUS_KM, Infinity]) {
      for (const reach of [1e-3, 1, 300, 12_000]) {
        const inputs = makeEtasInputs({ targets: 23, sources: 41, radiusKm, reach });
        holdDefinition(applyEtas(stage, inputs, { kernel: KERNEL }), inputs);
      }
    }
  },
);

testKernel("ETAS slopes: the first sum is that of the plain kernel", (stage) => {
  const inputs = makeEtasInputs({ targets: 9, sources: 31, radiusKm: RADIUS_KM, reach: 30 });
  const slopes = applyEtas(stage, inputs, { kernel: KERNEL });
  const sums = applyEtas(stage, inputs, { kernel: { build: etasSums, width: 3 } });
  for (let i = 0; i < 9; i++) assertAlmostEquals(slopes[8 * i] / sums[3 * i], 1, 1e-13);
});

testKernel("ETAS slopes: any number of sources, cut and address give the same bits", (stage) => {
  const inputs = makeEtasInputs({ targets: 19, sources: 18, radiusKm: RADIUS_KM, reach: 50 });
  const counted = { ...inputs, before: Int32Array.from({ length: 19 }, (_, i) => i) };
  const whole = applyEtas(stage, counted, { kernel: KERNEL });
  holdDefinition(whole, counted);
  for (const shift of [1, 2, 3]) {
    const parts = applyEtas(stage, counted, { kernel: KERNEL, shift, inParts: true });
    assertEquals(parts, whole, `shift ${shift}`);
  }
});

testKernel("ETAS slopes: NaN comes through, and only where it is", (stage) => {
  const inputs = makeEtasInputs({ targets: 3, sources: 5, radiusKm: RADIUS_KM, reach: 10 });
  inputs.before.set([2, 4, 5]);
  for (let k = 0; k < 7; k++) {
    const sources = inputs.sources.map((column) => column.slice());
    sources[k][3] = NaN;
    const slopes = applyEtas(stage, { ...inputs, sources }, { kernel: KERNEL });
    assertEquals(slopes.subarray(0, 8).some(Number.isNaN), false, `column ${k}`);
    assertEquals([9, 14].map((i) => Number.isNaN(slopes[i])), [true, true], `column ${k}`);
    assertEquals(Number.isNaN(slopes[8]), k !== 6, `column ${k}`);
  }
});

testKernel("ETAS slopes: no targets, no sources", (stage) => {
  for (const targets of [0, 3]) {
    const inputs = makeEtasInputs({ targets, sources: 0, radiusKm: RADIUS_KM, reach: 1 });
    assertEquals(applyEtas(stage, inputs, { kernel: KERNEL }), new Float64Array(8 * targets));
  }
});

/** Sums of terms of both signs are held against the sum of their sizes. */
function holdDefinition(actual: Float64Array, inputs: EtasInputs): void {
  const { sums, sizes } = etasSlopesReference(inputs);
  for (let i = 0; i < sums.length; i++) {
    const error = Math.abs(actual[i] - sums[i]) / (sizes[i] || 1);
    if (!(error <= RELATIVE)) assertLessOrEqual(error, RELATIVE, `sum ${i}`);
  }
}
