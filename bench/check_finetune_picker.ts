import { startKernels } from "../engine/backend/mod.ts";
import { importPhasenet, networkTracePicker } from "../engine/monitoring/mod.ts";
import { openPicker } from "../engine/models/mod.ts";
import { loadPickerFiles, trainPicker } from "../engine/training/mod.ts";
import { sharedFile } from "../tests/shared_data.ts";
import type { LongCheck } from "./long_check_definition.ts";
import { f1Of, readPickerTraces } from "./picker_traces.ts";

const SEEDS = [1, 2];
const WEIGHTS = "data/weights/phasenet_190703/phasenet_190703.safetensors";

/** What must not fall. */
const GOALS = [
  { phase: "P", toleranceSeconds: 0.3 },
  { phase: "S", toleranceSeconds: 0.5 },
] as const;

/** PhaseNet's published weights, moved towards labelled traces, beside themselves. */
export const check: LongCheck = {
  about:
    "PhaseNet's published weights, fine-tuned on four fifths of 128 labelled traces, have an F1 " +
    "on the last fifth that is no lower than before, for P at 0.3 s and S at 0.5 s",
  async run(report) {
    const folder = await Deno.makeTempDir();
    try {
      const bytes = await Deno.readFile(sharedFile(WEIGHTS));
      await importPhasenet(bytes, { out: `${folder}/phasenet`, source: "phasenet_190703" });
      const kernels = await startKernels();
      const from = await loadPickerFiles(`${folder}/phasenet`);
      const { training, score } = await readPickerTraces();
      const facts: Record<string, unknown> = { trainedOn: training.description };
      for (const seed of SEEDS) {
        const { files, card, share } = await trainPicker({
          ...{ name: `tuned ${seed}`, picker: "phasenet", from, traces: training, seed, kernels },
          onProgress: ({ done, total }) => {
            if (done % 50 === 0) report(`seed ${seed}: ${done} of ${total} batches`);
          },
        });
        const pickers = [openPicker(from.files, from.card), openPicker(files, card)];
        const names = ["imported", "tuned"];
        const evaluation = await score(
          pickers.map((picker, i) => ({ ...networkTracePicker(picker), name: names[i] })),
        );
        for (const picker of pickers) picker.dispose();
        const f1 = GOALS.map((goal) => ({ ...goal, f1: f1Of(evaluation, goal) }));
        facts[`seed ${seed}`] = { share, f1, evaluation };
        report(`seed ${seed}: ${JSON.stringify(f1)}`);
        for (const { phase, f1: { imported, tuned } } of f1) {
          if (tuned.value >= imported.value) continue;
          throw new Error(`seed ${seed}: F1 of ${phase} fell: ${imported.value}, ${tuned.value}`);
        }
      }
      await kernels.stop();
      return facts;
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
};
