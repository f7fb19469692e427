import type { NestedStretch } from "../engine/domain/mod.ts";
import type { FinishedTuning } from "./run_tuning.ts";

/** A search as a JSON document. */
export function tuningDocument(tuned: FinishedTuning): Record<string, unknown> {
  const { model, search, board, out, boardPath, plotPath, journalPath } = tuned;
  return {
    headline: search.sentence,
    ...{ out, leaderBoardPath: boardPath, plot: plotPath, journal: journalPath },
    ...{ search, leaderBoard: board.rows },
    skill: model.card.skill,
    card: model.card,
  };
}

/** A search as text: what to expect first, then the leader board. */
export function describeTuning(tuned: FinishedTuning, table: string): string {
  const { model, search, out, boardPath, plotPath, journalPath } = tuned;
  const fewer = search.trials < search.asked
    ? [`Time was up: ${search.trials} of ${search.asked} trials count.`]
    : [];
  return [
    search.sentence,
    "",
    ...fewer,
    table,
    "",
    `Stretches that the nested score is of: ${
      search.nested.stretches.map(describeStretch).join("; ")
    }.`,
    model.card.skill.sentence,
    "",
    `Saved the winner to ${out}, the leader board to ${boardPath}, its plot to ${plotPath}; each ` +
    `training is in ${journalPath}.`,
  ].join("\n");
}

function describeStretch({ from, to, nats, trained, epochs }: NestedStretch): string {
  const signed = (value: number) => `${value < 0 ? "" : "+"}${value.toFixed(3)}`;
  const baseline = epochs > 0 ? "" : ` (the baseline; the network ${signed(trained.nats)})`;
  return `${from.slice(0, 10)} to ${to.slice(0, 10)} ${signed(nats)}${baseline}`;
}
