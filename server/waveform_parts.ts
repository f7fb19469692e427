import type { WaveformJobKind } from "./forecast_job.ts";

/** A part of a request that is read as a file: in a form a file or a text, in JSON a text or JSON. */
export interface WaveformPart {
  /** Its key in JSON where that is another one. */
  readonly jsonName?: string;
  /** Whether a request must have it. */
  readonly isNeeded?: true;
  /** Whether a form may have several. */
  readonly isSeveral?: true;
  /** What it holds, for the documentation and for messages. */
  readonly about: string;
}

const WAVEFORMS: WaveformPart = {
  ...{ jsonName: "traces", isNeeded: true, isSeveral: true },
  about: "waveforms: miniSEED, SAC or traces as JSON",
};

const STATIONS = "StationXML, FDSN station text, a table, or JSON";

/** The parts of each kind of request, by name. */
export const WAVEFORM_PARTS: Readonly<
  Record<WaveformJobKind, Readonly<Record<string, WaveformPart>>>
> = Object.freeze({
  pick: { waveforms: WAVEFORMS },
  pickExplanation: { waveforms: WAVEFORMS },
  location: {
    picks: {
      isNeeded: true,
      about: "picks of one event: QuakeML, a table, JSON, hypoDD or NonLinLoc",
    },
    stations: { isNeeded: true, about: `places of stations: ${STATIONS}` },
    velocity: {
      about:
        '"ak135" (if left out), "iasp91", or layers: a table or JSON of topsKm, pKmPerSecond ' +
        "and sKmPerSecond or ratio",
    },
    delays: { about: 'seconds by station and wave: {"NC.MEM": {"P": 0.12, "S": 0.2}}' },
  },
  magnitude: {
    waveforms: WAVEFORMS,
    stations: { about: `places and responses of stations: ${STATIONS}` },
    corrections: { about: 'what is added to local magnitudes: {"NET.STA": 0.1}' },
    event: { about: "the event's origin and picks: QuakeML or JSON" },
  },
  impact: {
    event: { about: "the event: QuakeML or JSON, in place of options" },
    observations: {
      about: "what was felt and recorded: a table or a list with latitude, longitude, and of " +
        "intensity, intensity_error, pga_g, pgv_cm_s and vs30 what is known",
    },
    population: {
      about: "people: a table or a list with latitude, longitude, population and country; or an " +
        "ESRI ASCII grid",
    },
    buildings: {
      about: "a table or a list with id, latitude, longitude, class, occupants and vs30",
    },
    fragilities: {
      about:
        "classes beside those of HAZUS: class, slight_g, moderate_g, extensive_g, complete_g " +
        "and beta",
    },
    ground: { about: "an ESRI ASCII grid of vs30, m/s" },
  },
});
