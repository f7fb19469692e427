import { assertEquals } from "@std/assert";
import type { Arrival, Pick } from "../../../engine/domain/mod.ts";
import { stationMarks } from "../../../server/page/dashboard/review/station_marks.ts";
import { makePick } from "../../engine/storage/database/database_fixture.ts";

const S: Pick = { ...makePick("s", 60_000), phase: "S" };
const P: Pick = { ...makePick("p", 50_000), phase: "P" };
const ELSEWHERE: Pick = { ...P, id: "elsewhere", code: { ...P.code, station: "OTHER" } };

function arrivalOf(pickId: string, residualSeconds: number): Arrival {
  return { pickId, phase: "S", distanceKm: 67, azimuthDegrees: 120, residualSeconds, weight: 1 };
}

Deno.test("a pick is seen beside the times that the origin asks for, and the station's other picks", () => {
  const arrivals = [arrivalOf("s", 1.5), arrivalOf("p", -0.25), arrivalOf("elsewhere", 0.1)];
  const { arrival, marks } = stationMarks(S, { picks: [P, S, ELSEWHERE], arrivals });
  assertEquals(arrival, arrivals[0]);
  assertEquals(marks, [
    { timeMs: 50_000, phase: "P", isExpected: false },
    { timeMs: 50_250, phase: "P", isExpected: true },
    { timeMs: 58_500, phase: "S", isExpected: true },
  ]);
});

Deno.test("a pick that no location used, or whose residual is not known, has no expected time", () => {
  assertEquals(stationMarks(S, { picks: [], arrivals: [] }), { arrival: undefined, marks: [] });
  const unknown = arrivalOf("s", null as unknown as number); // as JSON has NaN
  assertEquals(stationMarks(S, { picks: [S], arrivals: [unknown] }).marks, []);
});
