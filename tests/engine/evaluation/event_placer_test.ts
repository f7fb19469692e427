import { assertEquals } from "@std/assert";
import { EventPlacer } from "../../../engine/evaluation/event_placer.ts";
import { RandomStream } from "../../../engine/mathematics/mod.ts";

Deno.test("events fall into the first cell whose sum of rates exceeds the number drawn", () => {
  for (let trial = 0; trial < 100; trial++) {
    const random = new RandomStream(`placer ${trial}`);
    const size = 1 + random.integer(60);
    // Rates over many decades, a third of them none.
    const rates = Float64Array.from(
      { length: size },
      () => random.uniform() < 0.3 ? 0 : Math.exp(6 * random.normal()),
    );
    rates[random.integer(size)] = 1;
    const sums = rates.map(((sum) => (rate) => sum += rate)(0));
    const placer = new EventPlacer(rates);
    const [drawn, again] = [new RandomStream(trial), new RandomStream(trial)];
    const counts = new Float64Array(size);
    for (let event = 0; event < 300; event++) {
      const sought = again.uniform() * sums[size - 1];
      const cell = sums.findIndex((sum) => sum > sought);
      assertEquals(placer.place(drawn), cell);
      counts[cell]++;
    }
    assertEquals(placer.counts, counts);
    placer.clear();
    assertEquals(placer.counts, new Float64Array(size));
  }
});
