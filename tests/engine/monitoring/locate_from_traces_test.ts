import { assert, assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../../engine/domain/mod.ts";
import { geodesicBetween } from "../../../engine/mathematics/mod.ts";
import { timesOfPhases, VELOCITY_MODELS } from "../../../engine/models/mod.ts";
import { locateFromTraces } from "../../../engine/monitoring/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

testWithSharedData(
  "one station of STEAD tells distances, and directions as well as it says",
  async () => {
    const set = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
    const [model] = VELOCITY_MODELS;
    const times = timesOfPhases(model);
    const [distances, deviations]: number[][] = [[], []];
    for (let i = 0; i < set.count; i++) {
      const { samples, pSample, sSample, metadata, network, station: name } = set.traceAt(i);
      const station = {
        ...{ network, station: name, siteName: "", channels: [] },
        latitude: Number(metadata.receiver_latitude),
        longitude: Number(metadata.receiver_longitude),
        elevationM: Number(metadata.receiver_elevation_m),
      };
      const code = { network, station: name, location: "", channel: "BHZ" };
      const traces = ["E", "N", "Z"].map((letter, component) => ({
        code: { ...code, channel: `BH${letter}` },
        startTimeMs: 0,
        samplingRateHz: 100,
        samples: samples.filter((_, k) => k % 3 === component),
      }));
      const picks = [["P", pSample], ["S", sSample]].map(([phase, sample]) => ({
        ...{ id: `${phase}`, code, phase: `${phase}`, timeMs: 10 * Number(sample) },
      }));
      const setting = { station, model, times };
      const origin = locateFromTraces(picks, traces, setting);
      const truth = {
        latitude: Number(metadata.source_latitude),
        longitude: Number(metadata.source_longitude),
      };
      const [found, real] = [geodesicBetween(station, origin)!, geodesicBetween(station, truth)!];
      distances.push(Math.abs(found.distanceKm / real.distanceKm - 1));
      const turn = (found.azimuthDegrees - real.azimuthDegrees + 540) % 360 - 180;
      deviations.push(Math.abs(turn) * Math.PI / 180 * real.distanceKm / origin.horizontalErrorKm!);
      if (i > 0) continue;
      const unaligned = traces.map((trace, k) => ({ ...trace, startTimeMs: k }));
      assertThrows(() => locateFromTraces(picks, unaligned, setting), InputError, "aligned");
    }
    assertEquals(distances.length, 25);
    assert(distances.sort((a, b) => a - b)[12] < 0.1 && distances[22] < 0.25, `${distances}`);
    const within = (reach: number) => deviations.filter((value) => value < reach).length;
    assert(within(1) >= 14 && within(2) >= 19, `${within(1)}, ${within(2)}: ${deviations}`);
  },
);
