import { assert, assertEquals } from "@std/assert";
import {
  cutPiece,
  type GridPiece,
  isOfRate,
  nearestRow,
} from "../../../../engine/monitoring/picking/grid_piece.ts";
import { OffsetLog } from "../../../../engine/monitoring/picking/offset_log.ts";

const CODE = { network: "NC", station: "MEM", location: "", channel: "HHZ" };

Deno.test("nearestRow: half-way goes one way, whatever the rounding of times", () => {
  for (const place of [1.6e11, 1.6e11 + 0.3, 1.6e11 - 0.3, 0, -7.25]) {
    const { row, offset } = nearestRow(place);
    assertEquals(row + offset, place);
    assert(offset > -0.44 && offset < 0.57, `${offset}`);
  }
  assertEquals([0.4999, 0.5, 0.5001].map((part) => nearestRow(7e10 + part).row), [
    7e10,
    7e10,
    7e10,
  ]);
});

Deno.test("cutPiece: the rows asked for, or nothing", () => {
  const samples = Int32Array.of(1, 2, 3);
  const piece: GridPiece = { component: "Z", code: CODE, row: 10, offset: 0.2, samples };
  const cut = (from: number, to: number) => {
    const part = cutPiece(piece, from, to);
    return part === undefined ? undefined : [part.row, ...part.samples];
  };
  assertEquals(cut(0, 99), [10, 1, 2, 3]);
  assertEquals(cut(11, 12), [11, 2]);
  assertEquals(cut(13, 99), undefined);
  assertEquals(cut(0, 10), undefined);
});

Deno.test("isOfRate: a rate that is a little off is one where a trace is short", () => {
  const trace = (samplingRateHz: number, count: number) => {
    return { code: CODE, startTimeMs: 0, samplingRateHz, samples: new Float32Array(count) };
  };
  assert(isOfRate(trace(100, 1e6), 100));
  assert(isOfRate(trace(100.0001, 1e4), 100));
  assert(!isOfRate(trace(100.0001, 1e6), 100));
  assert(!isOfRate(trace(50, 10), 100));
});

Deno.test("OffsetLog: the offset that held at a row", () => {
  const log = new OffsetLog();
  assertEquals(log.at("Z", 5), 0);
  log.write("Z", 100, 0.25);
  log.write("Z", 200, 0.2501); // as good as the same
  log.write("Z", 300, -0.25);
  assertEquals([50, 100, 299, 300].map((row) => log.at("Z", row)), [0.25, 0.25, 0.25, -0.25]);
  log.dropBefore(400);
  assertEquals(log.at("Z", 100), -0.25);
});
