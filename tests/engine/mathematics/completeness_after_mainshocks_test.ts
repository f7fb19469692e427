import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  completenessAfterEvent,
  completenessAfterMainshocks,
  RandomStream,
  RECOVERY_WORLD,
  recoveryDays,
} from "../../../engine/mathematics/mod.ts";

const DAY_MS = 86_400_000;

Deno.test("completeness after one event: the published numbers", () => {
  // Helmstetter et al. 2006: M 7 hides 2.5 at a day, 4.0 at a hundredth.
  assertAlmostEquals(completenessAfterEvent(7, { days: 1, catalogue: 2 }), 2.5, 1e-12);
  assertAlmostEquals(completenessAfterEvent(7, { days: 0.01, catalogue: 2 }), 4, 1e-12);
  const world = { catalogue: 2, law: RECOVERY_WORLD };
  assertAlmostEquals(completenessAfterEvent(7, { days: 1, ...world }), 3.25, 1e-12);
  assertAlmostEquals(completenessAfterEvent(7, { days: 0.1, ...world }), 4.25, 1e-12);
  assertEquals(completenessAfterEvent(7, { days: 1000, ...world }), 2);
  assertEquals(completenessAfterEvent(7, { days: 0, catalogue: 2 }), 2);
  assertEquals(completenessAfterEvent(7, { days: -1, catalogue: 2 }), 2);
  assertAlmostEquals(
    completenessAfterEvent(6.3, { days: recoveryDays(6.3, world), ...world }),
    2,
    1e-12,
  );
});

Deno.test("completeness after many events is the largest of each one's", () => {
  const random = new RandomStream("mainshocks");
  const timeMs = Float64Array.from({ length: 400 }, () => random.uniform() * 60 * DAY_MS).sort();
  const magnitude = Float64Array.from(timeMs, () => 3 + random.exponential(1.2));
  for (const law of [undefined, RECOVERY_WORLD]) {
    const options = { catalogue: 2.5, smallestMainshock: 4.5, law };
    const found = completenessAfterMainshocks({ timeMs, magnitude }, options);
    let lifted = 0;
    for (let row = 0; row < timeMs.length; row++) {
      let expected = 2.5;
      for (let other = 0; other < row; other++) {
        if (magnitude[other] < 4.5) continue;
        const days = (timeMs[row] - timeMs[other]) / DAY_MS;
        expected = Math.max(
          expected,
          completenessAfterEvent(magnitude[other], { days, catalogue: 2.5, law }),
        );
      }
      assertEquals(found[row], expected);
      if (expected > 2.5) lifted++;
    }
    assertEquals(lifted > 20 && lifted < 400, true, `${lifted} lifted`);
  }
});

Deno.test("simultaneous events, events out of order, none", () => {
  const options = { catalogue: 2 };
  const twins = completenessAfterMainshocks({ timeMs: [0, 0], magnitude: [7, 3] }, options);
  assertEquals([...twins], [2, 2]);
  assertEquals(completenessAfterMainshocks({ timeMs: [], magnitude: [] }, options).length, 0);
  assertThrows(
    () => completenessAfterMainshocks({ timeMs: [1, 0], magnitude: [7, 3] }, options),
    RangeError,
    "event 1 is earlier",
  );
  assertThrows(() => completenessAfterMainshocks({ timeMs: [1], magnitude: [] }, options));
});
