import { ConfigurationError, type OptionValues } from "../engine/domain/mod.ts";
import { describeRun } from "./backend_flags.ts";
import { type CATALOGUE_FLAGS, openRequest } from "./catalogue_request.ts";
import type { Terminal } from "./terminal.ts";

/** Scores a point process on what it never saw, as `evaluate` is asked to. */
export async function evaluatePoint(
  values: OptionValues<typeof CATALOGUE_FLAGS> & {
    readonly model: string;
    readonly threads?: number;
    readonly series?: boolean;
  },
  terminal: Terminal,
): Promise<void> {
  const startedMs = performance.now();
  if (values.series === true) {
    throw new ConfigurationError(
      "Cannot list the windows of a point process: it is scored by events (see benchmark --series).",
      "series",
    );
  }
  const { evaluatePointModel, loadPointModel, readPointEvents, startKernels } = await import(
    "../engine/forecasting/mod.ts"
  );
  const { pointScoreTable } = await import("../engine/drawing/mod.ts");
  const model = await loadPointModel(values.model);
  const table = await readPointEvents(await openRequest(values.catalogue, values));
  const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
  const kernels = await startKernels({ threads: values.threads ?? 1, onThreadLost });
  const onProgress = terminal.progress;
  const evaluation = await evaluatePointModel(model, table, { kernels, onProgress });
  const { scores, skill } = evaluation;
  terminal.answer({
    document: () => ({ ...evaluation, run: describeRun(kernels.report, startedMs) }),
    text: () =>
      [
        skill.sentence,
        `Scored from ${scores.from} to ${scores.to}.`,
        pointScoreTable({ test: scores }, model.card.process),
      ].join("\n\n"),
  });
}
