import { assert, assertAlmostEquals } from "@std/assert";
import type { LabelledTrace } from "../../../engine/domain/mod.ts";
import { LOCAL_MAGNITUDE_SIGMA } from "../../../engine/models/mod.ts";
import { estimateMagnitude } from "../../../engine/monitoring/mod.ts";
import { readLabelledWaveforms } from "../../../engine/sources/mod.ts";
import { sharedFile, testWithSharedData } from "../../shared_data.ts";

/** Counts for 1 m/s, taken the same for all records: what it really is shifts all magnitudes alike. */
const SENSITIVITY = 1e9;

/** Local magnitude of a real record, its velocity times `factor`. */
function localOf(trace: LabelledTrace, factor = 1): number {
  const startTimeMs = 1e12;
  const traces = ["E", "N", "Z"].map((letter, component) => ({
    code: { network: "TA", station: trace.station, location: "", channel: `BH${letter}` },
    ...{ startTimeMs, samplingRateHz: 100 },
    samples: Float64Array.from(
      { length: trace.samples.length / 3 },
      (_, i) => factor * trace.samples[3 * i + component] / SENSITIVITY,
    ),
  }));
  const pick = {
    ...{ id: "p", phase: "P", timeMs: startTimeMs + 10 * trace.pSample },
    code: { network: "TA", station: trace.station, location: "", channel: "" },
  };
  const { magnitudes } = estimateMagnitude(traces, {
    ...{ stations: [], unit: "m/s", distanceKm: trace.distanceKm, picks: [pick] },
    ...{ depthKm: Number(trace.metadata.source_depth_km), methods: ["local"] },
  });
  return magnitudes[0].magnitude;
}

testWithSharedData(
  "local magnitudes of real records follow the catalogue's within their sigma",
  async () => {
    const waveforms = await readLabelledWaveforms(sharedFile("data/waveforms/stead"));
    const strong = Array.from({ length: waveforms.count }, (_, i) => waveforms.traceAt(i))
      .filter(({ magnitude }) => magnitude > 1.5);
    const errors = strong.map((trace) => localOf(trace) - trace.magnitude);
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const squares = errors.reduce((sum, error) => sum + (error - mean) ** 2, 0);
    const sigma = Math.sqrt(squares / errors.length);
    const { withinEvent, betweenEvents } = LOCAL_MAGNITUDE_SIGMA;
    assert(sigma < Math.hypot(withinEvent, betweenEvents), `${sigma}`);
    for (const d of [-2, 1, 3]) {
      assertAlmostEquals(localOf(strong[0], 10 ** d) - localOf(strong[0]), d, 1e-9);
    }
    waveforms.close();
  },
);
