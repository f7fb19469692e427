import {
  ConfigurationError,
  type Pick,
  type SeismicEvent,
  type Station,
  stationOf,
  type Trace,
  traceEndMs,
} from "../engine/domain/mod.ts";
import type { ProbabilityCurve, SectionCurve } from "../engine/drawing/mod.ts";
import { writePictureFile } from "./picture_file.ts";
import { openVelocityModel } from "./velocity_model.ts";

/** What is drawn of traces. */
export interface PlotRequest {
  /** The file to write, SVG or PNG. */
  out: string;
  /** Folder of a picker, whose picks and probabilities are drawn. */
  model?: string;
  /** File of picks, drawn in place of a picker's. */
  picks?: string;
  /** QuakeML of an event: a record section is drawn. */
  event?: string;
  /** Where stations are, for a record section. */
  stations?: string;
  /** Velocity model of the travel times in a record section. */
  velocity: string;
  /** Title of the figure. */
  title?: string;
}

/** What was drawn. */
export interface DrawnWaveforms {
  /** The file. */
  out: string;
  /** What it shows. */
  figure: string;
  /** Number of traces in it. */
  traces: number;
  /** Number of picks in it. */
  picks: number;
  /** Number of picks that were given or found; those of other stations and times are not drawn. */
  picksGiven: number;
}

/** Draws traces one above the other, or as a record section of an event; tells what was drawn. */
export async function plotWaveforms(
  traces: readonly Trace[],
  request: PlotRequest,
): Promise<DrawnWaveforms> {
  const { out, event, stations } = request;
  const { picks: given, probabilities } = await findPicks(traces, request);
  const picks = picksWithin(given, traces);
  const { drawRecordSection, drawWaveforms } = await import("../engine/drawing/mod.ts");
  if (event === undefined) {
    const { title } = request;
    await writePictureFile(out, drawWaveforms({ traces, picks, probabilities, title }));
    const counts = { traces: traces.length, picks: picks.length, picksGiven: given.length };
    return { out, figure: "waveforms", ...counts };
  }
  if (stations === undefined) {
    throw new ConfigurationError("Cannot draw a record section without --stations.", "stations");
  }
  const sources = await import("../engine/sources/mod.ts");
  const [first] = sources.readQuakeml(await sources.readWholeFile(event), event).events;
  const places = sources.readStations(await sources.readWholeFile(stations), stations).stations;
  const section = await placeTraces(traces, { event: first, stations: places });
  const offered = given.length > 0 ? given : first?.picks ?? [];
  const drawn = picksWithin(offered, section.traces.map(({ trace }) => trace));
  const curves = await curvesOf(section, request.velocity);
  await writePictureFile(
    out,
    drawRecordSection({ ...section, picks: drawn, curves, title: request.title }),
  );
  const counts = { traces: section.traces.length, picks: drawn.length, picksGiven: offered.length };
  return { out, figure: "record section", ...counts };
}

/** The picks at the stations of traces and within their time. */
function picksWithin(picks: readonly Pick[], traces: readonly Trace[]): Pick[] {
  const spans = Map.groupBy(traces, ({ code }) => stationOf(code));
  return picks.filter(({ code, timeMs }) =>
    spans.get(stationOf(code))?.some((trace) =>
      timeMs >= trace.startTimeMs && timeMs <= traceEndMs(trace)
    )
  );
}

/** Picks of a file, or of a network with its probabilities, or none. */
async function findPicks(
  traces: readonly Trace[],
  { model, picks }: PlotRequest,
): Promise<{ picks: readonly Pick[]; probabilities: readonly ProbabilityCurve[] }> {
  if (picks !== undefined) {
    const { readPicks, readWholeFile } = await import("../engine/sources/mod.ts");
    return { picks: readPicks(await readWholeFile(picks), picks).picks, probabilities: [] };
  }
  if (model === undefined) return { picks: [], probabilities: [] };
  const { loadPicker, pickWaveforms, ProbabilityCurves, startKernels } = await import(
    "../engine/monitoring/mod.ts"
  );
  await startKernels({ threads: 1 });
  const { picker } = await loadPicker(model);
  const heard = new ProbabilityCurves(picker);
  const found = await pickWaveforms(traces, picker, { onProbabilities: heard.tell });
  const { curves } = heard;
  const instruments = new Set(curves.map(({ instrument }) => instrument));
  return { picks: found.picks, probabilities: instruments.size === 1 ? curves : [] };
}

/** Vertical traces of stations whose distance is known. */
async function placeTraces(
  traces: readonly Trace[],
  { event, stations }: { event: SeismicEvent | undefined; stations: readonly Station[] },
) {
  const { greatCircleKm } = await import("../engine/mathematics/mod.ts");
  const { preferredOrigin } = await import("../engine/sources/mod.ts");
  const origin = event && preferredOrigin(event);
  if (origin === undefined) {
    throw new ConfigurationError("Cannot draw a record section: the event has no origin.", "event");
  }
  const places = new Map(stations.map((one) => [`${one.network}.${one.station}`, one]));
  const verticals = traces.filter(({ code }) => /[Z3]$/i.test(code.channel));
  return {
    origin,
    originTimeMs: origin.timeMs,
    traces: verticals.flatMap((trace) => {
      const place = places.get(stationOf(trace.code));
      return place === undefined ? [] : [{ trace, distanceKm: greatCircleKm(origin, place) }];
    }),
  };
}

const CURVE_POINTS = 40;

/** Travel times of P and S over the distances of the section. */
async function curvesOf(
  { origin, traces }: Awaited<ReturnType<typeof placeTraces>>,
  velocity: string,
): Promise<SectionCurve[]> {
  const { travelTimes } = await import("../engine/models/mod.ts");
  const model = await openVelocityModel(velocity);
  const distances = traces.map(({ distanceKm }) => distanceKm);
  const [near, far] = [Math.min(...distances), Math.max(...distances)];
  if (!(far > near)) return [];
  const depthKm = Number.isFinite(origin.depthKm) ? Math.max(0, origin.depthKm) : 10;
  const distanceKm = Array.from(
    { length: CURVE_POINTS + 1 },
    (_, i) => near + (far - near) * i / CURVE_POINTS,
  );
  return (["P", "S"] as const).map((phase) => {
    const times = travelTimes(model, phase);
    return { phase, distanceKm, seconds: distanceKm.map((km) => times.secondsAt(km, depthKm)) };
  });
}
