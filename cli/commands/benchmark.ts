import { BENCHMARK_FLAGS } from "../benchmark_flags.ts";
import { describeBenchmark } from "../benchmark_answer.ts";
import { openFinalLog } from "../final_log.ts";
import { benchmarkOptionsOf } from "../benchmark_request.ts";
import { describeRun } from "../backend_flags.ts";
import { checkGainPlot, writeGainPlot } from "../write_gain_plot.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Scores point processes as a published benchmark does. */
export const benchmark: Verb = defineVerb({
  about:
    "Scores point processes on a catalogue exactly as EarthquakeNPP does: log-likelihood in time, in " +
    "space and together, nats per event, with the gain over the first model. The validation part is " +
    "scored; the test part only with --final, which is noted in a log.",
  operands: [{ syntax: "<protocol>", about: "the protocol", choices: ["earthquakenpp"] }],
  flags: BENCHMARK_FLAGS,
  examples: [
    ["benchmark earthquakenpp --catalogue ComCat_25.csv.gz --model poisson", "validation scores"],
    [
      "benchmark earthquakenpp --catalogue events.csv --test-start 2016-01-01 " +
      "--etas-parameters fitted.json --final --json",
      "test scores, for a program",
    ],
  ],
  permissions: [
    "--allow-read=CATALOGUE,PARAMETERS,POLYGON,engine",
    "--allow-read=LOG,FOLDER-OF-PLOT --allow-write=LOG,FOLDER-OF-PLOT (with --final, --plot)",
    "--allow-net=HOST (of a URL)",
  ],
  async run({ values, terminal }) {
    const startedMs = performance.now();
    const { benchmarkPointProcesses, startKernels, writeBenchmarkDocument } = await import(
      "../../engine/forecasting/mod.ts"
    );
    const { openCatalogueSource, readEventTable } = await import("../../engine/sources/mod.ts");
    const { formatTable } = await import("../../engine/drawing/mod.ts");
    const options = await benchmarkOptionsOf(values);
    checkGainPlot(values.plot, options.models);
    const log = values.final ? await openFinalLog(values.log) : undefined;
    try {
      const { threads, splitColumn } = values;
      const source = await openCatalogueSource(values.catalogue);
      const { table } = await readEventTable(source, { splitColumn });
      const onThreadLost = (note: string) => terminal.say(`Note: ${note}.`);
      const kernels = await startKernels({ threads, onThreadLost });
      const { progress: onProgress } = terminal;
      const result = await benchmarkPointProcesses(table, { ...options, kernels, onProgress });
      const document = writeBenchmarkDocument(result, { series: values.series });
      if (values.plot !== undefined) await writeGainPlot(values.plot, result);
      log?.append({ time: new Date().toISOString(), ...document });
      terminal.answer({
        document: () => ({ ...document, run: describeRun(kernels.report, startedMs) }),
        text: () => describeBenchmark(result, formatTable),
      });
    } finally {
      log?.close();
    }
  },
});
