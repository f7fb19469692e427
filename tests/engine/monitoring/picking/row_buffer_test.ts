import { assertEquals } from "@std/assert";
import { RandomStream } from "../../../../engine/mathematics/mod.ts";
import { RowBuffer } from "../../../../engine/monitoring/picking/row_buffer.ts";

Deno.test("RowBuffer: the same as a map of rows, through random writes and drops", () => {
  const random = new RandomStream(1);
  for (let run = 0; run < 30; run++) {
    const buffer = new RowBuffer({ components: 3, rows: 4 });
    const known = new Map<string, number>();
    buffer.reset(100);
    let base = 100;
    for (let step = 0; step < 60; step++) {
      const [component, row] = [random.integer(3), base + random.integer(20)];
      const samples = Array.from({ length: 1 + random.integer(12) }, () => random.integer(5));
      let differing = 0;
      samples.forEach((value, i) => {
        const key = `${row + i} ${component}`;
        const before = known.get(key);
        if (before === undefined) known.set(key, value);
        else if (before !== value) differing++;
      });
      assertEquals(buffer.write(component, row, samples), differing);
      if (random.uniform() < 0.3) {
        base += random.integer(15);
        buffer.dropBefore(base);
      }
      assertEquals(buffer.base, base);
      for (let at = base; at < buffer.end; at++) {
        const wanted = [0, 1, 2].map((one) => known.get(`${at} ${one}`));
        const bits = wanted.reduce<number>(
          (sum, one, i) => sum + (one === undefined ? 0 : 2 ** i),
          0,
        );
        assertEquals(buffer.presence(at), bits);
        assertEquals([...buffer.view(at, at + 1)], wanted.map((one) => one ?? NaN));
      }
    }
  }
});
