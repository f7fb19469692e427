import { ConfigurationError } from "../../engine/domain/mod.ts";
import { watchInterruption } from "../interruption.ts";
import { describeSchedule, readScheduleFlags, SCHEDULE_FLAGS } from "../schedule_flags.ts";
import { readTimeFlag } from "../time_flag.ts";
import { writeSkillPlots } from "../write_skill_plots.ts";
import { defineVerb, requiredTextFlag, switchFlag, textFlag, type Verb } from "../verb.ts";

/** How often it is looked whether something is due. */
const LOOK_EVERY_MS = 60_000;

const FLAGS = {
  database: requiredTextFlag("the database of the events, in which forecasts are kept", {
    placeholder: "FILE",
  }),
  ...SCHEDULE_FLAGS,
  once: switchFlag("do what is due now, and end: for cron, within the lead of the day"),
  at: textFlag("do what is due at this time instead of now, and end", { placeholder: "TIME" }),
  gainPlot: textFlag("at the end draw the information gain so far, as SVG or PNG", {
    placeholder: "FILE",
  }),
  reliabilityPlot: textFlag("at the end draw the reliability diagram so far, as SVG or PNG", {
    placeholder: "FILE",
  }),
  until: textFlag("end then; without it, Ctrl-C ends it", { placeholder: "TIME" }),
} as const;

/** Makes forecasts every day and after large events, scores them, and withholds those of a bad model. */
export const schedule: Verb = defineVerb({
  about:
    "Forecasts every day, and after each large event, from the events of a database: before the " +
    "time begins, or not at all. When it is known what came each is scored against past numbers and " +
    "places, and tested; as long as the last forecasts were not calibrated the next are kept but " +
    "withheld. Forecasts and scores stay in the database, from which the server answers " +
    "/v1/scheduled-forecasts and /v1/skill.\n\n" +
    "It looks each minute whether something is due. Killed and started again, it makes nothing twice.",
  flags: FLAGS,
  examples: [
    ["schedule --database quakecast.db --model etas", "every day before 00:00 UTC, until Ctrl-C"],
    ["schedule --database quakecast.db --model etas --once", "from cron, at 23:55 UTC"],
    [
      "schedule --database quakecast.db --model neural --against etas --aftershock-magnitude 4.5",
      "a network, measured against ETAS too",
    ],
    [
      "schedule --database q.db --model simple --box=-125,32,-113,42 --min-magnitude 3",
      "the formula, without any training",
    ],
  ],
  permissions: [
    "--allow-read=FOLDER-OF-DATABASE,FOLDER (of models)",
    "--allow-write=FOLDER-OF-DATABASE,FOLDER (of pictures)",
  ],
  async run({ values, terminal }) {
    const { once, at, until } = values;
    if ((once || at !== undefined) && until !== undefined) {
      throw new ConfigurationError("Cannot do it once and until a time: choose one.", "until");
    }
    const { ForecastSchedule } = await import("../../engine/forecasting/mod.ts");
    const { openDatabase } = await import("../../engine/storage/mod.ts");
    const options = await readScheduleFlags(values);
    using database = openDatabase(values.database, { mode: "write" });
    const forecasts = new ForecastSchedule(database, {
      ...options,
      onNotice: (message) => terminal.say(`Note: ${message}`),
      onProgress: terminal.progress,
    });
    if (once || at !== undefined) {
      const nowMs = at === undefined ? Date.now() : readTimeFlag(at, "at");
      const report = await forecasts.advance(nowMs);
      await writeSkillPlots(database, { ...values, model: options.model.name });
      return terminal.answer({
        document: () => ({ nowMs, ...report }),
        text: () => describeSchedule(report.made, report.scored),
      });
    }
    const untilMs = until === undefined ? Infinity : readTimeFlag(until, "until");
    const interruption = watchInterruption("Ending the schedule.");
    let [made, scored] = [0, 0];
    while (!interruption.signal.aborted && Date.now() < untilMs) {
      const report = await forecasts.advance(Date.now());
      [made, scored] = [made + report.made.length, scored + report.scored.length];
      if (report.made.length + report.scored.length > 0) {
        terminal.say(describeSchedule(report.made, report.scored));
      }
      await pause(Math.min(LOOK_EVERY_MS, untilMs - Date.now()), interruption.signal);
    }
    interruption.stop();
    await writeSkillPlots(database, { ...values, model: options.model.name });
    terminal.answer({
      document: () => ({ made, scored }),
      text: () => `${made} forecasts were made; ${scored} times it became known what came.`,
    });
  },
});

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, Math.max(0, milliseconds));
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
