import {
  ConfigurationError,
  type ForecastRun,
  InputError,
  type VelocityModel,
} from "../engine/domain/mod.ts";
import {
  answerLocation,
  answerMagnitude,
  classicalTracePicker,
  explainPickSources,
  networkTracePicker,
  pickOptionsOf,
  pickSources,
  readImpactSources,
  readLocationSources,
  readMagnitudeSources,
  type TracePicker,
  velocityModelNamed,
  writeExplanationJson,
  writeImpactJson,
  writeLocationJson,
  writeMagnitudeJson,
  writePickJson,
} from "../engine/monitoring/mod.ts";
import { estimateImpact } from "../engine/impact/mod.ts";
import { readVelocityModel } from "../engine/sources/mod.ts";
import type { ForecastJob, WaveformJobKind } from "./forecast_job.ts";
import { type ReadWaveformJob, readWaveformJob } from "./read_waveform_job.ts";
import type { JobFile } from "./job_file.ts";
import { readTimeOption } from "./read_time_option.ts";
import type { JobContext } from "./run_job.ts";
import { needModel, type WaveformOptions } from "./waveform_options.ts";

/** What a job with waveforms is done with. */
export interface WaveformJobContext {
  /** Models, kernels and limits. */
  context: JobContext;
  /** What tells of the run. */
  run: () => ForecastRun;
}

/**
 * Picks, locates, estimates a magnitude or an impact, as JSON: the same bytes as the command line's, `run` aside.
 *
 * Throws InputError, ConfigurationError, InsufficientDataError, ModelError or a refusal.
 */
export async function runWaveformJob(
  job: ForecastJob<WaveformJobKind>,
  work: WaveformJobContext,
): Promise<string> {
  const limitBytes = work.context.settings.unpackedLimitBytes;
  const { kind } = job;
  if (kind === "pick") {
    return await runPick(await readWaveformJob({ ...job, kind }, limitBytes), work);
  }
  if (kind === "pickExplanation") {
    return await runPickExplanation(await readWaveformJob({ ...job, kind }, limitBytes), work);
  }
  if (kind === "magnitude") {
    return await runMagnitude(await readWaveformJob({ ...job, kind }, limitBytes), work);
  }
  if (kind === "impact") return runImpact(await readWaveformJob({ ...job, kind }, limitBytes));
  return await runLocation(await readWaveformJob({ ...job, kind }, limitBytes));
}

function runImpact({ options, files }: ReadWaveformJob<"impact">): string {
  const parts = Object.fromEntries([...files].map(([name, [file]]) => [name, file]));
  return writeImpactJson(estimateImpact(readImpactSources(parts, options)));
}

async function runPick(
  { options, files }: ReadWaveformJob<"pick">,
  { context, run }: WaveformJobContext,
): Promise<string> {
  const { sampleLimit: maximumSamples } = context.settings;
  const picker = await pickerOf(options, context);
  return writePickJson(
    await pickSources(files.get("waveforms")!, picker, { maximumSamples }),
    run(),
  );
}

async function runPickExplanation(
  { options: { model, phase, time, ...values }, files }: ReadWaveformJob<"pickExplanation">,
  { context: { models, kernels, settings }, run }: WaveformJobContext,
): Promise<string> {
  const { picker, card } = await models.get(needModel(model), "pick");
  const { explanation } = await explainPickSources(files.get("waveforms")!, picker, {
    ...pickOptionsOf(values),
    ...{ phase, engine: kernels, modelName: card.name, maximumSamples: settings.sampleLimit },
    aboutMs: time === undefined ? undefined : readTimeOption(time, "time"),
  });
  return writeExplanationJson(explanation, run());
}

async function pickerOf(
  { picker: classical, model, ...values }: WaveformOptions<"pick">,
  { models }: JobContext,
): Promise<TracePicker> {
  const options = pickOptionsOf(values);
  if (classical === undefined) {
    const { picker } = await models.get(needModel(model), "pick");
    return networkTracePicker(picker, options);
  }
  if (model === undefined) return classicalTracePicker(classical);
  throw new ConfigurationError("Cannot pick with model and picker at once.", "picker");
}

async function runMagnitude(
  { options, files }: ReadWaveformJob<"magnitude">,
  { context: { models, kernels, settings } }: WaveformJobContext,
): Promise<string> {
  const { model, pTime, ...values } = options;
  const network = model === undefined
    ? undefined
    : { trained: await models.get(model, "magnitude"), kernels };
  const request = await readMagnitudeSources({
    waveforms: files.get("waveforms")!,
    stations: files.get("stations")?.[0],
    event: files.get("event")?.[0],
    corrections: files.get("corrections")?.[0],
  }, {
    ...values,
    pTimeMs: pTime === undefined ? undefined : readTimeOption(pTime, "pTime"),
    maximumSamples: settings.sampleLimit,
  });
  return writeMagnitudeJson(answerMagnitude(request, network));
}

async function runLocation({ options, files }: ReadWaveformJob<"location">): Promise<string> {
  const [picks, stations, velocity, delays] = ["picks", "stations", "velocity", "delays"]
    .map((name) => files.get(name)?.[0]);
  const request = readLocationSources(
    { picks: picks!, stations: stations!, model: velocity && velocityOf(velocity), delays },
    options,
  );
  return writeLocationJson(await answerLocation(request));
}

/** Depths at which layers of a request may change: each costs rows of the table of travel times. */
const MOST_NODES = 400;

/** A word alone is the name of a velocity model, anything else its layers. */
function velocityOf({ name, bytes }: JobFile): VelocityModel {
  const word = new TextDecoder().decode(bytes.subarray(0, 80)).trim();
  if (/^[\w.-]+$/.test(word)) return velocityModelNamed(word);
  const model = readVelocityModel(bytes, name);
  if (model.nodes.length <= MOST_NODES) return model;
  throw new InputError("Cannot use the velocity model: it has too many layers", {
    ...{ source: name, field: "velocity", value: `${model.nodes.length} depths` },
    expected: `${MOST_NODES} depths at most`,
  });
}
