import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Pick, SeismicEvent } from "../../../engine/domain/mod.ts";
import { type KnownEvent, scoreAssociation } from "../../../engine/evaluation/mod.ts";

function told(timeMs: number, latitude: number, ids: readonly string[]): SeismicEvent {
  const code = { network: "XX", station: "A", location: "", channel: "" };
  const picks = ids.map((id): Pick => ({ id, code, phase: "P", timeMs }));
  const origin = { id: `${timeMs}`, timeMs, latitude, longitude: 10, depthKm: 5, arrivals: [] };
  return {
    ...{ id: `${timeMs}`, eventType: "earthquake", descriptions: [], magnitudes: [] },
    ...{ origins: [origin], picks },
  };
}

const known = (timeMs: number, latitude: number, pickIds: string[], mustBeFound = true) =>
  ({ timeMs, latitude, longitude: 10, pickIds, mustBeFound }) satisfies KnownEvent;

const LIMITS = { withinSeconds: 2, withinKm: 10 };

Deno.test("events and picks that are right are counted, each known event once", () => {
  const truth = [
    known(10_000, 45, ["a", "b", "c", "d"]),
    known(60_000, 45, ["e", "f"]),
    known(90_000, 45, ["g"], false), // may be found, need not
  ];
  const score = scoreAssociation([
    told(10_500, 45.01, ["a", "b", "c", "x"]), // right, 1.1 km off, one pick wrong
    told(11_000, 45.02, ["d"]), // a second one for the same event: false
    told(90_100, 45, ["g"]), // right, though it need not be found
    told(63_000, 45, ["e", "f"]), // three seconds off: false, and its event is missed
  ], { known: truth, ...LIMITS });
  assertEquals(
    [score.known, score.foundKnown, score.told, score.toldFalse],
    [2, 1, 4, 2],
  );
  assertEquals([score.recall, score.precision, score.f1], [0.5, 0.5, 0.5]);
  assertAlmostEquals(score.pickPurity, 4 / 8, 1e-12);
  assertAlmostEquals(score.pickRecall, 3 / 6, 1e-12);
  assertAlmostEquals(score.medianKm, 1.112, 0.01); // a hundredth of a degree
});

Deno.test("nothing told is no precision, and all told right is one", () => {
  const truth = [known(0, 45, ["a"])];
  const none = scoreAssociation([], { known: truth, ...LIMITS });
  assertEquals([none.recall, Number.isNaN(none.precision)], [0, true]);
  const all = scoreAssociation([told(0, 45, ["a"])], { known: truth, ...LIMITS });
  assertEquals([all.f1, all.pickPurity, all.pickRecall, all.medianKm], [1, 1, 1, 0]);
});
