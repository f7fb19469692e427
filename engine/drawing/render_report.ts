import { calibrationText } from "./calibration_text.ts";
import { cleanLine } from "./clean_text.ts";
import { tabulateCard, tabulateConfiguration } from "./card_text.ts";
import { tabulateCleaning } from "./cleaning_table.ts";
import { escapeMarkup } from "./escape_markup.ts";
import { forecastEvents, forecastSentence, forecastSpan } from "./forecast_sentence.ts";
import { tabulateForecast } from "./forecast_table.ts";
import { formatCount, formatDate } from "./format_number.ts";
import { renderTable } from "./render_table.ts";
import type { ReportContent } from "./report_content.ts";
import { drawCatalogueFigures, drawSkillFigures } from "./report_figures.ts";
import { REPORT_STYLE } from "./report_style.ts";
import { SKILL_NOTE, tabulateSkill } from "./skill_table.ts";

const HONESTY = "Nobody can predict the time, place and size of an earthquake. This report gives " +
  "probabilities, and how good such probabilities were on data the model never saw. It is not an " +
  "official warning; for safety, follow the authorities of your region. A low probability does " +
  "not mean that you are safe: be prepared at all times.";

const HOW_TO_READ: readonly (readonly [string, string])[] = [
  ["Expected number", "the average over many situations like this one; it need not be whole."],
  [
    "Quantiles",
    "how far outcomes spread: one in twenty lies at or below the 5 % value, nineteen in twenty at " +
    "or below the 95 % value.",
  ],
  [
    "Baseline",
    "the best simple forecast, fitted on the same training part and chosen on the validation part. " +
    "Where the network does not beat it, believe the baseline.",
  ],
  [
    "Information gain",
    "how much more probability the network gave to what really happened, in nats per window; 0.1 " +
    "nats are a factor of 1.1. Only where the whole interval lies above 0 is the network better.",
  ],
  [
    "Reliability",
    "whether what was given 30 % happened 30 % of the time; points near the diagonal are good.",
  ],
  [
    "Completeness",
    "the magnitude from which the catalogue lists all events; smaller ones are left out.",
  ],
];

/**
 * Writes a report as one self-contained HTML page: no script, nothing loaded from elsewhere.
 * It begins with whether the network beats its baseline, and every foreign text in it is escaped.
 */
export async function renderReport(report: ReportContent): Promise<string> {
  const { forecast, card } = report;
  const [catalogueFigures, skillFigures] = await Promise.all([
    drawCatalogueFigures(report),
    drawSkillFigures(report),
  ]);
  const title = `Earthquake forecast ${forecastEvents(forecast)}, ${forecastSpan(forecast)}`;
  return [
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' +
    "style-src 'unsafe-inline'\">",
    `<title>${escapeMarkup(title)}</title>`,
    `<style>\n${REPORT_STYLE}\n</style>\n</head>\n<body>`,
    renderHead(report, title),
    "<main>",
    renderAnswer(report),
    section("Skill: how good is it?", [
      paragraph(card.skill.sentence),
      renderTable(tabulateSkill(card), SKILL_NOTE),
      figures(skillFigures),
    ]),
    catalogueFigures.length === 0 ? "" : section("Catalogue", [figures(catalogueFigures)]),
    renderData(report),
    renderCard(report),
    renderReading(),
    "</main>",
    renderFoot(report),
    "</body>\n</html>\n",
  ].filter((part) => part !== "").join("\n");
}

function renderHead({ forecast }: ReportContent, title: string): string {
  return `<header><h1>${escapeMarkup(title)}</h1>` +
    `<p class="headline ${forecast.believe === "network" ? "network" : "baseline"}">` +
    `${escapeMarkup(forecast.headline)}</p>${paragraph(forecastSentence(forecast))}` +
    `<p><strong>${HONESTY}</strong></p></header>`;
}

function renderAnswer({ forecast }: ReportContent): string {
  const caption = `Events ${forecastEvents(forecast)}, ${forecastSpan(forecast)}. Issued at ` +
    `${formatDate(forecast.issuedAt)} UTC; everything up to then was used, nothing after.`;
  const calibration = calibrationText(forecast);
  return section("The forecast", [
    renderTable(tabulateForecast(forecast), caption),
    ...(calibration === undefined ? [] : [paragraph(calibration)]),
    ...forecast.warnings.map((warning) => `<p class="warning">${escapeMarkup(warning)}</p>`),
  ]);
}

function renderData({ cleaning, forecast }: ReportContent): string {
  const { events, eventsUsed, from, to } = forecast.data;
  return section("Data and cleaning", [
    paragraph(
      `${formatCount(events)} events read, ${
        formatCount(eventsUsed)
      } used for this forecast, from ${formatDate(from)} to ` +
        `${formatDate(to)} UTC.`,
    ),
    renderTable(tabulateCleaning(cleaning), "What cleaning did, every count."),
    ...cleaning.remarks.map(paragraph),
  ]);
}

function renderCard({ card }: ReportContent): string {
  return section("Model", [
    ...card.about.map(paragraph),
    renderTable(tabulateCard(card), "What the model is and what it was made from."),
    `<details><summary>Configuration, every option</summary>${
      renderTable(tabulateConfiguration(card), "Resolved configuration.")
    }</details>`,
  ]);
}

function renderReading(): string {
  const items = HOW_TO_READ.map(([term, meaning]) =>
    `<li><strong>${term}</strong>: ${escapeMarkup(meaning)}</li>`
  );
  return section("How to read this", [`<ul>${items.join("\n")}</ul>`]);
}

function renderFoot({ generatedBy, forecast }: ReportContent): string {
  const { name, weightsSha256, seed } = forecast.model;
  return `<footer><p class="note">${
    escapeMarkup(cleanLine(
      `Written by ${generatedBy}. Model ${name}, weights ${weightsSha256}, seed ${seed}; ` +
        `catalogue ${forecast.data.fingerprint}. Land: Natural Earth.`,
    ))
  }</p></footer>`;
}

function section(title: string, parts: readonly string[]): string {
  return `<section><h2>${escapeMarkup(title)}</h2>\n${parts.join("\n")}\n</section>`;
}

function paragraph(text: string): string {
  return `<p>${escapeMarkup(text)}</p>`;
}

function figures(drawn: readonly string[]): string {
  return `<div class="figures">${drawn.map((svg) => `<figure>${svg}</figure>`).join("\n")}</div>`;
}
