import type { AutomaticAnswers, MeanWithInterval, ReviewSkill } from "../domain/mod.ts";
import { drawEmptyFigure, type FigureText } from "./frame_svg.ts";
import { COLOURS } from "./palette.ts";
import { renderChart } from "./render_chart.ts";
import { sayNothingStands } from "./review_skill_text.ts";

/** Height of a panel without its axis. */
const HEIGHT = 130;

const TEXT: FigureText = {
  name: "review-skill",
  title: "Programs beside persons, and what corrections are worth",
  caption: "Means of a month with their 95 % intervals. Persons look at what most needs it.",
  key: [],
  description:
    "Distance of picks, epicentres and magnitudes of programs from what persons left, and " +
    "the gain in Brier score of forecasts by experts' corrections, by month",
};

/** A panel for each kind that was reviewed: a mean for each month, with its interval. */
export function drawReviewSkill(skill: ReviewSkill): Promise<string> {
  const distances = (rows: readonly AutomaticAnswers[]) =>
    rows.map(({ period, distance }) => ({ period, value: distance }));
  const gains = skill.forecast.map(({ period, gain }) => ({ period, value: gain }));
  const panels = [
    { title: "Pick distance (s)", rows: distances(skill.pick) },
    { title: "Epicentre distance (km)", rows: distances(skill.event) },
    { title: "Magnitude distance", rows: distances(skill.magnitude) },
    { title: "Gain in Brier score", rows: gains },
  ].map(({ title, rows }) => ({ title, values: valuesOf(rows) }))
    .filter(({ values }) => values.length > 0);
  if (panels.length === 0) {
    return Promise.resolve(drawEmptyFigure(TEXT, sayNothingStands(skill)));
  }
  const rows = Math.ceil(panels.length / 2);
  const concat = panels.map((panel) => panelOf(panel, panels.length));
  return renderChart({ concat, columns: 2 }, TEXT, rows * (HEIGHT + 70));
}

interface PanelValue {
  month: string;
  mean: number;
  low: number;
  high: number;
}

function valuesOf(
  rows: readonly { period: string; value?: MeanWithInterval }[],
): PanelValue[] {
  return rows.flatMap(({ period: month, value }) => {
    if (month === "all" || value === undefined) return [];
    const { mean, low = mean, high = mean } = value;
    return [{ month, mean, low, high }];
  });
}

function panelOf(
  { title, values }: { title: string; values: PanelValue[] },
  count: number,
): Record<string, unknown> {
  const x = { field: "month", type: "ordinal", axis: { title: null, labelAngle: -45 } };
  const y = (field: string) => ({ field, type: "quantitative", axis: { title, tickCount: 5 } });
  return {
    data: { values },
    width: count === 1 ? 420 : 165,
    height: HEIGHT,
    layer: [
      {
        data: { values: [{ mean: 0 }] },
        mark: { type: "rule", color: COLOURS.muted, strokeWidth: 1 },
        encoding: { y: y("mean") },
      },
      {
        mark: { type: "rule", color: COLOURS.network, strokeWidth: 1.5 },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      {
        mark: { type: "point", filled: true, color: COLOURS.network, size: 45, opacity: 1 },
        encoding: { x, y: y("mean") },
      },
    ],
  };
}
