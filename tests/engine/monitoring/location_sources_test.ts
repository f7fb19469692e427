import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { ConfigurationError, InsufficientDataError } from "../../../engine/domain/mod.ts";
import { answerLocation, readLocationSources } from "../../../engine/monitoring/mod.ts";

const named = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });
const SOURCES = {
  picks: named("p.csv", "network,station,phase,time\nXX,A,P,2024-01-01T00:00:00Z\n"),
  stations: named("s.csv", "station,latitude,longitude,elevation\nXX.A,1,2,\n"),
};

Deno.test("depths that the Earth does not have are refused by name", () => {
  const cases = [
    [{ deepest: 1e9 }, "deepest", /^Cannot set deepest to 1000000000: .* from -9 to 800\.$/],
    [{ shallowest: -1e9 }, "shallowest", /^Cannot set shallowest to -1000000000/],
    [{ shallowest: 50, deepest: 10 }, "shallowest", /^No depth is from 50 to 10 km/],
    [{ deepest: NaN }, "shallowest", /^No depth is/],
  ] as const;
  for (const [depths, field, message] of cases) {
    const error = assertThrows(() => readLocationSources(SOURCES, depths), ConfigurationError);
    assertEquals(error.key, field);
    assertMatch(error.message, message);
  }
});

Deno.test("what was noted while stations were read comes with the request", () => {
  const { notes, setting } = readLocationSources(SOURCES, { shallowest: 0, deepest: 800 });
  assertEquals(setting.options, { smallestDepthKm: 0, largestDepthKm: 800 });
  assertEquals(notes.map(({ source, notes }) => [source, notes.map(({ kind }) => kind)]), [
    ["p.csv", []],
    ["s.csv", ["no elevation"]],
  ]);
});

Deno.test("an event without known stations is refused with their names", async () => {
  const picks = named("p.csv", "network,station,phase,time\nXX,B,P,2024-01-01T00:00:00Z\n");
  const request = readLocationSources({ ...SOURCES, picks });
  await assertRejects(
    () => answerLocation(request),
    InsufficientDataError,
    "0 usable picks (left out, as their coordinates are unknown: XX.B), need at least 4",
  );
});
