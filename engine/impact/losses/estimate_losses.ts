import {
  ConfigurationError,
  type ExposureRow,
  InsufficientDataError,
  type LossEstimate,
  nearestWord,
  type PlaceLaws,
  type Population,
} from "../../domain/mod.ts";
import { exceedanceOf } from "../shaking/map_shaking.ts";
import { PAGER_COUNTRIES, type PagerCountry } from "./pager_countries.ts";
import {
  alertColour,
  colourProbabilities,
  combinedLossError,
  lossRanges,
  medianLoss,
} from "./pager_loss.ts";

/** People, and where they are asked for the country they are taken to be in. */
export interface ExposedPeople {
  /** Where people live. */
  readonly population: Population;
  /** Intensity at each of its cells. */
  readonly intensity: PlaceLaws;
  /** Country of cells that do not tell theirs. */
  readonly country?: string;
}

/**
 * Losses of life and money as PAGER estimates them: people by the rounded median intensity, the loss
 * forms of their countries, and the error of those forms, which holds that of the map.
 *
 * Throws ConfigurationError for a country without parameters or where none is told.
 *
 * Source: Jaiswal and Wald (2010), Earthquake Spectra 26, 1017-1037, and (2013), 29.
 */
export function estimateLosses(exposed: ExposedPeople): LossEstimate[] {
  const countries = peopleByCountry(exposed).map(([code, people]) => ({
    ...{ code, people },
    table: countryOf(code),
  }));
  const lives = countries.map(({ code, people, table: { fatality } }) => ({
    code,
    lnError: fatality.lnError,
    loss: medianLoss(fatality, people),
  }));
  const money = countries.map(({ code, people, table: { economy } }) => ({
    code,
    lnError: economy.lnError,
    loss: medianLoss(economy, people) * economy.productUsd * economy.alpha / 1e6,
  }));
  return [lossOf("fatalities", lives), lossOf("million USD", money)];
}

/** People by rounded intensity, 1 to 10, and how many are expected to have felt as much or more. */
export function exposureRows({ population, intensity }: ExposedPeople): ExposureRow[] {
  const rounded = new Float64Array(10);
  population.people.forEach((people, cell) => {
    rounded[gradeOf(intensity.mean[cell]) - 1] += people;
  });
  return Array.from(rounded, (people, i) => {
    const reached = exceedanceOf(intensity, i + 0.5);
    const all = population.people.reduce((sum, count, cell) => sum + count * reached[cell], 0);
    return { intensity: i + 1, people, expectedAtLeast: all };
  });
}

interface CountryLoss {
  readonly code: string;
  readonly lnError: number;
  readonly loss: number;
}

function lossOf(unit: LossEstimate["unit"], countries: readonly CountryLoss[]): LossEstimate {
  const expected = countries.reduce((sum, { loss }) => sum + loss, 0);
  // Whole people and whole dollars, as PAGER counts: it takes less than one as none.
  const whole = (loss: number) => unit === "fatalities" ? Math.trunc(loss) : loss;
  const losing = countries.filter(({ loss }) => whole(loss) > 0);
  const counted = losing.length > 0 ? losing : countries;
  const lnError = combinedLossError(counted.map((country) => country.lnError));
  const ranges = lossRanges({ expected: whole(expected), lnError });
  return {
    ...{ unit, expected, lnError, ranges },
    colours: colourProbabilities(ranges),
    alert: alertColour(expected),
    byCountry: Object.fromEntries(countries.map(({ code, loss }) => [code, loss])),
  };
}

/**
 * Sees to it that losses can be told of these people, before anything has happened to them.
 *
 * Throws ConfigurationError for a country without parameters or where none is told.
 */
export function checkCountries(
  population: { readonly country: readonly string[] },
  country = "",
): void {
  const codes = new Set(population.country.map((code) => (code || country).toUpperCase()));
  for (const code of codes) countryOf(code);
}

function peopleByCountry(
  { population, intensity, country = "" }: ExposedPeople,
): [string, Float64Array][] {
  const found = new Map<string, Float64Array>();
  population.people.forEach((people, cell) => {
    const code = (population.country[cell] || country).toUpperCase();
    const grades = found.get(code) ?? new Float64Array(10);
    grades[gradeOf(intensity.mean[cell]) - 1] += people;
    found.set(code, grades);
  });
  if (found.size > 0) return [...found];
  throw new InsufficientDataError("Cannot estimate losses", { have: 0, need: 1, of: "cells" });
}

function gradeOf(intensity: number): number {
  return Math.min(10, Math.max(1, Math.round(intensity)));
}

function countryOf(code: string): PagerCountry {
  const table = PAGER_COUNTRIES.get(code);
  if (table !== undefined) return table;
  throw new ConfigurationError(
    code === ""
      ? "Cannot estimate losses: name the country of the people, such as US."
      : `Cannot estimate losses of "${code.slice(0, 20)}": there are no parameters for it.`,
    "country",
    code === "" ? undefined : nearestWord(code, [...PAGER_COUNTRIES.keys()]),
  );
}
