import { assert, assertEquals } from "@std/assert";
import type { StationEvidence } from "../../../../engine/domain/mod.ts";
import {
  type EventState,
  probabilityOf,
  refuseEvent,
} from "../../../../engine/monitoring/early_warning/judge_event.ts";

const RULES = { leastStations: 2, leastMagnitude: 4.5, leastShare: 0.4 };

function evidenceOf(count: number, change: Partial<StationEvidence> = {}): StationEvidence[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ station: `XX.S${i}`, pTimeMs: 1000 * i, knownMs: 1000 * i + 1000, distanceKm: 20 },
    ...{ residualSeconds: 0.3, displacementM: 1e-4, signalToNoise: 100, seconds: 4 },
    ...{ displacementMagnitude: 6, periodSeconds: 1.2, periodMagnitude: 6 },
    ...change,
  }));
}

/** An event of magnitude 6 that six stations have seen and none has missed. */
function stateOf(change: Partial<EventState> = {}): EventState {
  return {
    source: {
      ...{ eastKm: 0, northKm: 0, logLikelihood: 0, depthIndex: 1, depthSigmaKm: 4, timeMs: 0 },
      ...{ timeSigmaSeconds: 0.3, horizontalSigmaKm: 3, residualsSeconds: [], misfit: 1 },
      edgeProbability: 0,
    },
    evidence: evidenceOf(6),
    magnitude: { magnitude: 6, sigma: 0.4, stationCount: 6, remarks: [] },
    silentCount: 0,
    plane: { secondsPerKm: 0.16, misfitSeconds: 0.4, apertureKm: 60 },
    ...change,
  };
}

function onlyReason(change: Partial<EventState>): string {
  const reasons = refuseEvent(stateOf(change), RULES);
  assertEquals(reasons.length, 1, reasons.join("; "));
  return reasons[0];
}

Deno.test("an event that all signs speak for is told of", () => {
  assertEquals(refuseEvent(stateOf(), RULES), []);
  assertEquals(refuseEvent(stateOf({ evidence: evidenceOf(2), plane: undefined }), RULES), []);
});

Deno.test("every sign against it is named", () => {
  const source = stateOf().source;
  const changes: [Partial<EventState>, RegExp][] = [
    [{ silentCount: 10 }, /^10 stations/],
    [{ evidence: evidenceOf(2), plane: undefined, silentCount: 1 }, /^1 stations/],
    [{ source: { ...source, misfit: 5 } }, /common source/],
    [{ source: { ...source, horizontalSigmaKm: 90 } }, /place/],
    [
      {
        ...{ evidence: evidenceOf(3), plane: undefined },
        source: { ...source, horizontalSigmaKm: 25 },
      },
      /place/,
    ],
    [{ source: { ...source, edgeProbability: 0.6 } }, /^teleseism.*beyond/],
    [
      { plane: { secondsPerKm: 0.05, misfitSeconds: 0.1, apertureKm: 60 } },
      /^teleseism: P crosses the network at 20 km\/s/,
    ],
    [{ evidence: evidenceOf(6, { periodMagnitude: 8.5 }) }, /^teleseism: long period/],
    [{ magnitude: { magnitude: 4, sigma: 0.4, stationCount: 6, remarks: [] } }, /^magnitude below/],
    [{ magnitude: undefined }, /^fewer than two/],
  ];
  for (const [change, expected] of changes) {
    const reason = onlyReason(change);
    assert(expected.test(reason), reason);
  }
  const one = [...evidenceOf(1), ...evidenceOf(1, { periodMagnitude: undefined })];
  assertEquals(refuseEvent(stateOf({ evidence: one, plane: undefined }), RULES), []);
  const giant = [...evidenceOf(1, { periodMagnitude: 8.5 }), one[1]];
  assert(/^teleseism: long period/.test(onlyReason({ evidence: giant, plane: undefined })));
  const torn = [...evidenceOf(1), ...evidenceOf(1, { displacementMagnitude: 4.5 })];
  assert(/amplitudes/.test(onlyReason({ evidence: torn, plane: undefined })));
});

Deno.test("a plane wave that fits no better than the source is no teleseism", () => {
  const plane = { secondsPerKm: 0.05, misfitSeconds: 0.31, apertureKm: 60 };
  assertEquals(refuseEvent(stateOf({ plane }), RULES), []);
});

Deno.test("where arrivals curve as those of a near source, a long period is no teleseism", () => {
  const evidence = evidenceOf(6, { periodMagnitude: 8.5 });
  const plane = { secondsPerKm: 0.15, misfitSeconds: 0.9, apertureKm: 60 };
  assertEquals(refuseEvent(stateOf({ evidence, plane }), RULES), []);
  const straight = stateOf({ evidence, plane: { ...plane, misfitSeconds: 0.5 } });
  assert(refuseEvent(straight, RULES).some((reason) => /^teleseism: long/.test(reason)));
});

Deno.test("the probability of a magnitude is the normal one", () => {
  const magnitude = { magnitude: 5, sigma: 0.5, stationCount: 2, remarks: [] };
  assert(Math.abs(probabilityOf(magnitude, 4.5) - 0.841345) < 1e-5);
  assert(Math.abs(probabilityOf(magnitude, 5) - 0.5) < 1e-12);
});
