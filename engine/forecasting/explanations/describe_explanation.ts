import {
  type Completeness,
  type ExplainedAmount,
  type FeatureExplanation,
  formatTime,
  type Grid,
  type NetworkExplanation,
  type StepExplanation,
} from "../../domain/mod.ts";
import type { ExplainedScalar, ScalarScale, WindowExplanation } from "../../explanation/mod.ts";
import { featuresOf, invertNormaliser } from "../../preprocessing/mod.ts";
import type { TrainedModel } from "../../training/mod.ts";
import type { ForecastSituation } from "../forecast_parts.ts";
import type { MeasuredPermutation } from "./measure_permutation.ts";
import { explanationHeadline, explanationSentences } from "./explanation_sentences.ts";

/** What an explanation is put together from. */
export interface ExplanationMaterials {
  /** The model. */
  model: TrainedModel;
  /** Data, window and time. */
  situation: ForecastSituation;
  /** What every input did. */
  explained: WindowExplanation;
  /** What is explained. */
  scalar: ExplainedScalar;
  /** The cell of a map that is explained; undefined for all of them together. */
  cell?: number;
  /** The window, normalised. */
  input: Float32Array;
  /** When its steps begin and end. */
  steps: { startMs: Float64Array; endMs: Float64Array };
  /** What the network says of the average window. */
  average: { scalar: number; window: string; start: string };
  /** Permutation importance. */
  permutation: MeasuredPermutation;
  /** What a reader must know. */
  warnings: string[];
}

/** An amount with its factor, on scales that have one. */
export function amountOf(amount: number, scale: ScalarScale): ExplainedAmount {
  return scale === "linear" ? { amount } : { amount, factor: Math.exp(amount) };
}

/** Puts an explanation together: numbers, words and what a reader must know. */
export function describeExplanation(materials: ExplanationMaterials): NetworkExplanation {
  const { model, situation, explained, scalar, average, cell, permutation } = materials;
  const { preparation: { task, minMagnitude }, card, configuration, weightsSha256 } = model;
  const { gradients } = explained;
  const read = (value: number) => ({ scalar: value, expected: scalar.read(value) });
  const startAmount = gradients.baselineValue - average.scalar;
  const whole = Math.abs(startAmount) + Math.abs(gradients.difference);
  const shareOf = (amount: number) => whole > 0 ? Math.abs(amount) / whole : 0;
  const numbers = {
    ...{ task, minMagnitude, issuedAt: situation.issuedAt },
    to: task === "magnitude" ? "next event" : formatTime(situation.endMs),
    explained: {
      ...whatOf(materials),
      scale: scalar.scale,
      ...(cell === undefined ? {} : { cell }),
    },
    answer: read(gradients.value),
    average: { ...read(average.scalar), window: average.window, start: average.start },
    start: {
      baseline: model.startFrom,
      ...amountOf(startAmount, scalar.scale),
      share: shareOf(startAmount),
    },
    window: {
      ...amountOf(gradients.difference, scalar.scale),
      share: shareOf(gradients.difference),
    },
    completeness: completenessOf(materials),
    features: featuresIn(materials),
    steps: stepsIn(materials),
    ...tablesOf(materials),
  };
  return {
    headline: explanationHeadline(card),
    sentences: explanationSentences(numbers, configuration),
    ...numbers,
    permutation: permutation.report,
    skill: card.skill,
    model: { name: card.name, network: configuration.model, weightsSha256 },
    data: { fingerprint: situation.data.fingerprint },
    warnings: materials.warnings,
  };
}

function whatOf({ model, scalar, cell }: ExplanationMaterials): { what: string; unit: string } {
  const { minMagnitude, task } = model.preparation;
  const events = `of magnitude ${minMagnitude} or more`;
  if (task === "magnitude") {
    return { what: `expected magnitude of the next event ${events}`, unit: "magnitude" };
  }
  const when = `in ${model.configuration.horizon}`;
  if (scalar.scale === "log-odds") {
    return { what: `log odds of at least one event ${events} ${when}`, unit: "nats" };
  }
  const where = task !== "map" ? "" : ` in ${placeOf(model.preparation.grid!, cell)}`;
  return {
    what: `natural logarithm of the expected number of events ${events} ${when}${where}`,
    unit: "nats",
  };
}

/** The region, or a cell by its south-western corner. */
function placeOf(grid: Grid, cell: number | undefined): string {
  if (cell === undefined) return "the region";
  const degrees = (value: number) => Number(value.toFixed(3));
  const south = degrees(grid.box.south + Math.floor(cell / grid.columns) * grid.cellDegrees);
  const west = degrees(grid.box.west + (cell % grid.columns) * grid.cellDegrees);
  return `the cell of ${grid.cellDegrees} degrees from latitude ${south}, longitude ${west} on`;
}

function completenessOf({ explained: { gradients } }: ExplanationMaterials): Completeness {
  const { sum, difference, completenessError, tolerance, isAbsolute, isComplete } = gradients;
  return {
    ...{ sum, difference, error: completenessError, tolerance, isAbsolute, isComplete },
    slopes: gradients.steps,
  };
}

function featuresIn(materials: ExplanationMaterials): FeatureExplanation[] {
  const { model, explained, scalar, permutation } = materials;
  const { featureNames, task } = model.preparation;
  const { attributions, featureOcclusion } = explained;
  const width = featureNames.length;
  const [sums, sizes] = [new Float64Array(width), new Float64Array(width)];
  attributions.forEach((amount, i) => {
    sums[i % width] += amount;
    sizes[i % width] += Math.abs(amount);
  });
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const known = featuresOf(task);
  return featureNames.map((name, feature): FeatureExplanation => {
    const { unit = "", about = `covariate ${name}` } = known.find((one) => one.name === name) ?? {};
    const measured = permutation.features.find((one) => one.name === name);
    return {
      ...{ name, unit, about },
      ...amountOf(sums[feature], scalar.scale),
      share: all > 0 ? sizes[feature] / all : 0,
      occlusion: featureOcclusion[feature],
      ...(measured === undefined
        ? {}
        : { permutation: { nats: measured.nats, low: measured.low, high: measured.high } }),
    };
  }).sort((one, other) => other.share - one.share);
}

function stepsIn({ model, explained, scalar, steps }: ExplanationMaterials): StepExplanation[] {
  const { featureNames } = model.preparation;
  const width = featureNames.length;
  return Array.from(steps.startMs, (startMs, step) => {
    const row = explained.attributions.subarray(step * width, (step + 1) * width);
    const largest = row.reduce(
      (best, _, i) => Math.abs(row[i]) > Math.abs(row[best]) ? i : best,
      0,
    );
    return {
      from: formatTime(startMs),
      to: formatTime(steps.endMs[step]),
      ...amountOf(row.reduce((sum, amount) => sum + amount, 0), scalar.scale),
      occlusion: explained.stepOcclusion[step],
      feature: featureNames[largest],
    };
  });
}

function tablesOf(
  { model, explained, input }: ExplanationMaterials,
): Pick<NetworkExplanation, "columns" | "attributions" | "inputs" | "cells"> {
  const { featureNames, grid, normaliser } = model.preparation;
  const columns = [...featureNames];
  const width = columns.length;
  const rowsOf = (values: Float32Array | Float64Array) =>
    Array.from(
      { length: values.length / width },
      (_, step) => Array.from(values.subarray(step * width, (step + 1) * width)),
    );
  const attributions = rowsOf(explained.attributions);
  if (grid === undefined) {
    return { columns, attributions, inputs: rowsOf(invertNormaliser(input, normaliser)) };
  }
  const cells = grid.rows * grid.columns;
  const attribution = new Array<number>(cells).fill(0);
  explained.gradients.attributions.forEach((amount, i) => {
    attribution[Math.floor(i / width) % cells] += amount;
  });
  return { columns, attributions, cells: { grid, attribution } };
}
