import { assertEquals } from "@std/assert";
import { columnProduct, type RowRuns, sumRows } from "../../../engine/kernels/mod.ts";
import { columnProductReference } from "../../../engine/kernels/column_product_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, type KernelStage, randomValues, testKernel } from "./kernel_stage.ts";

interface Sizes {
  m: number;
  n: number;
  steps: number;
  segments?: number;
  /** Numbers past an aligned place. */
  shift?: number;
  /** Numbers that rows are longer than they need to be. */
  slack?: number;
  /** Rows that are left out between runs. */
  skippedRows?: number;
}

testKernel("column product: awkward sizes equal the definition, in parts bit for bit", (stage) => {
  for (const m of AWKWARD_SIZES) {
    for (const n of AWKWARD_SIZES) compare(stage, { m, n, steps: 7 });
  }
  for (let m = 1; m <= 20; m++) compare(stage, { m, n: 9, steps: 5 });
});

testKernel("column product: long sums are cut without a change of order", (stage) => {
  for (const steps of [1, 2, 127, 128, 129, 200, 1024]) compare(stage, { m: 13, n: 11, steps });
});

testKernel(
  "column product: so many rows that tile and row number multiply beyond 32 bits",
  (stage) => {
    compare(stage, { m: 200_000, n: 3, steps: 2 });
  },
);

testKernel("column product: a sum that goes on from its output is the whole sum", (stage) => {
  const [m, n, steps] = [7, 12, 300];
  const [a, b] = [stage.put(randomValues(m * steps, 1)), stage.put(randomValues(n * steps, 2))];
  const [whole, parts] = [stage.room(m * n), stage.room(m * n)];
  stage.run(columnProduct({ c: whole, a, b, m, n, steps }));
  stage.run(columnProduct({ c: parts, a, b, m, n, steps: 17 }));
  const rest = { a: a + 4 * 17 * m, b: b + 4 * 17 * n, m, n, steps: steps - 17 };
  stage.run(columnProduct({ c: parts, ...rest, start: "output" }));
  assertEquals(stage.read(parts, m * n), stage.read(whole, m * n));
});

testKernel("column product: runs, with rows left out between them, of any length", (stage) => {
  for (const steps of [1, 3, 50, 130]) {
    for (const segments of [1, 2, 7, 32]) {
      compare(stage, { m: 8, n: 10, steps, segments, skippedRows: 2 });
    }
  }
  compare(stage, { m: 50, n: 200, steps: 10, segments: 32 });
  compare(stage, { m: 3, n: 4, steps: 2, segments: 1024 });
});

testKernel("column product: unaligned addresses, rows longer than they need to be", (stage) => {
  for (const shift of [1, 2, 3]) compare(stage, { m: 17, n: 19, steps: 9, shift, slack: shift });
  for (const m of [2, 7, 12]) {
    compare(stage, { m, n: 8, steps: 4, segments: 3, slack: 5, skippedRows: 1 });
  }
});

testKernel("column product: nothing to sum, no rows, no columns", (stage) => {
  compare(stage, { m: 7, n: 11, steps: 0 });
  compare(stage, { m: 7, n: 11, steps: 3, segments: 0 });
  compare(stage, { m: 0, n: 11, steps: 3 });
  compare(stage, { m: 7, n: 0, steps: 3 });
});

testKernel("column product: not a number stays where it belongs", (stage) => {
  const [m, n, steps] = [9, 10, 4];
  const a = randomValues(m * steps, 1);
  a[2 * m + 7] = NaN;
  const c = stage.room(m * n);
  const b = stage.put(randomValues(n * steps, 2));
  stage.run(columnProduct({ c, a: stage.put(a), b, m, n, steps }));
  const actual = stage.read(c, m * n);
  actual.forEach((value, i) => assertEquals(Number.isNaN(value), Math.floor(i / n) === 7, `${i}`));
});

function compare(stage: KernelStage, sizes: Sizes): void {
  const { m, n, steps, segments = 1, shift, slack = 0, skippedRows = 0 } = sizes;
  const count = steps * segments;
  const [a, b] = [randomValues(m * count, 1), randomValues(n * count, 2)];
  const [aStep, bStep] = [m + slack, n + slack];
  const rows = { ...sizes, slack, skippedRows };
  const addressOfB = stage.put(spread(b, { ...rows, width: n }), shift);
  const runs = { b: addressOfB, bStep, bSkip: skippedRows * bStep, n, steps, segments };
  const c = stage.room(m * n, shift);
  const product = columnProduct({
    ...runs,
    c,
    a: stage.put(spread(a, { ...rows, width: m }), shift),
    aStep,
    aSkip: skippedRows * aStep,
    m,
  });
  const of = `columns of ${JSON.stringify(sizes)}`;
  const expected = columnProductReference({ a, b, m, n, steps: count });
  stage.run(product);
  const actual = stage.read(c, m * n);
  assertAllClose(actual, expected, { of, relative: 1e-5, nearZero: 2e-6 });
  stage.runInParts(product);
  assertEquals(stage.read(c, m * n), actual, of);
  compareSums(stage, { ...runs, out: stage.room(n, shift) }, b);
}

/** The sum of rows is the product with rows of one 1. */
function compareSums(stage: KernelStage, sums: RowRuns & { out: number }, b: Float32Array): void {
  const { out, n, steps, segments = 1 } = sums;
  const of = `sum of ${segments} x ${steps} rows of ${n}`;
  const a = new Float32Array(steps * segments).fill(1);
  const expected = columnProductReference({ a, b, m: 1, n, steps: a.length });
  stage.run(sumRows(sums));
  const actual = stage.read(out, n);
  assertAllClose(actual, expected, { of, relative: 1e-5, nearZero: 2e-6 });
  stage.runInParts(sumRows(sums));
  assertEquals(stage.read(out, n), actual);
  stage.run(sumRows({ ...sums, start: "output" }));
  const twice = expected.map((value) => 2 * value);
  assertAllClose(stage.read(out, n), twice, { of, relative: 1e-5, nearZero: 2e-6 });
}

/** Rows laid out with slack behind each and NaN rows between runs, as far as they are there. */
function spread(
  values: Float32Array,
  { width, steps, segments = 1, slack = 0, skippedRows = 0 }: Sizes & { width: number },
): Float32Array {
  const step = width + slack;
  const out = new Float32Array(segments * (steps + skippedRows) * step).fill(NaN);
  for (let row = 0; row < steps * segments; row++) {
    const place = (row + Math.floor(row / steps) * skippedRows) * step;
    out.set(values.subarray(row * width, (row + 1) * width), place);
  }
  return out;
}
