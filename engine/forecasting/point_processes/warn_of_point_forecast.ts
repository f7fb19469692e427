import { formatTime } from "../../domain/mod.ts";
import { describeSpan } from "../describe_span.ts";
import type { PointModel } from "./point_model.ts";
import type { PointHistory } from "./prepare_point_issue.ts";
import type { WindowCounts } from "./simulate_window.ts";

/** After so many mean times between events a silence is told of. */
const LONG_SILENCE = 20;

/** What a reader of the forecast must know. */
export function warnOfPointForecast(
  { card }: PointModel,
  { history, issueTimeMs, endMs, cells }: PointHistory & { endMs: number; cells: WindowCounts },
): string[] {
  const warnings = [...card.warnings];
  const fittedUntilMs = Date.parse(card.data.fittedUntil);
  if (issueTimeMs < fittedUntilMs) {
    warnings.push(
      `The model was fitted to events up to ${formatTime(fittedUntilMs)}, after the issue time: ` +
        "it has seen what it forecasts.",
    );
  }
  const silenceMs = issueTimeMs - history.timeMs[history.size - 1];
  const usualMs = 86_400_000 / card.ratePerDay;
  if (silenceMs > LONG_SILENCE * usualMs) {
    warnings.push(
      `The last event that counts was ${describeSpan(silenceMs)} before the issue time: the ` +
        "catalogue may end there.",
    );
  }
  if (Date.parse(card.data.historyStart) < history.timeMs[0] - LONG_SILENCE * usualMs) {
    warnings.push(
      `The history begins at ${
        formatTime(history.timeMs[0])
      }, later than that of the model's own ` +
        "data: aftershocks of what came before are missing.",
    );
  }
  const spanMs = Date.parse(card.data.fittedUntil) - Date.parse(card.data.trainingStart);
  if (endMs - issueTimeMs > spanMs) {
    warnings.push("The window is longer than the time that the model was fitted to.");
  }
  const inside = cells.cellEvents.reduce((sum, count) => sum + count, 0);
  if (cells.outside > 0.5 * (inside + cells.outside)) {
    warnings.push("More than half of the expected events lie outside the model's region.");
  }
  return warnings;
}
