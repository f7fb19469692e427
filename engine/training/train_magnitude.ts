import {
  type LabelledTrace,
  type LabelledWaveforms,
  type MagnitudeCard,
  stationOf,
} from "../domain/mod.ts";
import { scoreMagnitudes } from "../evaluation/mod.ts";
import {
  fitMagnitudeNetwork,
  type FitMagnitudeOptions,
  type MagnitudeFit,
} from "./fit_magnitude_network.ts";
import { selectMagnitudeRecords } from "./select_magnitude_records.ts";
import type { TrainedMagnitude } from "./trained_magnitude.ts";
import { digest } from "./trained_model.ts";

/** How a magnitude network is trained. */
export interface TrainMagnitudeOptions extends FitMagnitudeOptions {
  /** Name in the card. */
  name: string;
  /** Versions of the software. */
  versions: Record<string, string>;
}

/**
 * Trains a magnitude network on every usable recording of a set and writes its card.
 *
 * Throws as `selectMagnitudeRecords` and `fitMagnitudeNetwork` do.
 */
export async function trainMagnitude(
  waveforms: LabelledWaveforms,
  options: TrainMagnitudeOptions,
): Promise<TrainedMagnitude> {
  const { records, leftOut } = selectMagnitudeRecords(waveforms);
  const fit = await fitMagnitudeNetwork(records, options);
  const data: MagnitudeCard["data"] = {
    ...{ name: waveforms.name, recordings: records.length, leftOut },
    stations: [...new Set(records.map(nameOfStation))].sort(),
    magnitudes: fit.model.seen.magnitude,
    unit: "counts",
    fingerprint: await fingerprintOf(records),
  };
  return { model: fit.model, card: cardOf(fit, { ...options, data }) };
}

function cardOf(
  { model, losses, epochs, heldOutErrors }: MagnitudeFit,
  { name, data, versions, seed }: TrainMagnitudeOptions & { data: MagnitudeCard["data"] },
): MagnitudeCard {
  const network = scoreMagnitudes(heldOutErrors.network);
  return {
    format: 1,
    kind: "magnitude",
    name,
    about: [
      "Answers: the magnitude of an earthquake from 30 s of one station's record around its P arrival.",
      "Its amplitudes are those of its own stations in their own unit: on another instrument it is wrong by " +
      "the ratio of their sensitivities.",
      `Held out in turn, its ${data.recordings} recordings had a mean absolute error of ` +
      `${
        network.meanAbsoluteError.toFixed(2)
      }; the number of epochs was chosen by the same cross-validation.`,
      ...(epochs === 0
        ? ["No epoch beat the regression it starts from: it answers exactly as that does."]
        : []),
    ],
    data,
    ...{ weights: model.network.weights.length, epochs, losses },
    heldOut: { network, regression: scoreMagnitudes(heldOutErrors.regression) },
    ...{ versions, seed },
  };
}

function nameOfStation({ network, station }: LabelledTrace): string {
  return stationOf({ network, station, location: "", channel: "" });
}

/** SHA-256 of samples, P arrivals and magnitudes of recordings in their order, hexadecimal. */
export async function fingerprintOf(records: readonly LabelledTrace[]): Promise<string> {
  const numbers = records.reduce((sum, { samples }) => sum + samples.length + 2, 0);
  const all = new Float32Array(numbers);
  let at = 0;
  for (const { samples, pSample, magnitude } of records) {
    all.set([pSample, magnitude], at);
    all.set(samples, at + 2);
    at += samples.length + 2;
  }
  return await digest(new Uint8Array(all.buffer));
}
