import { assertAlmostEquals, assertEquals } from "@std/assert";
import { layPickTargets, PICK_TARGETS, pickLoss } from "../../../engine/training/mod.ts";
import { randomValues } from "../kernels/kernel_stage.ts";

const COUNT = 5;
const TARGETS = Float32Array.of(1, 0, 0, 0.2, 0.8, 0, 0, 0, 1, 0.5, 0.25, 0.25, 0, 1, 0);

Deno.test("the loss of a sample is the cross-entropy of its softmax, and its slopes are that's", () => {
  const logits = randomValues(3 * COUNT, 3);
  const classWeights = [1, 3, 2] as const;
  const lossOf = (x: ArrayLike<number>) => {
    let sum = 0;
    for (let at = 0; at < 3 * COUNT; at += 3) {
      const total = Math.exp(x[at]) + Math.exp(x[at + 1]) + Math.exp(x[at + 2]);
      for (let c = 0; c < 3; c++) {
        sum -= classWeights[c] * TARGETS[at + c] * Math.log(Math.exp(x[at + c]) / total);
      }
    }
    return sum / COUNT;
  };
  const slopes = new Float32Array(3 * COUNT);
  const loss = pickLoss({ logits, targets: TARGETS, classWeights, slopes });
  assertAlmostEquals(loss, lossOf(logits), 1e-6);
  const step = 1e-5;
  slopes.forEach((slope, i) => {
    const x = Float64Array.from(logits);
    const difference = lossOf(x.with(i, x[i] + step)) - lossOf(x.with(i, x[i] - step));
    assertAlmostEquals(slope, difference / (2 * step), 1e-6);
  });
});

Deno.test("logits without bounds have a finite loss", () => {
  const logits = Float32Array.of(1e30, -1e30, 0, -200, 300, 0);
  const targets = Float32Array.of(1, 0, 0, 0, 1, 0);
  assertEquals(pickLoss({ logits, targets, classWeights: [1, 1, 1] }), 0);
});

Deno.test("an arrival is a bell of height 1, 6 samples wide, and noise is what is left", () => {
  const out = new Float32Array(3 * 100);
  const samples = new Float32Array(3 * 100);
  layPickTargets({ samples, p: [20.5], s: [60, 99] }, { out, ...PICK_TARGETS });
  const at = (i: number) => [...out.subarray(3 * i, 3 * i + 3)];
  const bell = (x: number) => Math.fround(Math.exp(-x * x / 72));
  assertEquals(at(20)[1], bell(0.5));
  assertEquals(at(26)[1], bell(5.5));
  assertEquals(at(60), [0, 0, 1]);
  assertEquals(at(45)[2], bell(15));
  assertEquals(at(44), [1, 0, 0]);
  assertEquals(at(99), [0, 0, 1]);
  for (let i = 0; i < 100; i++) assertAlmostEquals(at(i).reduce((a, b) => a + b), 1, 1e-6);
});

Deno.test("P and S at one place share it", () => {
  const out = new Float32Array(3 * 40);
  layPickTargets({ samples: new Float32Array(3 * 40), p: [20], s: [20] }, { out, ...PICK_TARGETS });
  assertEquals([...out.subarray(60, 63)], [0, 0.5, 0.5]);
});
