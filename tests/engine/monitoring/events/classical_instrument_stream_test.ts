import { assert, assertEquals, assertThrows } from "@std/assert";
import { ConfigurationError, type Pick } from "../../../../engine/domain/mod.ts";
import { classicalInstrumentStream } from "../../../../engine/monitoring/events/classical_instrument_stream.ts";
import { classicalTracePicker } from "../../../../engine/monitoring/mod.ts";
import { testWithSharedData } from "../../../shared_data.ts";
import { makeContinuousRecord, tracesOf } from "../continuous_record.ts";

const START_MS = Date.UTC(2020, 1, 2, 3, 4, 5, 675);

testWithSharedData("packets give the picks of the whole record, each once", async () => {
  const record = await makeContinuousRecord({ recordings: 4, seed: 9 });
  const length = record.components[0].length;
  const at = (from: number, to: number) => tracesOf(record, { from, to, startTimeMs: START_MS });
  const batch = (await classicalTracePicker("sta-lta").pick(at(0, length))).picks;
  const stream = classicalInstrumentStream("sta-lta");
  const picks: Pick[] = [];
  for (let from = 0; from < length; from += 100) {
    picks.push(...stream.push(at(from, Math.min(length, from + 100))).picks);
  }
  picks.push(...stream.finish().picks);
  const isIn = (list: readonly Pick[]) => ({ phase, timeMs }: Pick) =>
    list.some((other) => other.phase === phase && Math.abs(other.timeMs - timeMs) < 50);
  assert(batch.length >= 8, `${batch.length} picks`);
  assertEquals(batch.filter((pick) => !isIn(picks)(pick)), []);
  assertEquals(picks.filter((pick) => !isIn(batch)(pick)), []);
  assertEquals(picks.length, batch.length);
});

Deno.test("unknown names and steps out of range are refused", () => {
  assertThrows(() => classicalInstrumentStream("sta"), ConfigurationError, "sta-lta");
  assertThrows(() => classicalInstrumentStream("ar", { stepSeconds: 0 }), ConfigurationError);
});
