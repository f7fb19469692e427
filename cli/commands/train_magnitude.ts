import { VERSION } from "../../engine/domain/mod.ts";
import { BACKEND_FLAGS, describeRun } from "../backend_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { describeMagnitudeCard } from "../magnitude_answer.ts";
import { prepareFolder } from "../prepare_folder.ts";
import {
  defineVerb,
  type Flag,
  integerFlag,
  requiredTextFlag,
  textFlag,
  type Verb,
} from "../verb.ts";

/** Trains a network that reads magnitudes from waveforms and saves it with its card. */
export const trainMagnitude: Verb = defineVerb({
  about:
    "Fits, on labelled waveforms, a regression of magnitude on amplitude and a network that corrects it " +
    "by the form of the waveform; how long the network is trained is chosen by cross-validation within " +
    "the data. A record that is 10^d times as large gives a magnitude larger by d, exactly.\n\n" +
    "The data are a folder of packed arrays with labels, or a STEAD or SeisBench file, at 100 Hz.",
  flags: {
    data: requiredTextFlag("labelled waveforms", { placeholder: "FOLDER" }),
    out: requiredTextFlag("folder of the model", { placeholder: "DIR", group: "Run:" }),
    name: textFlag("name in the card; that of the folder unless given", { group: "Run:" }),
    seed: {
      kind: "integer",
      default: 1,
      about: "seed of everything random",
      minimum: 0,
      group: "Run:",
    } as Flag<number>,
    epochs: integerFlag(
      "most epochs; how many is chosen by cross-validation within what is trained on",
      { minimum: 1, maximum: 1000, group: "Run:" },
    ),
    ...BACKEND_FLAGS,
  },
  examples: [
    [
      "train magnitude --data waveforms/stead --seed 1 --out magnitude",
      "then use it with `magnitude`",
    ],
  ],
  permissions: [
    "--allow-read=FOLDER,FOLDER-OF-OUT,node_modules,engine",
    "--allow-write=FOLDER-OF-OUT",
  ],
  async run({ values, terminal }) {
    const startedMs = performance.now();
    const out = values.out.replace(/(?<=.)[/\\]+$/, "");
    await prepareFolder(out, terminal);
    const { readLabelledWaveforms } = await import("../../engine/sources/mod.ts");
    const { runningKernels, startBackend } = await import("../../engine/backend/mod.ts");
    const { saveTrainedMagnitude, trainMagnitude } = await import("../../engine/training/mod.ts");
    const waveforms = await readLabelledWaveforms(values.data);
    const backend = await startBackend({ threads: values.threads });
    const interruption = watchInterruption("Stopping; Ctrl-C again ends at once.");
    try {
      const trained = await trainMagnitude(waveforms, {
        name: values.name ?? out.split(/[/\\]/).at(-1)!,
        ...{
          seed: values.seed,
          epochs: values.epochs,
          kernels: runningKernels(),
          signal: interruption.signal,
        },
        onProgress: terminal.progress,
        versions: { quakecast: VERSION, deno: Deno.version.deno },
      });
      await saveTrainedMagnitude(trained, out);
      const { card } = trained;
      terminal.answer({
        document: () => ({ kind: card.kind, out, card, run: describeRun(backend, startedMs) }),
        text: () => `${describeMagnitudeCard(card)}\n\nSaved to ${out}.`,
      });
    } finally {
      interruption.stop();
      waveforms.close();
    }
  },
});
