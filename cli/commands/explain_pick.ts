import { describeRun } from "../backend_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { readNamedFiles } from "../named_file.ts";
import { PICKING_FLAGS } from "../picker_flags.ts";
import { refusePictureName, writePictureFile } from "../picture_file.ts";
import { prepareFiles } from "../prepare_files.ts";
import { readTimeFlag } from "../time_flag.ts";
import { defineVerb, requiredTextFlag, textFlag, type Verb } from "../verb.ts";

const GROUP = "Explanation:";

/** Tells which part of which component made a picker say an arrival. */
export const explainPick: Verb = defineVerb({
  about:
    "Tells which part of which component of the waveforms made a picker say that P or S arrives: " +
    "what half seconds of them add to the log-odds at the pick against noise like that before it " +
    "(Owen values), with the check that they add up, and what becomes of the pick where a component " +
    "or half a second is silent. The " +
    "likeliest pick is explained, or the likeliest of --phase, or the one nearest to --time.",
  operands: [{ syntax: "<files...>", about: "files, URLs, or - for stdin" }],
  flags: {
    model: requiredTextFlag("folder of a picker that is a network", { placeholder: "DIR" }),
    phase: textFlag("P or S", { group: GROUP, placeholder: "PHASE" }),
    time: textFlag("about when the pick is, to 2 s", { group: GROUP, placeholder: "TIME" }),
    map: textFlag("draws waveforms with what each part adds", {
      ...{ group: GROUP, placeholder: "FILE.svg" },
    }),
    ...PICKING_FLAGS,
  },
  examples: [
    ["explain pick day.mseed --model phasenet", "the likeliest pick"],
    ["explain pick day.mseed --model phasenet --phase S --map why.svg", "an S, drawn"],
    ["explain pick day.mseed --model phasenet --time 2019-07-06T03:19:57 --json", "one of many"],
  ],
  permissions: [
    "--allow-read=FILES,MODEL,engine",
    "--allow-net=HOST (of a URL)",
    "--allow-read=FOLDER-OF-MAP --allow-write=FOLDER-OF-MAP (with --map)",
  ],
  async run({ values, operands: files, terminal }) {
    const startedMs = performance.now();
    const { model, phase, time, map, threads = 1 } = values;
    refusePictureName(map, "map");
    await prepareFiles(map);
    const aboutMs = time === undefined ? undefined : readTimeFlag(time, "time");
    const { explainPickSources, loadPicker, pickOptionsOf, startKernels, writeExplanationJson } =
      await import("../../engine/monitoring/mod.ts");
    const interruption = watchInterruption("Stopping.");
    try {
      const engine = await startKernels({ threads });
      const { picker, card } = await loadPicker(model);
      const explained = await explainPickSources(readNamedFiles(files), picker, {
        ...pickOptionsOf(values),
        ...{ phase, aboutMs, engine, modelName: card.name },
        ...{ onProgress: terminal.progress, signal: interruption.signal },
      });
      const { explanation } = explained;
      const { drawPickExplanation, pickExplanationText } = await import(
        "../../engine/drawing/mod.ts"
      );
      if (map !== undefined) await writePictureFile(map, drawPickExplanation(explained));
      if (terminal.json) {
        const run = describeRun(engine.report, startedMs);
        return terminal.writeOut(writeExplanationJson(explanation, run));
      }
      terminal.answer({
        document: () => explanation,
        text: () =>
          pickExplanationText(explanation) + (map === undefined ? "" : `\n\nWrote ${map}.`),
      });
    } finally {
      interruption.stop();
    }
  },
});
