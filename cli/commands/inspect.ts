import { openRequest, READING_FLAGS } from "../catalogue_request.ts";
import { DECLUSTER_FLAGS, declusterAsAsked } from "../decluster_flags.ts";
import { defineVerb, type Verb } from "../verb.ts";

/** Tells what is in a catalogue; nothing is changed. */
export const inspect: Verb = defineVerb({
  about:
    "Tells what is in a catalogue: rows, span, magnitudes, completeness by five methods, b-value by " +
    "four estimators with its error, gaps, duplicates, and what cleaning would do. Nothing is changed.",
  operands: [{ syntax: "<catalogue>", about: "a file, a URL, or - for stdin" }],
  flags: { ...READING_FLAGS, ...DECLUSTER_FLAGS },
  examples: [
    ["inspect catalogue.csv.gz", "tables for a person"],
    ["inspect --json catalogue.csv", "the same for a program"],
    [
      "inspect --decluster etas --decluster-out background.csv catalogue.csv",
      "the events that no earlier one triggered, drawn by their probability",
    ],
    ["inspect --columns time=Origin,magnitude=Mw own.csv", "a table with names of its own"],
  ],
  permissions: [
    "--allow-read=CATALOGUE",
    "--allow-net=HOST (of a URL)",
    "--allow-read=engine (with --decluster etas)",
    "--allow-read=FOLDER --allow-write=FOLDER (with --decluster-out)",
  ],
  async run({ values, operands, terminal }) {
    const { readCatalogue } = await import("../../engine/sources/mod.ts");
    const { cleanCatalogue, inspectCatalogue } = await import("../../engine/preprocessing/mod.ts");
    const { declusterText, inspectText } = await import("../../engine/drawing/mod.ts");
    const { source, read, latestTimeMs } = await openRequest(operands[0], values);
    const { catalogue, report } = await readCatalogue(source, read);
    const inspection = inspectCatalogue(catalogue, { read: report, cleaning: { latestTimeMs } });
    const declustering = await declusterAsAsked(
      () => cleanCatalogue(catalogue, { latestTimeMs }).catalogue,
      { values, terminal },
    );
    terminal.answer({
      document: () => ({ ...inspection, ...(declustering && { declustering }) }),
      text: () =>
        [inspectText(inspection), ...(declustering ? [declusterText(declustering)] : [])].join(
          "\n\n",
        ),
    });
  },
});
