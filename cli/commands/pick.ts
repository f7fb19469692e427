import { ConfigurationError, formatChannelCode } from "../../engine/domain/mod.ts";
import type { PickedPart } from "../../engine/monitoring/mod.ts";
import { describeRun } from "../backend_flags.ts";
import { watchInterruption } from "../interruption.ts";
import { PICK_FORMAT_FLAG, refuseFormatWithoutFile, writePickFile } from "../pick_file.ts";
import { readNamedFiles } from "../named_file.ts";
import { ONE_PICKER_FLAGS, openPickers, PICKING_FLAGS } from "../picker_flags.ts";
import { prepareFiles } from "../prepare_files.ts";
import { defineVerb, textFlag, type Verb } from "../verb.ts";

/** Picks that a terminal shows; more are for a file. */
const MOST_SHOWN = 200;

/** Finds arrivals in files of waveforms. */
export const pick: Verb = defineVerb({
  about:
    "Finds P and S arrivals in waveforms (miniSEED, SAC; gzip is recognised). Windows lie on a grid of " +
    "absolute time and overlap, so that a pick neither moves nor vanishes when the record is cut " +
    "elsewhere. Any sampling rate from 20 Hz, gaps and missing components are taken and told.",
  operands: [{ syntax: "<files...>", about: "files, URLs, or - for stdin" }],
  flags: {
    ...ONE_PICKER_FLAGS,
    ...PICKING_FLAGS,
    out: textFlag("file to write the picks to", { placeholder: "FILE" }),
    format: PICK_FORMAT_FLAG,
  },
  examples: [
    ["models import phasenet phasenet.safetensors --out phasenet", "a picker, once"],
    ["pick day.mseed --model phasenet --out picks.csv", "a table of picks"],
    ["pick day.mseed --picker sta-lta", "without a network"],
    ["pick *.sac --model phasenet --threshold-p 0.5 --threshold-s 0.4 --json", "for a program"],
  ],
  permissions: [
    "--allow-read=FILES,MODEL,engine",
    "--allow-net=HOST (of a URL)",
    "--allow-read=FOLDER-OF-OUT --allow-write=FOLDER-OF-OUT (with --out)",
  ],
  async run({ values, operands: files, terminal }) {
    const startedMs = performance.now();
    const { model, picker, out, format, threads } = values;
    refuseFormatWithoutFile(format, out);
    if (model !== undefined && picker !== undefined) {
      throw new ConfigurationError("Cannot pick with --model and --picker at once.", "picker");
    }
    await prepareFiles(out);
    const { pickOptionsOf, pickSources, writePickJson } = await import(
      "../../engine/monitoring/mod.ts"
    );
    const interruption = watchInterruption("Stopping.");
    try {
      const { pickers: [chosen], backend } = await openPickers({
        models: model === undefined ? [] : [model],
        names: picker === undefined ? [] : [picker],
        threads,
        options: {
          ...pickOptionsOf(values),
          onProgress: terminal.progress,
          signal: interruption.signal,
        },
      }, terminal);
      const found = await pickSources(readNamedFiles(files), chosen);
      if (out !== undefined) await writePickFile(out, { picks: found.picks, format });
      if (terminal.json) {
        return terminal.writeOut(writePickJson(found, describeRun(backend, startedMs)));
      }
      const { formatTable } = await import("../../engine/drawing/mod.ts");
      terminal.answer({
        document: () => found,
        text: () => {
          const written = out === undefined ? [] : ["", `Wrote ${out}.`];
          return [...describePicks(found, formatTable), ...written].join("\n");
        },
      });
    } finally {
      interruption.stop();
    }
  },
});

function describePicks(
  { picks, notes }: PickedPart,
  layTable: (typeof import("../../engine/drawing/mod.ts"))["formatTable"],
): string[] {
  const counts = ["P", "S"].map((phase) =>
    `${picks.filter((pick) => pick.phase === phase).length} ${phase}`
  );
  const lines = [`${counts.join(" and ")} picks.`];
  for (const { channel, message } of notes) {
    const isNamed = channel === undefined || message.includes(channel);
    lines.push(`Note${isNamed ? "" : ` on ${channel}`}: ${message}`);
  }
  if (picks.length === 0) return lines;
  const rows = picks.slice(0, MOST_SHOWN).map(({ code, phase, timeMs, probability }) => [
    ...[formatChannelCode(code), phase, new Date(Math.round(timeMs)).toISOString()],
    probability?.toFixed(3) ?? "",
  ]);
  const right = "right" as const;
  const columns = [
    { title: "channel" },
    { title: "phase" },
    { title: "time (UTC)" },
    { title: "probability", align: right },
  ];
  lines.push("", layTable(rows, { columns }));
  if (picks.length > MOST_SHOWN) {
    lines.push(`... and ${picks.length - MOST_SHOWN} more; write them all with --out.`);
  }
  return lines;
}
