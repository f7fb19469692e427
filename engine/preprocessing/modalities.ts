import {
  ConfigurationError,
  type Covariate,
  type Examples,
  type ForecastConfiguration,
} from "../domain/mod.ts";
import { TIDES_MODALITY } from "./tides.ts";
import type { Preparation, PreparedModality, SeriesLayout } from "./preparation.ts";

/** The group of the features that come from the catalogue, which is never missing. */
export const CATALOGUE_MODALITY = "catalogue";

/** Names that no group of covariates can have. */
const TAKEN: readonly string[] = [CATALOGUE_MODALITY, TIDES_MODALITY];

/** Share of training windows that lose a group where nothing else is asked: four of five keep it. */
const USUAL_DROPOUT = 0.2;

/** Groups that can be missing at most: a card holds the skill of each of their 2^n - 1 sets. */
const MOST_MODALITIES = 6;

/** A normalised "known" below this is "nothing known". */
const NOTHING_KNOWN = -1 + 1e-6;

/** The groups of inputs of a model, and how often training windows lose each. */
export interface ChosenModalities {
  /** The catalogue first. */
  modalities: PreparedModality[];
  /** 0 where none can be missing. */
  modalityDropout: number;
}

/**
 * Groups the inputs: the catalogue's features, tides, and the covariates by their modality. With a
 * dropout above 0 every group of covariates gets a feature that says whether it is known.
 *
 * Throws ConfigurationError for a group with a name that is taken, or too many groups.
 */
export function chooseModalities(
  { modalityDropout: asked }: Pick<ForecastConfiguration, "modalityDropout">,
  { features, tides, covariates }: {
    features: readonly string[];
    tides: readonly string[];
    covariates: readonly Covariate[];
  },
): ChosenModalities {
  const groups = new Map<string, string[]>();
  for (const { name, modality = name } of covariates) {
    groups.set(modality, [...groups.get(modality) ?? [], name]);
  }
  const dropout = asked !== "auto" ? asked : USUAL_DROPOUT;
  const modalityDropout = groups.size === 0 ? 0 : dropout;
  const inputs = [...features, ...tides, ...covariates.map(({ name }) => name)];
  const modalities = [...groups].map(([name, columns]): PreparedModality => {
    const known = `${name}_known`;
    if (TAKEN.includes(name) || inputs.includes(known)) {
      throw new ConfigurationError(
        `Cannot group covariates as "${name}": that name is taken.`,
        "covariates",
      );
    }
    return { name, columns, ...(modalityDropout > 0 ? { known } : {}) };
  });
  if (modalityDropout > 0 && modalities.length > MOST_MODALITIES) {
    throw new ConfigurationError(
      `Cannot mask ${modalities.length} groups of covariates: at most ${MOST_MODALITIES} are ` +
        "possible; put several into one group, or set modalityDropout to 0.",
      "covariates",
    );
  }
  return {
    modalities: [
      { name: CATALOGUE_MODALITY, columns: [...features] },
      ...(tides.length === 0 ? [] : [{ name: TIDES_MODALITY, columns: [...tides] }]),
      ...modalities,
    ],
    modalityDropout,
  };
}

/** Names of the features that are read from the catalogue. */
export function catalogueFeaturesOf(
  { featureNames, covariates, modalities }: Pick<
    SeriesLayout,
    "featureNames" | "covariates" | "modalities"
  >,
): readonly string[] {
  const own = modalities?.find(({ name }) => name === CATALOGUE_MODALITY)?.columns;
  return own ?? featureNames.slice(0, featureNames.length - covariates.length);
}

/** What a group of inputs looks like where it is missing. */
export interface ModalityMask {
  /** The group's name. */
  name: string;
  /** The features that it takes the place of. [column] */
  features: number[];
  /** Their values, normalised: the training mean, and "nothing known". [column] */
  values: number[];
}

/** The masks of all groups that can be missing. */
export function modalityMasksOf(
  { modalities = [], featureNames, normaliser, covariates }: Pick<
    Preparation,
    "modalities" | "featureNames" | "normaliser" | "covariates"
  >,
): ModalityMask[] {
  return modalities.flatMap(({ name, columns, known }) => {
    if (known === undefined) return [];
    const normalised = (column: string, value: number) => {
      const { centre, scale } = normaliser.features[featureNames.indexOf(column)];
      return (Math.fround(value) - centre) / scale; // as a series holds it
    };
    const fills = columns.map((column) =>
      normalised(column, covariates.find((covariate) => covariate.name === column)!.fill)
    );
    return [{
      name,
      features: [...columns, known].map((column) => featureNames.indexOf(column)),
      values: [...fills, normalised(known, 0)],
    }];
  });
}

/** Writes a mask over the rows of normalised inputs. */
export function applyModalityMask(
  values: Float32Array, // [row, feature]
  { features, values: masked }: ModalityMask,
  width: number,
): void {
  for (let row = 0; row < values.length; row += width) {
    for (let i = 0; i < features.length; i++) values[row + features[i]] = masked[i];
  }
}

/** The same examples with some groups of inputs missing throughout. */
export function maskModalities(
  examples: Examples,
  preparation: Preparation,
  missing: readonly string[],
): Examples {
  const series = examples.series.slice();
  for (const mask of modalityMasksOf(preparation)) {
    if (!missing.includes(mask.name)) continue;
    applyModalityMask(series, mask, preparation.featureNames.length);
  }
  return { ...examples, series };
}

/** A group of inputs that one window does not know throughout. */
export interface ModalityGap {
  /** The group's name. */
  name: string;
  /** Steps of the window at which none of its columns is known. */
  unknownSteps: number;
  /** Whether that is all of them. */
  isMissing: boolean;
}

/** The groups of inputs of which one example has steps with nothing known. */
export function listModalityGaps(
  examples: Examples,
  preparation: Preparation,
  example = 0,
): ModalityGap[] {
  const { window, stepShape, lastStep, series } = examples;
  const stepSize = stepShape.reduce((product, size) => product * size, 1);
  const first = lastStep[example] - window + 1;
  return modalityMasksOf(preparation).flatMap(({ name, features }) => {
    const known = features.at(-1)!; // the same in every cell of a map
    let unknownSteps = 0;
    for (let step = first; step < first + window; step++) {
      if (series[step * stepSize + known] < NOTHING_KNOWN) unknownSteps++;
    }
    return unknownSteps === 0 ? [] : [{ name, unknownSteps, isMissing: unknownSteps === window }];
  });
}
