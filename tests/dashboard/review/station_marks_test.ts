import { assertEquals } from "@std/assert";
import type { Arrival, Pick } from "../../../engine/domain/mod.ts";
import { expectedResiduals } from "../../../server/page/dashboard/review/manual_residuals.tsx";
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

Deno.test("a wave of which the origin tells nothing is expected where it was computed, the others are left", () => {
  const here = { station: "NC.MEM", distanceKm: 67, pMs: 50_300, sMs: 58_600 };
  const expected = [{ ...here, station: "NC.OTHER", pMs: 1 }, here];
  const { marks } = stationMarks(P, { picks: [P], arrivals: [arrivalOf("p", -0.25)], expected });
  assertEquals(marks, [
    { timeMs: 50_250, phase: "P", isExpected: true },
    { timeMs: 58_600, phase: "S", isExpected: true },
  ]);
});

Deno.test("picks are set against what is expected where an origin knows no arrivals", () => {
  const stations = [{ station: "NC.MEM", distanceKm: 67, pMs: 49_900, sMs: 60_500 }];
  const rejected: Pick = { ...S, id: "r", evaluation: "rejected" };
  const residuals = expectedResiduals([S, P, rejected, ELSEWHERE], stations);
  assertEquals(residuals.map(({ pickId, residualSeconds }) => [pickId, residualSeconds]), [
    ["s", -0.5],
    ["p", 0.1],
  ]);
  assertEquals(expectedResiduals([P], [{ station: "NC.MEM", distanceKm: 67 }]), []);
});

Deno.test("what is expected stays where it is when a person moves a pick", () => {
  const moved: Pick = { ...S, timeMs: 59_000, method: "manual", evaluation: "reviewed" };
  const arrivals = [arrivalOf("s", 1.5)];
  const { marks } = stationMarks(S, { picks: [moved], arrivals });
  assertEquals(marks, [{ timeMs: 58_500, phase: "S", isExpected: true }]);
  const expected = [{ station: "NC.MEM", distanceKm: 67, sMs: 58_600 }];
  assertEquals(stationMarks(P, { picks: [moved], arrivals, expected }).marks, [
    { timeMs: 59_000, phase: "S", isExpected: false },
    { timeMs: 58_600, phase: "S", isExpected: true },
  ]);
});
