import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { RandomStream } from "../../../engine/mathematics/mod.ts";
import { genericEtas, hiddenScale } from "../../../engine/models/mod.ts";

const ETAS = genericEtas("CAL-SCSN");
const SEQUENCE = {
  ...{ magnitude: 6, days: [], magnitudes: [], knownDays: 100, catalogue: 4 },
  recovery: { factor: 0.5, offset: 0.25, slope: 1 },
};

Deno.test("hidden aftershocks: those above completeness stand for the productivity of all", () => {
  const random = new RandomStream("hidden");
  // Productivity grows tenfold a magnitude, as numbers fall: all magnitudes up to 8 weigh the same.
  let [whole, seen] = [0, 0];
  for (let i = 0; i < 400_000; i++) {
    const magnitude = ETAS.mc + random.exponential(ETAS.beta);
    if (magnitude > 6) continue;
    const strength = 10 ** (magnitude - ETAS.mc);
    whole += strength;
    seen += strength * hiddenScale(ETAS, SEQUENCE, { days: 50, magnitude });
  }
  assertAlmostEquals(seen / whole, 1, 0.03);
});

Deno.test("hidden aftershocks: none where the catalogue is complete, more soon after the mainshock", () => {
  const complete = { ...SEQUENCE, catalogue: ETAS.mc };
  assertEquals(hiddenScale(ETAS, complete, { days: 50, magnitude: 3.5 }), 1);
  assertEquals(hiddenScale(ETAS, SEQUENCE, { days: 50, magnitude: 3.9 }), 0);
  const [late, soon] = [50, 1e-3].map((days) =>
    hiddenScale(ETAS, SEQUENCE, { days, magnitude: 5.9 })
  );
  assert(soon > late && late > 1, `${soon} ${late}`);
});
