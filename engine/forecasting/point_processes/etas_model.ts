import { ConfigurationError, InputError, type PointProcessSetting } from "../../domain/mod.ts";
import { explainEtasEvent, explainEtasWindow } from "../../explanation/mod.ts";
import {
  drawKeptPlace,
  etasBackground,
  type EtasParameters,
  keepBackground,
  type KeptBackground,
  keptBackgroundAt,
  placesWithin,
  readEtasParameters,
  scoreEtas,
  simulateEtas,
  uniformPlaces,
  writeEtasParameters,
} from "../../models/mod.ts";
import { describeBackground } from "../benchmark/describe_background.ts";
import { etasBefore } from "../benchmark/fit_before.ts";
import { BACKGROUND_FILE, packBackground, unpackBackground } from "./background_file.ts";
import type { FittedPointProcess, PointProcessModel } from "./point_process_model.ts";
import { regionToDrawIn } from "./region_to_draw_in.ts";

const PARAMETERS_FILE = "parameters.json";

/** What an ETAS model is made of. */
interface EtasState {
  parameters: EtasParameters;
  /** β of the magnitudes, per magnitude. */
  beta: number;
  background?: KeptBackground;
  note: Record<string, unknown>;
}

/** ETAS with a background that is the same everywhere. */
export const ETAS_MODEL: PointProcessModel = {
  about: "ETAS with a uniform background",
  fit: (task, setting) => {
    const { options: { parameters }, note, beta } = etasBefore(task);
    return fittedEtas({ parameters, note, beta: betaOf(beta) }, setting);
  },
  open: (files, setting) => fittedEtas(readState(files), setting),
};

/** ETAS with a background that varies in space. */
export const ETAS_BACKGROUND_MODEL: PointProcessModel = {
  about: "ETAS with a background smoothed from past events",
  fit: (task, setting) => {
    const { events, validation } = task.data;
    const { options, note, beta } = etasBefore(task);
    const at = etasBackground(events, { ...options, validation });
    return fittedEtas({
      parameters: options.parameters,
      beta: betaOf(beta),
      background: keepBackground(events, at.background),
      note: { ...note, background: describeBackground(at) },
    }, setting);
  },
  open: (files, setting) => {
    const bytes = files.get(BACKGROUND_FILE);
    if (bytes === undefined) throw new InputError(`Cannot open a model without ${BACKGROUND_FILE}`);
    const state = readState(files);
    const { shape } = JSON.parse(new TextDecoder().decode(files.get(PARAMETERS_FILE)));
    return fittedEtas({ ...state, background: unpackBackground(bytes, shape) }, setting);
  },
};

function fittedEtas(state: EtasState, setting: PointProcessSetting): FittedPointProcess {
  const { parameters, beta, background, note } = state;
  const { mc, areaKm2, magnitudeStep } = setting;
  const explained = { parameters, mc, areaKm2, background };
  return {
    note,
    score: (events, { span, kernels, onProgress }) => {
      const relativeBackground = background &&
        keptBackgroundAt(background, { places: events.places, span, areaKm2 });
      const options = { parameters, mc, areaKm2, span, relativeBackground, kernels, onProgress };
      return scoreEtas(events, options);
    },
    simulate: (window) => {
      const region = regionToDrawIn(setting);
      const drawUniform = uniformPlaces(region);
      const drawPlace = background === undefined
        ? drawUniform
        : placesWithin(region, drawKeptPlace(background, drawUniform));
      const options = { parameters, mc, beta, magnitudeStep, areaKm2, drawPlace };
      return simulateEtas({ ...options, kind: "geographic", ...window });
    },
    explain: (history, question) =>
      "event" in question
        ? explainEtasEvent(history, explained, question.event)
        : explainEtasWindow(history, explained, question),
    files: () => writeState(state),
  };
}

function betaOf(beta: number | undefined): number {
  if (beta !== undefined) return beta;
  throw new ConfigurationError(
    'Cannot forecast with these parameters: they have no "beta" of the magnitudes.',
    "etasParameters",
  );
}

function writeState({ parameters, beta, background, note }: EtasState): Map<string, Uint8Array> {
  const document = {
    parameters: { ...writeEtasParameters(parameters), beta },
    ...(background === undefined ? {} : { shape: background.shape }),
    note,
  };
  const bytes = new TextEncoder().encode(JSON.stringify(document, null, 2) + "\n");
  const files = new Map<string, Uint8Array>([[PARAMETERS_FILE, bytes]]);
  if (background !== undefined) files.set(BACKGROUND_FILE, packBackground(background));
  return files;
}

function readState(files: ReadonlyMap<string, Uint8Array>): EtasState {
  const bytes = files.get(PARAMETERS_FILE);
  if (bytes === undefined) throw new InputError(`Cannot open a model without ${PARAMETERS_FILE}`);
  const document = JSON.parse(new TextDecoder().decode(bytes));
  const source = { source: PARAMETERS_FILE, dataset: "" };
  const { parameters, beta } = readEtasParameters(document, source);
  return { parameters, beta: betaOf(beta), note: document.note };
}
