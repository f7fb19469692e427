import { assertEquals } from "@std/assert";
import { layerNorm } from "../../../engine/kernels/mod.ts";
import { layerNormReference } from "../../../engine/kernels/layer_norm_reference.ts";
import { assertAllClose } from "../backend/assert_all_close.ts";
import { AWKWARD_SIZES, randomValues, testKernel } from "./kernel_stage.ts";

testKernel("layer norm: awkward sizes equal the definition, in parts and in place too", (stage) => {
  for (const channels of AWKWARD_SIZES) {
    for (const epsilon of [1e-14, 1e-3]) {
      const rows = 7;
      const x = randomValues(rows * channels, channels).map((value) => 5 * value + 30);
      const [scale, shift] = [1, 2].map((seed) => randomValues(channels, seed));
      const [out, from] = [stage.room(x.length, 1), stage.put(x, 2)];
      const sizes = { scale: stage.put(scale), shift: stage.put(shift), rows, channels, epsilon };
      const call = layerNorm({ out, x: from, ...sizes });
      stage.run(call);
      const actual = stage.read(out, x.length);
      stage.runInParts(call);
      assertEquals(stage.read(out, x.length), actual);
      stage.run(layerNorm({ out: from, x: from, ...sizes }));
      assertEquals(stage.read(from, x.length), actual);
      const expected = layerNormReference({ x, scale, shift }, epsilon);
      if (channels === 1) assertEquals([...actual], new Array(rows).fill(shift[0]));
      else assertAllClose(actual, expected, { of: "layer norm", relative: 1e-4, nearZero: 1e-4 });
    }
  }
});
