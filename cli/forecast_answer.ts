import type { Forecast, ModelCard } from "../engine/domain/mod.ts";

/** A forecast as text: whom to believe, the answer in a sentence, both answers, the skill. */
export async function describeForecast(forecast: Forecast, card: ModelCard): Promise<string> {
  const { calibrationText, forecastSentence, forecastTable, skillTable } = await import(
    "../engine/drawing/mod.ts"
  );
  const { model, data } = forecast;
  const { name, network, seed, weightsSha256 } = model;
  const calibration = calibrationText(forecast);
  const parts = [
    forecast.headline,
    ...forecast.warnings.map((warning) => `Warning: ${warning}`),
    forecastSentence(forecast),
    forecastTable(forecast),
    ...(calibration === undefined ? [] : [calibration]),
    skillTable(card),
    `Model ${name} (${network}, seed ${seed}, weights ${weightsSha256.slice(0, 12)}); ` +
    `${data.events} events read, ${data.eventsUsed} used.`,
  ];
  return parts.join("\n\n");
}
