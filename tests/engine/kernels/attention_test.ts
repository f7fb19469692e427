import { assertEquals, assertThrows } from "@std/assert";
import { additiveAttention } from "../../../engine/kernels/mod.ts";
import { additiveAttentionReference } from "../../../engine/kernels/attention_reference.ts";
import { ConfigurationError } from "../../../engine/domain/mod.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { randomValues, testKernel } from "./kernel_stage.ts";

const EPSILON = 1e-7;

testKernel("attention: awkward sizes and bands equal the definition, in parts too", (stage) => {
  for (const [steps, width, channels] of [[1, 1, 1], [2, 3, 5], [7, 4, 16], [47, 32, 3]]) {
    for (const band of [undefined, 0, 1, 2]) {
      const batch = 3;
      const rows = batch * steps;
      const [queries, keys] = [1, 2].map((seed) => randomValues(rows * width, seed));
      const x = randomValues(rows * channels, 3);
      const weights = randomValues(width, 4).map((value) => 3 * value);
      const out = stage.room(rows * channels);
      const shape = { steps, width, channels, epsilon: EPSILON };
      const call = additiveAttention({
        ...{ out, queries: stage.put(queries, 1), keys: stage.put(keys), x: stage.put(x, 2) },
        ...{ weights: stage.put(weights), batch, ...shape, before: band, behind: band },
      });
      stage.run(call);
      const actual = stage.read(out, rows * channels);
      stage.runInParts(call);
      assertEquals(stage.read(out, rows * channels), actual);
      const [before, behind] = [band ?? steps, band ?? steps];
      for (let example = 0; example < batch; example++) {
        const part = (values: Float32Array, size: number) =>
          values.subarray(example * steps * size, (example + 1) * steps * size);
        const expected = additiveAttentionReference(
          { queries: part(queries, width), keys: part(keys, width), x: part(x, channels), weights },
          { ...shape, before, behind },
        );
        const of = `attention over ${steps} steps, band ${band}`;
        assertAllClose(part(actual, channels), expected, { of, relative: 1e-5, nearZero: 1e-6 });
      }
    }
  }
});

Deno.test("attention: more steps than a scratch has room for are refused", () => {
  const none = { out: 0, queries: 0, keys: 0, x: 0, weights: 0, batch: 1, width: 1, channels: 1 };
  assertThrows(
    () => additiveAttention({ ...none, steps: 1 << 20, epsilon: EPSILON }),
    ConfigurationError,
    "Cannot attend over 1048576 steps",
  );
});
