import { describeRun } from "./backend_flags.ts";
import { openRequest } from "./catalogue_request.ts";
import { openPool, type PoolValues } from "./pool_forecast.ts";
import type { Terminal } from "./terminal.ts";

/** Scores a pool on what none of its members saw and tells the answer. */
export async function evaluatePoolVerb(values: PoolValues, terminal: Terminal): Promise<void> {
  const startedMs = performance.now();
  const { evaluatePool } = await import("../engine/forecasting/mod.ts");
  const { formatTable } = await import("../engine/drawing/mod.ts");
  const { pool, backend } = await openPool(values, terminal);
  const request = await openRequest(values.catalogue, values);
  const evaluation = await evaluatePool(pool, request, { onProgress: terminal.progress });
  const { skill, overBestMember, overEqualWeights, members, missing, span } = evaluation;
  const right = "right" as const;
  terminal.answer({
    document: () => ({
      ...{ kind: "pool", name: pool.card.name, ...evaluation },
      run: describeRun(backend, startedMs),
    }),
    text: () =>
      [
        ...[skill, overBestMember, overEqualWeights].map(({ sentence }) => sentence),
        ...missing.map(({ name, reason }) => `Warning: ${name} is left out: ${reason}`),
        ...evaluation.warnings.map((warning) => `Warning: ${warning}`),
        formatTable([
          ...members.map(({ name, weight, logScore }) => [
            ...[name, weight.toFixed(3), logScore.toFixed(4)],
          ]),
          ["pool", "", evaluation.logScore.toFixed(4)],
          [skill.baseline, "baseline", evaluation.baselineLogScore.toFixed(4)],
        ], {
          columns: [
            { title: "member" },
            { title: "weight", align: right },
            { title: "log score", align: right },
          ],
        }),
        `${span.windows} windows from ${span.from} to ${span.to}.`,
      ].join("\n\n"),
  });
}
