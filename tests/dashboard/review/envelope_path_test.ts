import { assertEquals } from "@std/assert";
import { envelopePath } from "../../../server/page/dashboard/review/envelope_path.ts";

const FRAME = { place: (timeMs: number) => timeMs / 10, width: 100, middle: 50, height: 80 };

function trace(least: (number | null)[], largest: (number | null)[]) {
  return { channel: "XX.A..HHZ", startMs: 0, binSeconds: 0.1, least, largest };
}

Deno.test("bins are joined, the largest swing fills the height, and a gap begins anew", () => {
  const path = envelopePath(trace([-1, -1, null, -2], [1, 1, null, 2]), FRAME);
  assertEquals(path, "M5.0 30.0L5.0 70.0L15.0 30.0L15.0 70.0M35.0 10.0L35.0 90.0");
});

Deno.test("an offset is taken off, a still channel is a line, and what is not seen does not count", () => {
  assertEquals(
    envelopePath(trace([9, 11], [9, 11]), FRAME),
    "M5.0 90.0L5.0 90.0L15.0 10.0L15.0 10.0",
  );
  assertEquals(envelopePath(trace([7], [7]), FRAME), "M5.0 50.0L5.0 50.0");
  const late = Array.from({ length: 30 }, (_, i) => i === 29 ? 1e9 : 0);
  assertEquals(envelopePath(trace(late, late), FRAME).includes("50.0"), true);
  assertEquals(envelopePath(trace([null], [null]), FRAME), "");
});
