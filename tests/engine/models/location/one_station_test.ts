import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { InputError, InsufficientDataError } from "../../../../engine/domain/mod.ts";
import { geodesicBetween, geodesicEnd, RandomStream } from "../../../../engine/mathematics/mod.ts";
import {
  locateFromOneStation,
  polarisationOf,
  timesOfPhases,
} from "../../../../engine/models/mod.ts";
import { SIMULATED_CRUST } from "../../../../bench/simulated_locations.ts";

const RATE_HZ = 100;
const ARRIVAL = 300;

/** A P wave from an azimuth, pushing or pulling, with noise on all components. */
function motionFrom(backAzimuthDegrees: number, push: 1 | -1) {
  const random = new RandomStream(4);
  const azimuth = backAzimuthDegrees * Math.PI / 180;
  const incidence = 35 * Math.PI / 180;
  const wave = Array.from({ length: 600 }, (_, i) => {
    const seconds = (i - ARRIVAL) / RATE_HZ;
    return seconds < 0 ? 0 : push * Math.sin(2 * Math.PI * 2 * seconds) * Math.exp(-seconds);
  });
  const along = (factor: number) =>
    wave.map((value) => factor * value + 5 + 0.05 * random.normal());
  return {
    // Pushed away from the source, and up.
    east: along(-Math.sin(azimuth) * Math.sin(incidence)),
    north: along(-Math.cos(azimuth) * Math.sin(incidence)),
    up: along(Math.cos(incidence)),
    samplingRateHz: RATE_HZ,
    arrival: ARRIVAL,
  };
}

Deno.test("the motion of P points to its source, whether it pushes or pulls", () => {
  for (const backAzimuth of [0.5, 71, 190, 355]) {
    for (const push of [1, -1] as const) {
      const found = polarisationOf(motionFrom(backAzimuth, push));
      const apart = ((found.backAzimuthDegrees - backAzimuth + 540) % 360) - 180;
      assert(Math.abs(apart) < 5, `${backAzimuth}: ${apart}`);
      assertAlmostEquals(found.incidenceDegrees, 35, 4);
      assert(found.rectilinearity > 0.9 && found.backAzimuthErrorDegrees < 30);
    }
  }
  const { east, north, up } = motionFrom(10, 1);
  assertThrows(
    () => polarisationOf({ east, north, up, samplingRateHz: RATE_HZ, arrival: 590 }),
    InputError,
    "1 s after P",
  );
});

Deno.test("one station with P, S and polarisation gives a place whose ellipse holds the truth", () => {
  const station = {
    ...{ network: "SY", station: "ONE", latitude: 40, longitude: -120, elevationM: 800 },
    ...{ siteName: "", channels: [] },
  };
  const times = timesOfPhases(SIMULATED_CRUST);
  for (const [distanceKm, backAzimuth, depthKm] of [[30, 45, 8], [120, 200, 15], [12, 310, 4]]) {
    const truth = geodesicEnd(station, { distanceKm, azimuthDegrees: backAzimuth });
    const picks = ["P", "S"].map((phase) => ({
      id: phase,
      code: { network: "SY", station: "ONE", location: "", channel: "" },
      phase,
      timeMs: 1e12 + 1000 * times(phase)!.secondsAt(distanceKm, depthKm, 0.8),
    }));
    const polarisation = {
      backAzimuthDegrees: backAzimuth + 6,
      backAzimuthErrorDegrees: 12,
      incidenceDegrees: 40,
      rectilinearity: 0.9,
    };
    const origin = locateFromOneStation(picks, { station, model: SIMULATED_CRUST, polarisation });
    const { distanceKm: apartKm } = geodesicBetween(origin, truth)!;
    assert(apartKm < 1.5 * origin.horizontalErrorKm!, `${apartKm} of ${origin.horizontalErrorKm}`);
    assert(Math.abs(origin.timeMs - 1e12) < 3000 * origin.timeErrorSeconds!);
    assert(origin.remarks!.some((remark) => remark.includes("not constrained")));
    assertThrows(
      () =>
        locateFromOneStation(picks.slice(0, 1), { station, model: SIMULATED_CRUST, polarisation }),
      InsufficientDataError,
    );
  }
});
