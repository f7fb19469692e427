import type { AftershockBin, AftershockForecast } from "../domain/mod.ts";
import { cleanLine } from "./clean_text.ts";
import { formatCount, formatDate, formatNumber, formatProbability } from "./format_number.ts";
import { formatTable } from "./format_table.ts";

/** Aftershocks of this magnitude do damage near by. */
const DAMAGING = 5;

/**
 * The forecast in one sentence: how likely in the advised window an aftershock of magnitude 5 or more
 * and one larger than the mainshock are, and that this is a probability.
 */
export function aftershockSentence(forecast: AftershockForecast): string {
  const window = forecast.forecast.find(({ label }) => label === forecast.advisoryTimeFrame) ??
    forecast.forecast[0];
  const damaging = window.bins.find(({ magnitude }) => magnitude === DAMAGING) ?? window.bins[0];
  const length = window.label.replace("1 ", "").toLowerCase();
  const { magnitude } = forecast.mainshock;
  return `In the ${length} from ${formatDate(window.timeStart)} UTC the chance of one or more ` +
    `aftershocks of magnitude ${damaging.magnitude} or more is ` +
    `${formatProbability(damaging.probability)}, and that of an earthquake at least as large as ` +
    `the mainshock (magnitude ${magnitude}) is ` +
    `${formatProbability(window.aboveMainshockMag.probability)}; this is a probability, not a ` +
    "prediction, for nobody can tell the time, place and size of an earthquake in advance.";
}

/** The sentence, the table by window and magnitude, and what the forecast rests on, for a terminal. */
export function aftershockText(forecast: AftershockForecast): string {
  const { mainshock, model, observations, warnings } = forecast;
  const rows = forecast.forecast.flatMap(({ label, bins, aboveMainshockMag }) => [
    ...bins.map((bin) => rowOf(label, { bin, from: `${bin.magnitude}` })),
    rowOf(label, { bin: aboveMainshockMag, from: `${mainshock.magnitude} (mainshock)` }),
  ]);
  const table = formatTable(rows, {
    columns: [
      { title: "within" },
      { title: "magnitude from" },
      { title: "expected", align: "right" },
      { title: "95 % range", align: "right" },
      { title: "probability of 1 or more", align: "right" },
    ],
  });
  const counts = observations.map(({ magnitude, count, isKnown }) =>
    `M${magnitude}+ ${isKnown ? formatCount(count) : "unknown"}`
  );
  return [
    aftershockSentence(forecast),
    table,
    `Mainshock ${cleanLine(mainshock.id || "without identifier")}, magnitude ` +
    `${mainshock.magnitude}, ${formatDate(mainshock.time)} UTC. Aftershocks so far: ` +
    `${counts.join(", ")}.` + tellUnknown(observations),
    `${model.name}, region ${model.region}, from ${
      formatCount(model.eventsUsed)
    } aftershocks above ` +
    `completeness: ${parameterText(model.parameters)}.`,
    ...warnings,
  ].join("\n\n");
}

function rowOf(label: string, { bin, from }: { bin: AftershockBin; from: string }): string[] {
  return [
    label.toLowerCase(),
    from,
    formatNumber(bin.expected),
    `${formatCount(bin.p95minimum)} to ${formatCount(bin.p95maximum)}`,
    formatProbability(bin.probability),
  ];
}

/** Why a number is not known. */
function tellUnknown(observations: AftershockForecast["observations"]): string {
  const least = observations.find(({ isKnown }) => isKnown)?.magnitude;
  if (observations.every(({ isKnown }) => isKnown)) return "";
  return least === undefined
    ? " The catalogue holds only larger events."
    : ` The catalogue has no events as small as magnitude ${least - 1}.`;
}

function parameterText(parameters: Record<string, number | string>): string {
  const text = (name: string) => formatSignificant(parameters[name]);
  if ("productivity" in parameters) {
    return `mainshock 10^${text("productivity")} ± ${text("productivitySigma")} times as ` +
      `productive as the law says; ${text("simulations")} simulated catalogues, seed ${
        text("seed")
      }`;
  }
  return `a ${text("a")} ± ${text("aSigma")}, p ${text("p")} ± ${text("pSigma")}, c ${
    text("c")
  } days, b ${text("b")}`;
}

function formatSignificant(value: number | string): string {
  return typeof value === "number" ? String(Number(value.toPrecision(3))) : value;
}
